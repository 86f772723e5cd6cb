"""`zicha verify 台账.xlsx`: a workbook or a PDF that came alone, held against the seal whose number it bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from zicha.evidence.pdf_additions import addition_remark
from zicha.evidence.remarks import Remark, Remarked, digest_of, is_left_by_system
from zicha.evidence.seal import FINDINGS, SEAL, Seal
from zicha.evidence.verification import Verification, is_report, number_on, texts_of, workbook_remark

SINGLE = (".xlsx", ".pdf", ".html")
"""What can be compared where it comes alone."""
_SAVED_BY_BROWSER = b"<!-- saved from url="
_HEAD = 1000
"""Bytes of a page before which Chrome, Edge and 360 tell where they saved it from."""


def handed_in(place: Path) -> Iterator[Path]:
    """Yield what is to be verified at a place: a file, a report, or all that lies in a folder of what came in."""
    if not place.is_dir() or is_report(place):
        yield place
        return
    reports = sorted({file.parent for name in (SEAL, FINDINGS) for file in place.rglob(name)})
    yield from reports
    for file in sorted(place.rglob("*")):
        alone = file.is_file() and not any(file.is_relative_to(report) for report in reports)
        if alone and not is_left_by_system(PurePosixPath(file.as_posix())):
            yield file


def seals_near(files: Iterable[Path]) -> Mapping[str, Seal]:
    """Return, by their numbers, the seals of reports, and of those in which a file still lies."""
    folders = {folder for file in files for folder in (file, file.parent, file.parent.parent)}
    seals = {}
    for folder in folders:
        with suppress(OSError, ValidationError):
            seal = Seal.model_validate_json((folder / SEAL).read_bytes())
            seals[seal.number] = seal
    return seals


def verify_file(file: Path, seals: Mapping[str, Seal], are_registered: bool, title: str) -> Verification:
    """Compare a file with the seal whose number it bears. `are_registered`: all that were handed in are among them.

    Without a number it is a ledger if it bears the `title` of one.
    """
    content = file.read_bytes()
    number = number_on(content)
    seal = seals.get(number)
    return Verification(file, tuple(_remarks(file, content, number, seal, are_registered, title)), seal)


def _remarks(
    file: Path, content: bytes, number: str, seal: Seal | None, are_registered: bool, title: str
) -> Iterator[Remarked]:
    if file.suffix.lower() not in SINGLE:
        text = "这种文件不能核对：压缩包请先解压，台账请交自查写出的 xlsx 或 PDF"
        yield Remarked(Remark.INCOMPLETE, file.name, text)
        return
    if not number:
        yield _without_number(file.name, content, title)
        return
    if seal is None:
        text = f"找不到封存号 {number} 的封存记录"
        if are_registered:
            yield Remarked(Remark.REWRITTEN, file.name, f"{text}：没有登记过，或者登记以后重做过")
        else:
            advice = "无从核对；请用 --book 给出登记册，或者与它的报告一起核对"
            yield Remarked(Remark.INCOMPLETE, file.name, f"{text}，{advice}")
        return
    if not seal.is_whole:
        yield Remarked(Remark.ALTERED, file.name, "所对照的封存记录被改动，不能作准")
    digest = digest_of(content)
    if digest not in seal.files.values():
        yield _otherwise(file, content, seal)
    if seal.closing.demo:
        yield Remarked(Remark.DEMO, file.name, "内置演示门户的数据，不得上报")


def _without_number(name: str, content: bytes, title: str) -> Remarked:
    """Return what to say of a file without a 封存号: a ledger from which it was taken, a scan, or another paper."""
    texts = texts_of(content)
    if not texts:
        return Remarked(Remark.ALTERED, name, "打不开，没有封存号")
    if any(title in "".join(text.split()) for text in texts):
        return Remarked(Remark.ALTERED, name, "是台账，却没有封存号：封存号被去掉，或者不是自查写出的")
    if any(text.strip() for text in texts):
        return Remarked(Remark.INCOMPLETE, name, "不是自查写出的台账，没有核对")
    return Remarked(Remark.INCOMPLETE, name, "是扫描件或图片，里面没有文字，无从核对；请把纸面上的封存号与登记册核对")


def _otherwise(file: Path, content: bytes, seal: Seal) -> Remarked:
    """Return what to say of a file that is not one of those that were sealed."""
    if (added := addition_remark(file.name, content, seal.files.values())) is not None:
        return added
    if _SAVED_BY_BROWSER in content[:_HEAD]:
        text = "是浏览器“另存为”的，不是自查写出的文件，无从核对；请交报告里的那一份"
        return Remarked(Remark.INCOMPLETE, file.name, text)
    if content.startswith(b"PK"):
        remarks = [workbook_remark(file.name, content, sealed) for sealed in seal.workbooks.values()]
        with suppress(ValueError):
            return min(remarks, key=lambda remark: (remark.kind is not Remark.HARMLESS, len(remark.text)))
    return Remarked(Remark.ALTERED, file.name, "不是封存时的那一份，封存以后被改动")
