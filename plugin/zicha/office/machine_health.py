"""The machine: its Python, its browser, its fonts, its clock, its disk. Judgements, and the probes that feed them."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from zicha.catalogue.working_days import working_days
from zicha.inspection.browser import VARIABLE, find_browser, launch_browser
from zicha.office.diagnosis import Diagnosis, doubt, good, ill

_OLDEST_BROWSER = 110
"""Of Chromium: older ones do not know what the reading of pages is written in."""
_LEAST_FREE, _ENOUGH_FREE = 200_000_000, 2_000_000_000
"""Bytes: one matter takes some two million."""
_LONGEST_FOLDER = 120
"""Characters of the report folder's path: Windows takes 260 in all, and evidence lies deep."""
_SKEW = timedelta(minutes=5)
_BEIJING = timedelta(hours=8)
_FONTS = ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simsun.ttf")


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to know of a machine before anything is visited."""

    python: tuple[int, int]
    bits: int
    is_windows: bool
    encoding: str
    zone: timedelta
    free: int
    folder: Path
    refusal: str = ""
    """Why nothing can be written into the folder."""


def probe_machine(folder: Path, now: datetime) -> Machine:
    """Look at this machine, and try whether the folder for the report can be written into."""
    near = next(each for each in (folder, *folder.resolve().parents) if each.is_dir())
    refusal = ""
    try:
        with tempfile.TemporaryFile(dir=near):
            pass
    except OSError as error:
        refusal = error.strerror or str(error)
    return Machine(
        python=sys.version_info[:2],
        bits=struct.calcsize("P") * 8,
        is_windows=sys.platform == "win32",
        encoding=sys.stdout.encoding or "",
        zone=now.astimezone().utcoffset() or timedelta(),
        free=shutil.disk_usage(near).free,
        folder=folder.resolve(),
        refusal=refusal,
    )


def diagnose_machine(machine: Machine) -> Iterator[Diagnosis]:
    """Judge a machine."""
    version = ".".join(map(str, machine.python))
    if not (3, 11) <= machine.python <= (3, 13):
        yield ill("Python", f"版本是 {version}", "请安装 Python 3.11、3.12 或 3.13，再重新安装本工具")
    elif machine.bits < 64:
        yield ill("Python", f"{version}，是 32 位的", "请安装 64 位的 Python，再重新安装本工具")
    else:
        yield good("Python", version)
    if machine.encoding.lower().replace("-", "").replace("_", "") not in ("utf8", "gbk", "cp936", "gb18030", "gb2312"):
        advice = "Windows 请先执行 chcp 65001；Linux 请设置 LANG=zh_CN.UTF-8"
        yield doubt("窗口", f"编码是 {machine.encoding or '未知'}，汉字可能显示不出来", advice)
    if machine.zone != _BEIJING:
        advice = "请把系统时区改为“(UTC+08:00) 北京”，否则文件的时间对不上"
        yield doubt("时区", "不是北京时间", advice)
    if machine.refusal:
        advice = "请换一个能写的文件夹，或者请管理员给写入权限"
        yield ill("文件夹", f"{machine.folder} 不能写入（{machine.refusal}）", advice)
    elif machine.is_windows and len(str(machine.folder)) > _LONGEST_FOLDER:
        yield ill("文件夹", f"路径太长：{machine.folder}", "请移到短一些的路径下，如 D:\\zicha")
    free = f"还剩 {machine.free / 1e9:.1f} GB"
    if machine.free < _LEAST_FREE:
        yield ill("磁盘", free, "请清理磁盘，或者用 --report=目录 写到别的磁盘")
    elif machine.free < _ENOUGH_FREE:
        yield doubt("磁盘", free, "一个事项的证据约 2 MB，事项多的请先清理磁盘")
    else:
        yield good("磁盘", free)


@dataclass(frozen=True, slots=True)
class BrowserState:
    """The browser that would be driven, and what came of starting it."""

    path: str = ""
    version: str = ""
    failure: str = ""
    is_named: bool = False
    """Whether ZICHA_BROWSER names it."""


def probe_browser() -> BrowserState:
    """Start the browser as an inspection would."""
    from playwright.sync_api import Error, sync_playwright

    is_named = bool(os.environ.get(VARIABLE))
    try:
        path = find_browser()
    except FileNotFoundError as error:
        return BrowserState(failure=str(error), is_named=is_named)
    where = str(path or "")
    try:
        with sync_playwright() as playwright, closing(launch_browser(playwright)) as browser:
            return BrowserState(where, browser.version, is_named=is_named)
    except (Error, OSError) as error:
        return BrowserState(where, failure=next(iter(str(error).splitlines()), ""), is_named=is_named)


def diagnose_browser(state: BrowserState) -> Diagnosis:
    """Judge a browser."""
    subject = "浏览器"
    if state.is_named and not state.path:
        return ill(subject, state.failure, f"请改正环境变量 {VARIABLE}，或者删去它")
    if state.failure and not state.path:
        return ill(subject, "没有找到 Edge、Chrome 或 Chromium", f"请安装其中一个，或者用环境变量 {VARIABLE} 指定")
    if state.failure:
        advice = "请先手工打开它一次；打不开的请重新安装。Linux 缺少组件的请管理员执行 playwright install-deps chromium"
        return ill(subject, f"{state.path} 启动不了（{state.failure}）", advice)
    major = state.version.partition(".")[0]
    if major.isdigit() and int(major) < _OLDEST_BROWSER:
        return ill(subject, f"{state.path} 版本太旧（{state.version}）", f"请升级到 {_OLDEST_BROWSER} 以上")
    return good(subject, f"{state.path or '自带的 Chromium'} {state.version}")


def probe_fonts() -> bool | None:
    """Return whether this machine has a Chinese font; None where nobody can tell."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
        return any((folder / name).is_file() for name in _FONTS)
    if (command := shutil.which("fc-list")) is None:
        return None
    listed = subprocess.run([command, ":lang=zh", "family"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def diagnose_fonts(has_fonts: bool | None) -> Diagnosis:
    """Judge the fonts: without one, what is read stays right, and pictures show boxes."""
    if has_fonts:
        return good("字体", "有中文字体")
    text = "没有找到中文字体" if has_fonts is False else "看不出有没有中文字体"
    advice = "截图中的汉字会显示为方框，不影响判断。请管理员执行 apt-get install fonts-noto-cjk；Windows 请恢复微软雅黑"
    return doubt("字体", text, advice)


def diagnose_clock(now: datetime, elsewhere: datetime | None) -> Iterator[Diagnosis]:
    """Judge the clock by what another machine says of the time; silent where none has said anything."""
    if elsewhere is None:
        return
    skew = abs(now - elsewhere)
    off = f"与门户的时间相差 {_in_words(skew)}"
    if skew >= timedelta(hours=12):
        yield ill("时钟", off, "请校准系统日期和时间：时限、授权的有效期和证据的时间都依它")
    elif skew > _SKEW:
        yield doubt("时钟", off, "请校准系统时间，证据的时间依它")
    else:
        yield good("时钟", f"{now:%Y-%m-%d %H:%M}")


def diagnose_calendar(today: date) -> Iterator[Diagnosis]:
    """Judge whether the calendar of working days reaches today."""
    last = working_days().last
    if today > last:
        advice = "请更新本工具；在此之前，与工作日有关的时限会请人核对"
        yield doubt("工作日历", f"只到 {last}", advice)


def _in_words(span: timedelta) -> str:
    if span.days:
        return f"{span.days} 天"
    minutes = span.seconds // 60
    return f"{minutes // 60} 小时" if minutes >= 60 else f"{minutes} 分钟"
