"""The department's own folder: its checks, its list of matters, and the report of the run before."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from zicha.inspection.report_folder import FolderInUseError, ReportFolder
from zicha.inventory import InventoryError, load
from zicha.ledger.ledger import WORKBOOK_FOLDER
from zicha.model.matter import Matter
from zicha.office.diagnosis import Diagnosis, doubt, good, ill
from zicha.office.new_project import CHECKS, EXAMPLE, shipped_checks

_MARKS = ("~$", ".~")
"""With which the name of the file begins that Excel, WPS or LibreOffice keeps beside one that is open."""


def diagnose_checks(folder: Path) -> Diagnosis:
    """Judge the checks of a project, which are those of this version or not."""
    subject, anew = "检查", "请把 tests_portal 改名，再运行 zicha new 部门全称"
    own = {file.name: file.read_text(encoding="utf-8", errors="replace") for file in (folder / CHECKS).glob("*.py")}
    if not own:
        return ill(
            subject, "这个文件夹里没有检查（tests_portal）", "请运行 zicha new 部门全称，或者换到自查的文件夹里运行"
        )
    shipped = shipped_checks()
    if absent := sorted(shipped.keys() - own.keys()):
        return ill(subject, f"缺少 {'、'.join(absent)}", "请运行 zicha new 部门全称，补齐缺少的文件")
    if changed := sorted(name for name, text in shipped.items() if own[name] != text):
        return doubt(subject, f"{'、'.join(changed)} 与本版本的不同", f"没有有意改过的，{anew}")
    return good(subject, f"{len(shipped)} 个文件，与本版本一致")


def read_inventory(root: Path, now: datetime) -> tuple[tuple[Matter, ...], list[Diagnosis]]:
    """Return the matters of a list, none where it is refused, and what there is to say of it."""
    subject = "事项清单"
    if not root.is_dir():
        return (), [ill(subject, f"没有 {root} 文件夹", "请运行 zicha new 部门全称，或者换到自查的文件夹里运行")]
    try:
        matters = load(root, now.date()).matters
    except InventoryError as error:
        first = error.errors[0]
        text = f"有 {len(error.errors)} 处需要修改，第一处在 {first.file} 第 {first.line} 行：{first.message}"
        return (), [ill(subject, text, f"{first.advice}。全部错误请运行 pytest --co 查看")]
    return matters, list(_diagnose_matters(subject, matters))


def _diagnose_matters(subject: str, matters: Sequence[Matter]) -> Iterator[Diagnosis]:
    departments = {each.department.full_name for each in matters}
    yield good(subject, f"{len(departments)} 个部门，{len(matters)} 个事项")
    if any(each.name == EXAMPLE for each in matters):
        yield doubt(subject, f"还有“{EXAMPLE}”", "请换成本部门的事项；在演示门户上试查时可以留着")


def diagnose_report(folder: Path, now: datetime) -> Iterator[Diagnosis]:
    """Judge whether a report can be written: no other run does, and nobody has its workbook open."""
    subject = "报告"
    report = ReportFolder(folder)
    try:
        report.claim(now)
    except FolderInUseError as error:
        yield ill(subject, str(error), "")
        return
    except OSError as error:
        yield ill(subject, f"{folder} 不能使用（{error.strerror}）", "请检查写入权限，或者用 --report=目录 另指定一个")
        return
    report.release()
    books = [file for file in folder.glob(f"{WORKBOOK_FOLDER}/*.xlsx") if not file.name.startswith(_MARKS)]
    blocked = [file.name for file in books if sys.platform == "win32" and not _can_be_written(file)]
    if blocked:
        yield ill(subject, f"{'、'.join(blocked)} 正在打开", "请在 Excel 或 WPS 中关闭它")
        return
    marks = [file.name for mark in _MARKS for file in folder.glob(f"{WORKBOOK_FOLDER}/{mark}*")]
    if marks:
        advice = "请在 Excel 或 WPS 中关闭它；已经关闭的，删去这个文件"
        yield doubt(subject, f"台账可能正在打开（有 {'、'.join(marks)}）", advice)
    else:
        yield good(subject, f"写到 {folder}")


def _can_be_written(file: Path) -> bool:
    try:
        with file.open("r+b"):
            return True
    except OSError:
        return False
