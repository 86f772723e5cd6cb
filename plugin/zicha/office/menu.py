"""zicha menu: what a clerk does, by number; each number runs the command that the manual names, and shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zicha.model.choices import Identity
from zicha.office.new_project import DEMO

PORTAL = "henan"
OWN_PROFILE = "门户.yaml"
"""The profile that a technician has written, where there is one in the project's folder."""
_REPORT, _JUDGED_ANEW, _DEMO_REPORT = "report", "report-replay", "report-演示"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: the commands it runs, or the file it opens.

    With `asks` a file is asked for, which ends each command.
    """

    title: str
    commands: tuple[tuple[str, ...], ...] = ()
    opens: str = ""
    asks: str = ""


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return the menu of a project."""
    portal = ("--portal", OWN_PROFILE if (folder / OWN_PROFILE).is_file() else PORTAL)
    newest = _newest_report(folder)
    logins = tuple(("zicha", "login", identity.value, *portal) for identity in Identity)
    return (
        Entry(
            "在演示门户上试一次（不访问真实网站）",
            (("pytest", f"--inventory={DEMO}", f"--report={_DEMO_REPORT}"),),
            f"{_DEMO_REPORT}/index.html",
        ),
        Entry("检查是否可以开始自查", (("zicha", "doctor", *portal),)),
        *(Entry(f"登录门户（{identity}账号）", (login,)) for identity, login in zip(Identity, logins, strict=True)),
        Entry("自查本部门", (("pytest", *portal),), f"{_REPORT}/index.html"),
        Entry("接着做中断的自查", (("pytest", *portal, "--resume"),), f"{_REPORT}/index.html"),
        Entry("打开报告，回答待人工核查的问题", opens=f"{newest}/index.html"),
        Entry("收回填好的答复或台账", (("zicha", "take-in"),), asks="请把填好的文件拖到这个窗口，按回车："),
        Entry("收回以后，重新判定", (("pytest", f"--replay={_REPORT}"),), f"{_JUDGED_ANEW}/index.html"),
        Entry("核对报告有没有改动过", (("zicha", "verify", newest),)),
    )


def _newest_report(folder: Path) -> str:
    """Return the report that counts: the one judged anew, as long as no inspection has followed it."""
    made = {
        name: file.stat().st_mtime
        for name in (_REPORT, _JUDGED_ANEW)
        if (file := folder / name / "index.html").is_file()
    }
    return max(made, key=made.__getitem__, default=_REPORT)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a menu has of the world: a line typed, a command run, a file opened."""

    read: Callable[[str], str] = input
    run: Callable[[Sequence[str]], object] = lambda command: subprocess.run(in_this_python(command), check=False)
    open: Callable[[Path], object] = lambda path: open_file(path)


def menu(folder: Path, desk: Desk) -> None:
    """Ask what to do, and do it, until nothing more is asked for."""
    while True:
        listed = entries(folder)
        print(
            "\n".join(
                [
                    "",
                    "自查 zicha",
                    *(f" {number:>2}  {each.title}" for number, each in enumerate(listed, 1)),
                    "  0  退出",
                ]
            )
        )
        try:
            typed = desk.read("请输入数字，按回车：").strip()
        except EOFError:
            return
        if typed == "0":
            return
        if not (typed.isascii() and typed.isdigit() and int(typed) <= len(listed)):
            print(f"请输入 0 到 {len(listed)} 的数字")
            continue
        _do(listed[int(typed) - 1], folder, desk)


def _do(entry: Entry, folder: Path, desk: Desk) -> None:
    file = desk.read(entry.asks).strip().strip("\"'") if entry.asks else ""
    if entry.asks and not file:
        return
    for command in ((*each, *filter(None, [file])) for each in entry.commands):
        print(f"正在运行：{' '.join(command)}", flush=True)
        desk.run(command)
    if not entry.opens:
        return
    if (folder / entry.opens).exists():
        desk.open(folder / entry.opens)
    elif not entry.commands:
        print(f"还没有 {entry.opens}，请先自查")


def in_this_python(command: Sequence[str]) -> list[str]:
    """Return a command as this Python runs it, wherever its scripts lie."""
    module = {"zicha": "zicha.cli", "pytest": "pytest"}[command[0]]
    return [sys.executable, "-m", module, *command[1:]]


def open_file(path: Path) -> None:
    """Open a file or a folder by what the system has for it."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    subprocess.Popen(
        ["open" if sys.platform == "darwin" else "xdg-open", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
