"""`zicha verify`: is a report what its run wrote? Each thing that is not is named as what it is.

A report that its run has sealed is compared with the seal; one without a seal was not finished, or is of an earlier
version, and only its evidence can be compared with its chain. Whoever makes everything anew, the seal included, is
noticed where the seal that was handed in is on a register (register.py).
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from zicha.evidence.chain import CHAIN, LOCK, LOCKS, chain_remarks, chained_digests, last_link
from zicha.evidence.file_names import files_as_meant
from zicha.evidence.pdf_additions import addition_remark, first_page
from zicha.evidence.remarks import (
    BOM,
    Remark,
    Remarked,
    digest_of,
    has_other_line_ends,
    is_left_by_system,
    is_on_disk_of_system,
)
from zicha.evidence.seal import EVIDENCE, FINDINGS, SEAL, SIGNATURE, Closing, Seal, files_of
from zicha.evidence.workbook_content import UnreadableWorkbook, WorkbookContent, changes, form_of, sheets_of
from zicha.evidence.workbook_looks import looks_of

_NUMBER = re.compile(r"封存号[：:]\s*([0-9A-F]{4}(?:-[0-9A-F]{4}){3})")
_BEARING = (".html", ".xlsx", ".pdf")
"""What bears the number of a run. People write none of them."""
_LONGEST_MEMBER = 20_000_000
"""Bytes of one part of a workbook that is looked into for its number."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What there is to say about one report, and its seal where it has a readable one."""

    report: Path
    remarks: tuple[Remarked, ...]
    seal: Seal | None

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is there that its run did not write, and nothing is missing."""
        return not any(remark.kind.is_serious or remark.kind is Remark.INCOMPLETE for remark in self.remarks)

    @property
    def is_altered(self) -> bool:
        """Return whether something was done to it after its run."""
        return any(remark.kind.is_serious for remark in self.remarks)


def verify(report: Path, unsealed: Iterable[str], registered: Mapping[str, Seal] | None = None) -> Verification:
    """Compare a report with its seal. `unsealed` are the folders in which people write.

    With a register the seal must be on it. Raise FileNotFoundError when the folder is no report.
    """
    if not is_report(report):
        raise FileNotFoundError(f"{report}：不是自查报告的文件夹（没有 {SEAL}、{FINDINGS} 和 {EVIDENCE}）")
    referred, unread = _referred_by(report / FINDINGS)
    place = files_as_meant(report, {SEAL}).get(PurePosixPath(SEAL))
    if place is None and (known := _registered_seal(report, registered)) is not None:
        lost = Remarked(Remark.REMOVED, SEAL, f"封存记录缺失，按登记册中的 {known.number} 核对")
        remarks = [lost, *_of_seal(report, known), *_of_evidence(report, referred)]
        remarks += _of_files(report, known, frozenset(unsealed))
        return Verification(report, tuple(remarks), known)
    if place is None:
        return Verification(report, tuple(_unfinished([*unread, *_of_evidence(report, referred, is_over=False)])), None)
    try:
        seal = Seal.model_validate_json((report / place).read_bytes())
    except ValidationError:
        remarks = [Remarked(Remark.ALTERED, SEAL, "封存记录读不懂，已被改动"), *_of_evidence(report, referred)]
        return Verification(report, tuple(remarks), None)
    if seal.closing.replayed and not (report / EVIDENCE).exists():
        evidence = [Remarked(Remark.HARMLESS, EVIDENCE, "依据另一份报告的证据重新判定，请另外核对那份报告")]
    else:
        evidence = _of_evidence(report, referred)
    remarks = [*_of_seal(report, seal), *_of_register(seal, registered), *evidence, *unread]
    remarks += _of_files(report, seal, frozenset(unsealed))
    if seal.closing.demo:
        remarks.append(Remarked(Remark.DEMO, str(report), "内置演示门户的数据，不得上报"))
    return Verification(report, tuple(dict.fromkeys(remarks)), seal)


def is_report(folder: Path) -> bool:
    """Return whether a folder is a report, or what is left of one."""
    return any((folder / name).exists() for name in (SEAL, FINDINGS, EVIDENCE))


def _registered_seal(report: Path, registered: Mapping[str, Seal] | None) -> Seal | None:
    """Return the registered seal of the number that the pages of a report bear."""
    numbers = (number_on((report / path).read_bytes()) for path in files_of(report) if path.suffix == ".html")
    return next((registered[number] for number in numbers if number in registered), None) if registered else None


def _unfinished(remarks: Iterable[Remarked]) -> Iterator[Remarked]:
    """Yield what to say of a report that was not sealed: what a power failure leaves is no forgery."""
    yield Remarked(
        Remark.INCOMPLETE, SEAL, "没有封存记录：自查没有正常结束（断电、强行关闭等），或者由没有封存功能的版本写成"
    )
    left = (Remark.ADDED, Remark.CUT_OFF)
    for remark in remarks:
        torn = remark.kind in left or (
            remark.kind in (Remark.ALTERED, Remark.REMOVED)
            and remark.place.startswith((f"{EVIDENCE}/{CHAIN}", FINDINGS))
        )
        yield Remarked(Remark.INCOMPLETE, remark.place, remark.text) if torn else remark


def _of_evidence(report: Path, referred: Iterable[str], *, is_over: bool = True) -> list[Remarked]:
    remarks = chain_remarks(report / EVIDENCE, referred, is_over=is_over)
    return [Remarked(remark.kind, f"{EVIDENCE}/{remark.place}", remark.text) for remark in remarks]


def _referred_by(findings: Path) -> tuple[tuple[str, ...], tuple[Remarked, ...]]:
    """Return the evidence that the findings name, and a remark on lines that cannot be read."""
    paths: list[str] = []
    spoilt = 0
    for line in findings.read_bytes().removeprefix(BOM).splitlines() if findings.is_file() else ():
        try:
            paths += [str(path) for path in json.loads(line)["evidence"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            spoilt += 1
    text = f"有 {spoilt} 行读不懂，没有核对这些结论引用的证据"
    return tuple(paths), (Remarked(Remark.ALTERED, FINDINGS, text),) if spoilt else ()


def _of_seal(report: Path, seal: Seal) -> Iterator[Remarked]:
    """Yield what of the seal itself, the findings and the chain is not as it was sealed."""
    closing = seal.closing
    if not seal.is_whole:
        yield Remarked(Remark.ALTERED, SEAL, "封存记录被改动")
    if closing.finished < closing.started:
        yield Remarked(Remark.ALTERED, SEAL, "自查的结束时间早于开始时间，时钟被改过")
    findings = report / FINDINGS
    if not findings.is_file():
        yield Remarked(Remark.REMOVED, FINDINGS, "结论文件缺失")
    elif digest_of(content := findings.read_bytes()) != closing.findings:
        if has_other_line_ends(content, closing.findings):
            yield Remarked(Remark.HARMLESS, FINDINGS, "只是换行符或编码标记变了，内容没有改动")
        else:
            now = len(content.splitlines())
            counted = (
                f"封存时 {closing.finding_count} 条，现在 {now} 条" if now != closing.finding_count else "条数没有变"
            )
            yield Remarked(Remark.ALTERED, FINDINGS, f"结论被改动（{counted}）")
    else:
        yield from _of_times(findings, closing)
    evidence = report / EVIDENCE
    if evidence.is_dir() and last_link(evidence / CHAIN) != closing.chain:
        now = len(chained_digests(evidence))
        if now < closing.evidence_count:
            text = f"证据链比封存时短：封存时 {closing.evidence_count} 个文件，现在 {now} 个"
            yield Remarked(Remark.CUT_OFF, f"{EVIDENCE}/{CHAIN}", text)
        elif now > closing.evidence_count:
            yield Remarked(Remark.ADDED, f"{EVIDENCE}/{CHAIN}", "封存以后证据链又加长了")
        else:
            yield Remarked(Remark.REWRITTEN, f"{EVIDENCE}/{CHAIN}", "证据链不是封存时的那一条，整个重做过")


def _of_times(findings: Path, closing: Closing) -> Iterator[Remarked]:
    """Yield the findings that were judged before the run began or after it ended."""
    outside = 0
    for line in findings.read_bytes().splitlines():
        with suppress(ValueError, KeyError, TypeError):
            judged = datetime.fromisoformat(json.loads(line)["judged_at"])
            outside += not closing.started <= judged <= closing.finished
    if outside:
        yield Remarked(Remark.ALTERED, FINDINGS, f"有 {outside} 条结论的时间不在自查的起止时间之内，时钟被改过")


def _of_register(seal: Seal, registered: Mapping[str, Seal] | None) -> Iterator[Remarked]:
    """Yield that a seal is not the one that was handed in."""
    if registered is None:
        return
    known = registered.get(seal.number)
    if known is None:
        yield Remarked(Remark.REWRITTEN, SEAL, f"封存号 {seal.number} 没有登记过：报告在登记之后重做过，或者没有报送过")
    elif known != seal:
        yield Remarked(Remark.REWRITTEN, SEAL, f"与登记的封存记录（{seal.number}）不同")


def _of_files(report: Path, seal: Seal, unsealed: frozenset[str]) -> Iterator[Remarked]:
    """Yield the pages and workbooks that are not as they were sealed. `unsealed` are the folders of people."""
    meant = files_as_meant(report, {*seal.files, *unsealed, SEAL, SIGNATURE})
    open_to_people = {SEAL, SIGNATURE, FINDINGS, EVIDENCE, *unsealed}
    present = {name: path for name, path in meant.items() if name.parts[0] not in open_to_people}
    if garbled := sum(name != path for name, path in meant.items()):
        yield Remarked(Remark.HARMLESS, str(report), f"{garbled} 个文件的名称在压缩、解压时成了乱码，按原来的名称核对")
    for name, digest in seal.files.items():
        if (path := present.pop(PurePosixPath(name), None)) is None:
            yield Remarked(Remark.REMOVED, name, "封存时有，现在没有了")
        elif (report / path).is_symlink():
            yield Remarked(Remark.ALTERED, name, "换成了指向别处的链接")
        elif remark := _of_file(name, (report / path).read_bytes(), digest, seal):
            yield remark
    of_people = {name: path for name, path in meant.items() if name.parts[0] in unsealed and name.suffix in _BEARING}
    for place, path in sorted((present | of_people).items()):
        if not (LOCKS in place.parts and place.suffix == LOCK):
            yield _of_surplus(place, (report / path).read_bytes(), seal)


def _of_file(name: str, content: bytes, digest: str, seal: Seal) -> Remarked | None:
    """Return what to say of a file that was sealed under this digest, None where it is the same."""
    if (number := number_on(content)) and number != seal.number:
        return Remarked(Remark.FOREIGN, name, f"来自另一次自查（封存号 {number}）")
    if digest_of(content) == digest:
        return None
    if has_other_line_ends(content, digest):
        return Remarked(Remark.HARMLESS, name, "只是换行符或编码标记变了，内容没有改动")
    if (added := addition_remark(name, content, (digest,))) is not None:
        return added
    if name in seal.workbooks and number:
        return workbook_remark(name, content, seal.workbooks[name])
    return Remarked(Remark.ALTERED, name, "封存以后被改动" + ("" if number else "，封存号没有了"))


def _of_surplus(path: PurePosixPath, content: bytes, seal: Seal) -> Remarked:
    """Return what to say of a file that was not sealed: what a system leaves and a copy say nothing new."""
    digest, number = digest_of(content), number_on(content)
    if original := next((name for name, sealed in seal.files.items() if sealed == digest), ""):
        return Remarked(Remark.HARMLESS, str(path), f"是 {original} 的副本，内容相同")
    if is_left_by_system(path) and not (number and not is_on_disk_of_system(path)):
        return Remarked(Remark.HARMLESS, str(path), "操作系统或办公软件留下的文件")
    if number and number != seal.number:
        return Remarked(Remark.FOREIGN, str(path), f"来自另一次自查（封存号 {number}）")
    return Remarked(Remark.ADDED, str(path), "封存时没有这个文件")


def workbook_remark(name: str, content: bytes, sealed: WorkbookContent) -> Remarked:
    """Return what to say of a workbook whose bytes are not those that were sealed."""
    try:
        changed = tuple(changes(content, sealed))
        looks = looks_of(content, form_of(sheets_of(content), sealed)[0])
    except UnreadableWorkbook:
        return Remarked(Remark.ALTERED, name, "封存以后被改动，打不开了")
    if words := "；".join((*changed, *looks.concealed)):
        return Remarked(Remark.ALTERED, name, f"封存以后被改动：{words}")
    text = "另存过，或者在供人填写的栏里填写过；自查写的内容没有改动"
    return Remarked(Remark.HARMLESS, name, "；".join((text, *looks.filtered)))


def number_on(content: bytes) -> str:
    """Return the 封存号 that a page, a workbook or a PDF bears, empty where it bears none."""
    numbers = map(_NUMBER.search, texts_of(content))
    return next((match[1] for match in numbers if match), "")


def texts_of(content: bytes) -> tuple[str, ...]:
    """Return the text of a page, of each part of a workbook, or of the first page of a PDF; none where it is spoilt.

    The footer of each page of a PDF has the number.
    """
    if content.startswith(b"%PDF"):
        return tuple(first_page(content))
    if content.startswith(b"PK"):
        with suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError), zipfile.ZipFile(BytesIO(content)) as book:
            members = [each for each in book.infolist() if each.filename.endswith(".xml")]
            read = [book.read(each) for each in members if each.file_size <= _LONGEST_MEMBER]
            return tuple(each.decode("utf-8", errors="ignore") for each in read)
        return ()
    return (content.decode("utf-8", errors="ignore"),)


def verification_lines(verification: Verification) -> Iterator[str]:
    """Yield what a clerk is told of one report."""
    seal = verification.seal
    heading = f"{verification.report}" + (f"（封存号 {seal.number}）" if seal else "")
    if verification.is_altered:
        yield f"{heading}：与自查结束时不一致"
    elif verification.is_whole:
        yield f"{heading}：与封存记录一致，未发现改动、增加或缺失"
    else:
        yield f"{heading}：不完整，没有发现改动"
    yield from (f"  {remark}" for remark in verification.remarks)
    if seal and verification.report.is_dir():
        closing = seal.closing
        counted = f"{closing.finding_count} 条结论、{closing.evidence_count} 个证据文件、{len(seal.files)} 个网页和台账"
        yield f"  核对了 {counted}"


def unlike_the_others(verifications: Iterable[Verification]) -> tuple[str, ...]:
    """Return, of several reports, those that were judged by something else than most: version, catalogue, checks."""
    closings = [(each.report, each.seal.closing) for each in verifications if each.seal]
    lines: list[str] = []
    aspects: tuple[tuple[str, Callable[[Closing], object]], ...] = (
        ("程序版本", lambda closing: closing.version),
        ("判定目录", lambda closing: closing.inputs.get("判定目录", "")),
        ("检查", lambda closing: tuple(sorted(closing.checks.items()))),
    )
    for what, by in aspects:
        counted = Counter(by(closing) for _, closing in closings)
        if len(counted) > 1:
            usual = counted.most_common(1)[0][0]
            lines += [f"{report}：{what}与其他报告不同\n" for report, closing in closings if by(closing) != usual]
    return tuple(lines)
