"""`zicha new`: the commands of the desk, as the command line reads them and what they print."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from zicha.office.new_project import NewProjectError, new_project

MISTAKES: tuple[type[Exception], ...] = (NewProjectError,)
"""Of the user, each told in its own words."""


class _Commands(Protocol):
    """What argparse adds commands to."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...


def add_commands(commands: _Commands) -> None:
    """Add the commands; each leaves the function that runs it as `run` among the options."""
    _command(commands, "new", "在这个文件夹里建立部门的自查项目：检查、事项清单的样子、设置", _new, _options_of_new)


def _command(
    commands: _Commands,
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
    *more: Callable[[argparse.ArgumentParser], Any],
) -> None:
    parser = commands.add_parser(name, help=text)
    parser.set_defaults(run=run)
    for add in more:
        add(parser)


def _options_of_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("department", metavar="部门", help="填报单位全称，如 开封市民政局")
    parser.add_argument("--folder", type=Path, default=Path(), metavar="目录", help="写到哪个文件夹，默认为当前文件夹")
    parser.add_argument("--region", default="", metavar="区域", help="matters 中的文件夹，如 杞县；不写时依部门名称")
    parser.add_argument("--code", default="", metavar="区划代码", help="六位数字；不写时依部门名称")


def _new(options: argparse.Namespace) -> int:
    made = new_project(options.folder, options.department, options.region, options.code)
    for file in made.written:
        print(f"已写入 {file}")
    if made.kept:
        print(f"原有的 {len(made.kept)} 个文件没有改动：{'、'.join(str(file) for file in made.kept)}")
    print("下一步：运行 pytest，先在内置演示门户上试一次；再把 matters 中的示例换成本部门的事项，运行 zicha doctor")
    return 0
