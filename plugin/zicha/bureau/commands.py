"""The commands of `zicha` around ledgers that are handed in: sample, merge, rounds; keys and signatures."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zicha.evidence.register import read_register
from zicha.evidence.signing_keys import SigningError
from zicha.inspection.run import now
from zicha.inventory import load
from zicha.ledger.handed_in import HandedInError
from zicha.ledger.ledger import safe_name
from zicha.spot_check.sample import SampleError

if TYPE_CHECKING:
    from zicha.rounds.store import Store

STORE = "轮次.db"


class BureauError(Exception):
    """A bureau's command cannot do what was asked; the text says why."""


MISTAKES: tuple[type[Exception], ...] = (HandedInError, SampleError, BureauError, SigningError)
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
    merging = commands.add_parser("merge", help="把各部门的报告并入轮次库，写出全市台账；改动过的、演示的不并入")
    merging.add_argument("reports", type=Path, nargs="+", metavar="报告目录")
    merging.add_argument("--round", default=None, metavar="轮次", help="这一轮的名称；不写时是这个月，如 2026-12")
    merging.add_argument("--book", type=Path, metavar="登记册", help="与 zicha register 写下的登记册核对")
    merging.add_argument(
        "--key",
        type=Path,
        action="append",
        default=[],
        metavar="公钥",
        help="签名单位交来的公钥，可重复：不是由其中一个签名的不并入",
    )
    merging.add_argument("--output", type=Path, default=Path("全市台账"), metavar="目录")
    merging.set_defaults(run=_merge)
    comparing = commands.add_parser("rounds", help="写出一轮的报送和整改情况：谁没有报、变了什么、比率、催办")
    comparing.add_argument("--round", default=None, metavar="轮次", help="不写时是最后一轮")
    comparing.add_argument("--output", type=Path, default=Path("轮次.html"), metavar="文件")
    comparing.set_defaults(run=_rounds)
    making = commands.add_parser("keygen", help="造一对签名用的钥匙：私钥自己保管，公钥交给收台账的单位")
    making.add_argument("name", type=Path, metavar="名称", help="写成 名称.私钥.pem 和 名称.公钥.pem")
    making.add_argument("--sm2", action="store_true", help="用国密 SM2（要 OpenSSL 3.0 以上），不写时用 Ed25519")
    making.set_defaults(run=_keygen)
    signing = commands.add_parser("sign", help="给已封存的报告签名")
    signing.add_argument("report", type=Path, metavar="报告目录")
    signing.add_argument("--key", type=Path, required=True, metavar="私钥", help="zicha keygen 写的私钥")
    signing.add_argument("--by", required=True, metavar="单位", help="由谁签名")
    signing.set_defaults(run=_sign)
    for parser in (merging, comparing):
        text = f"轮次库：SQLite 文件，或 postgresql:// 地址；默认为 {STORE}"
        parser.add_argument("--store", default=STORE, metavar="库", help=text)
        parser.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录", help="全市的事项清单")


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
    for line in sample.absent:
        print(f"没有参加抽取，台账中没有这个事项：{line}")
    print(f"共抽取 {len(sample.rows)} 行，已写入 {options.output}；下一步：pytest --spot-check {options.output}")
    return 0


@contextmanager
def _opened(address: str) -> Iterator[Store]:
    """Open the store for a while."""
    try:
        from zicha.rounds.store import Store, StoreError
    except ImportError as error:
        raise BureauError("没有安装轮次库要用的组件，请运行：pip install 'pytest-zicha[bureau]'") from error
    try:
        with closing(Store.open(address)) as store:
            yield store
    except StoreError as error:
        raise BureauError(str(error)) from error


def _keygen(options: argparse.Namespace) -> int:
    from zicha.evidence.signature import make_keys
    from zicha.evidence.signing_keys import Algorithm

    private, public = (options.name.with_name(f"{options.name.name}.{kind}.pem") for kind in ("私钥", "公钥"))
    fingerprint = make_keys(private, public, Algorithm.SM2 if options.sm2 else Algorithm.ED25519)
    print(
        f"私钥：{private}（自己保管，不要外传，也不要放进报告）\n公钥：{public}（交给收台账的单位，编号 {fingerprint}）"
    )
    return 0


def _sign(options: argparse.Namespace) -> int:
    from zicha.evidence.signature import sign

    signature = sign(options.report, options.key, options.by, now())
    print(f"{options.report}：已签名（{signature.words}）")
    return 0


def _merge(options: argparse.Namespace) -> int:
    """Take the reports in and write the city's ledger. 1 where a report was refused."""
    with _opened(options.store) as store:
        from zicha.evidence.signature import read_public_key
        from zicha.rounds.city_workbook import write_city_workbook
        from zicha.rounds.merging import Merging

        name = options.round or f"{now():%Y-%m}"
        registered = read_register(options.book) if options.book else None
        keys = [read_public_key(file) for file in options.key]
        merging = Merging(store, load(options.inventory).matters, name, registered, keys)
        notes: list[str] = []
        refused = 0
        for report in options.reports:
            taken = merging.take(report, now())
            lines = list(taken.lines())
            print("\n".join(lines))
            notes += lines if taken.refused or taken.notes else []
            refused += bool(taken.refused)
        if not store.runs(name):
            raise BureauError(f"“{name}”这一轮没有并入任何报告，没有写全市台账")
        written = write_city_workbook(options.output, f"全市台账-{safe_name(name)}", store, name, notes)
    print(f"全市台账（{written.rows} 个事项）：{written.path}")
    return 1 if refused else 0


def _rounds(options: argparse.Namespace) -> int:
    with _opened(options.store) as store:
        from zicha.rounds.page import round_lines, round_report, write_round_page

        matters = load(options.inventory).matters
        bodies = {each.department.full_name: each.department.region for each in matters}
        report = round_report(store, options.round, bodies)
    write_round_page(options.output, report)
    print("\n".join([*round_lines(report), f"网页：{options.output}"]))
    return 0
