"""The commands of `zicha` for who receives the ledgers of many departments: drawing a sample of their rows."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from zicha.inspection.run import now
from zicha.inventory import load
from zicha.ledger.handed_in import HandedInError
from zicha.spot_check.sample import SampleError

MISTAKES: tuple[type[Exception], ...] = (HandedInError, SampleError)
"""Of the user, each told in its own words."""


class _Commands(Protocol):
    """What argparse adds commands to."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...


def add_commands(commands: _Commands) -> None:
    """Add the commands; each leaves the function that runs it as `run` among the options."""
    drawing = commands.add_parser("sample", help="从报送的台账中抽取要抽检的行，写成 pytest --spot-check 用的样本")
    drawing.add_argument("ledgers", type=Path, nargs="+", metavar="台账", help="xlsx 台账，或者其中有台账的报告目录")
    drawing.add_argument("--rate", type=_share, required=True, metavar="比例", help="每一层抽取多少，如 5%%")
    drawing.add_argument("--seed", required=True, metavar="种子", help="抽签用的数或文字，台账交来之前定下并保密")
    drawing.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录")
    drawing.add_argument("--output", type=Path, default=Path("sample.yaml"), metavar="文件")
    drawing.set_defaults(run=_sample)


def _share(text: str) -> float:
    number, percent = text.strip().removesuffix("%").removesuffix("％"), text.strip().endswith(("%", "％"))
    try:
        share = float(number) / (100 if percent else 1)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"“{text}”不是比例：请写成 5% 或 0.05 这样，大于 0、不大于 100%")
    return share


def _sample(options: argparse.Namespace) -> int:
    from zicha.spot_check.drawing import commit, draw, receive
    from zicha.spot_check.sample import write_sample

    inventory, received = load(options.inventory), receive(options.ledgers)
    commitment_file = options.output.with_suffix(".承诺.txt")
    commitment = commit(commitment_file, options.seed, options.rate, [origin for origin, _ in received], now())
    print(f"承诺：{commitment}（已写入 {commitment_file}）")
    sample = draw(inventory, received, options.seed, options.rate, now())
    write_sample(options.output, sample)
    for stratum in sample.strata:
        print(f"{stratum.body}　{stratum.method}　{stratum.conclusion}：{stratum.size} 行中抽取 {stratum.drawn} 行")
    for line in sample.outside:
        print(f"没有参加抽取，事项不在清单中：{line}")
    print(f"共抽取 {len(sample.rows)} 行，已写入 {options.output}；下一步：pytest --spot-check {options.output}")
    return 0
