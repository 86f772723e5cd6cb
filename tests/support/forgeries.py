"""What may be done to a report after its run: forgeries, with what each must be named as, and honest accidents."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.filled_in import Edit, all_of, fill_in, saved_again
from zicha.evidence.chain import CHAIN, ChainLink, add_to_chain, chained_digests, last_link
from zicha.evidence.remarks import Remark, digest_of
from zicha.evidence.seal import FINDINGS, SEAL, Seal, write_seal
from zicha.inspection.report_folder import UNSEALED

Deed = Callable[[Path, Path], None]
"""What is done to a report; the other one is of another run of the same matters."""
Where = Callable[[Path], Path]
"""Finds a file of a report."""


def page_of(report: Path) -> Path:
    """Return the page of a department whose row is ticked."""
    return next(file for file in sorted((report / "departments").glob("*.html")) if "☑" in file.read_text("utf-8"))


def workbooks_of(report: Path) -> list[Path]:
    return sorted((report / "台账").glob("*.xlsx"))


def workbook_of(report: Path) -> Path:
    return workbooks_of(report)[0]


def of_evidence(ending: str, number: int = 0) -> Where:
    """Return the first, second, … file of the evidence with such an ending."""
    return lambda report: sorted((report / "evidence").rglob(f"*{ending}"))[number]


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text, f"{file} holds no {old}"
    file.write_bytes(text.replace(old, new, 1).encode())


def rewrite_workbook(file: Path, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(file) as book:
        parts = {each.filename: book.read(each) for each in book.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, change(content.decode()).encode() if name.endswith(".xml") else content)


def rewrite_findings(report: Path, change: Callable[[list[str]], list[str]]) -> None:
    lines = (report / FINDINGS).read_text("utf-8").splitlines(keepends=True)
    (report / FINDINGS).write_text("".join(change(lines)), encoding="utf-8", newline="\n")


def without_last_link(report: Path) -> Path:
    """Cut off the last line of the chain, and return the file that it was about."""
    chain = report / "evidence" / CHAIN
    *lines, last = chain.read_bytes().splitlines(keepends=True)
    chain.write_bytes(b"".join(lines))
    return report / "evidence" / ChainLink.model_validate_json(last).path


def chain_anew(report: Path) -> None:
    """Alter a page of the evidence and make a chain that fits."""
    alter_evidence(report)
    chain_what_stands(report)


def chain_what_stands(report: Path) -> None:
    """Make a chain that fits what stands there."""
    folder = report / "evidence"
    paths = [path for path in chained_digests(folder) if (folder / path).exists()]
    (folder / CHAIN).unlink()
    for path in paths:
        add_to_chain(folder, path, digest_of((folder / path).read_bytes()))
    shutil.rmtree(folder / ".locks", ignore_errors=True)


def seal_anew(report: Path, **closing: object) -> Seal:
    """Make a seal that fits what stands there."""
    was = Seal.model_validate_json((report / SEAL).read_bytes()).closing
    content = (report / FINDINGS).read_bytes()
    left = {
        "findings": digest_of(content),
        "finding_count": len(content.splitlines()),
        "chain": last_link(report / "evidence" / CHAIN),
        "evidence_count": len(chained_digests(report / "evidence")),
    }
    return write_seal(report, was.model_copy(update={**left, **closing}), UNSEALED)


def chain_and_seal_anew(report: Path) -> None:
    """Alter a page of the evidence, and make a chain and a seal that fit."""
    chain_anew(report)
    seal_anew(report)


def all_anew(report: Path) -> None:
    """Alter the evidence, and make the chain, the seal and the number on each page anew."""
    number = Seal.model_validate_json((report / SEAL).read_bytes()).number
    chain_anew(report)
    renumber(report, number, seal_anew(report).number)


def renumber(report: Path, number: str, fresh: str) -> None:
    """Put another number on each page and workbook, and seal them."""
    for file in report.rglob("*.html"):
        if "evidence" not in file.parts:
            file.write_bytes(file.read_bytes().replace(number.encode(), fresh.encode()))
    for file in (report / "台账").glob("*.xlsx"):
        rewrite_workbook(file, lambda text: text.replace(number, fresh))
    seal_anew(report)


def alter_evidence(report: Path) -> None:
    file = of_evidence("guide-1.html")(report)
    file.write_bytes(file.read_bytes().replace("工作日".encode(), "自然日".encode(), 1))


def swap(first: Path, second: Path) -> None:
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)


def take_folder(report: Path, other: Path, name: str) -> None:
    shutil.rmtree(report / name)
    shutil.copytree(other / name, report / name)


def drop_matter(report: Path) -> None:
    """Remove all that is known of one matter."""
    folder = next(file.parent for file in sorted((report / "evidence").glob("*/guide.json")))
    shutil.rmtree(folder)
    rewrite_findings(report, lambda lines: [line for line in lines if folder.name not in line])


def set_in_seal(report: Path, key: str, value: object) -> None:
    data = json.loads((report / SEAL).read_text("utf-8"))
    data["closing"][key] = value
    (report / SEAL).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def of_chain(change: Callable[[list[bytes]], list[bytes]]) -> Deed:
    """Change the lines of the chain."""
    return fill(at(f"evidence/{CHAIN}"), lambda chain: b"".join(change(chain.splitlines(keepends=True))))


def swapped_hash(line: bytes, other: bytes) -> bytes:
    """Return a line of the chain with the hash of another."""
    one, two = (ChainLink.model_validate_json(each) for each in (line, other))
    return line.replace(one.sha256.encode(), two.sha256.encode(), 1)


def matter_gone(report: Path) -> None:
    """Remove all that is known of a matter, and make a chain that fits."""
    drop_matter(report)
    chain_what_stands(report)


def copy_into(report: Path, other: Path) -> None:
    shutil.copytree(other, report / "补充")


def unlisted(report: Path) -> None:
    """Take a page off the seal's list."""
    data = json.loads((report / SEAL).read_text("utf-8"))
    data["files"].pop("index.html")
    (report / SEAL).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def page_and_seal_anew(report: Path) -> None:
    """Take a tick off a page, and make the hashes of the seal anew: its number is not of the pages."""
    replace(page_of(report), "☑", "□")
    seal_anew(report)


def findings_and_seal_anew(report: Path) -> None:
    """Call clean what was a problem, and make the seal and the number on each page anew."""
    replace(report / FINDINGS, '"verdict":"有问题"', '"verdict":"未发现问题"')
    number = Seal.model_validate_json((report / SEAL).read_bytes()).number
    renumber(report, number, seal_anew(report).number)


def never_rewritten(report: Path) -> None:
    """Let the chain say that a file was written anew, as of a run that died, and seal it."""
    evidence = report / "evidence"
    add_to_chain(evidence, GUIDE(report).relative_to(evidence).as_posix(), "0" * 64)
    seal_anew(report)


def called_replayed(report: Path) -> None:
    """Say that the evidence is that of another report, and take it away."""
    shutil.rmtree(report / "evidence")
    was = Seal.model_validate_json((report / SEAL).read_bytes()).closing
    write_seal(report, was.model_copy(update={"replayed": True}), UNSEALED)


@dataclass(frozen=True)
class Forgery:
    """What somebody does, and as what it must be named; `book`: only who kept the seals can tell."""

    name: str
    deed: Deed
    kind: Remark
    book: bool = False


def at(path: str) -> Where:
    """Return the file at a path of the report."""
    return lambda report: report / path


def alter(where: Where, old: str, new: str) -> Deed:
    """Write other words into a file."""
    return lambda report, other: replace(where(report), old, new)


def alter_workbook(old: str, new: str) -> Deed:
    """Write other words into a workbook, which stays one."""
    return lambda report, other: rewrite_workbook(workbook_of(report), lambda text: text.replace(old, new, 1))


def rearrange(change: Callable[[list[str]], list[str]]) -> Deed:
    """Change the lines of the findings."""
    return lambda report, other: rewrite_findings(report, change)


def fill(where: Where, change: Callable[[bytes], bytes]) -> Deed:
    """Put another content into a file."""

    def deed(report: Path, other: Path) -> None:
        where(report).write_bytes(change(where(report).read_bytes()))

    return deed


def remove(where: Where) -> Deed:
    return lambda report, other: where(report).unlink()


def rename(where: Where, name: str) -> Deed:
    def deed(report: Path, other: Path) -> None:
        where(report).rename(where(report).with_name(name))

    return deed


def add(path: str) -> Deed:
    def deed(report: Path, other: Path) -> None:
        (report / path).write_text("无问题", encoding="utf-8")

    return deed


def take_over(theirs: Where, ours: Where | None = None) -> Deed:
    """Put a file of the other run in the place of ours."""

    def deed(report: Path, other: Path) -> None:
        (ours or theirs)(report).write_bytes(theirs(other).read_bytes())

    return deed


def only(deed: Callable[[Path], object]) -> Deed:
    """Do something for which the other run is not needed."""

    def both(report: Path, other: Path) -> None:
        deed(report)

    return both


NUMBER = re.compile("封存号：[0-9A-F-]{19}".encode())
OTHER_NUMBER = "封存号：0000-0000-0000-0000".encode()
PAGES = of_evidence("guide-pages.json.gz")
GUIDE, ANOTHER_GUIDE, SNAPSHOT, PICTURE = (
    of_evidence("guide.json"),
    of_evidence("guide.json", 1),
    of_evidence("guide-1.html"),
    of_evidence(".jpg"),
)
MANIFEST, LINKS, FOUND, SEALED = at("evidence/manifest.json"), at(f"evidence/{CHAIN}"), at(FINDINGS), at(SEAL)
A, B, C, F, R = Remark.ALTERED, Remark.REMOVED, Remark.CUT_OFF, Remark.FOREIGN, Remark.REWRITTEN
FORGERIES = (
    Forgery("台账 Excel 里改掉一个勾", alter_workbook("☑", "□"), A),
    Forgery("台账 Excel 里改备注", alter_workbook("部门", "单位"), A),
    Forgery("网页里改掉一个勾", alter(page_of, "☑", "□"), A),
    Forgery("网页里改备注", alter(page_of, "工作日", "自然日"), A),
    Forgery("网页里加一段脚本", alter(page_of, "</body>", "<script>1</script></body>"), A),
    Forgery("网页上的演示标记去掉", alter(page_of, "watermark", "wotermark"), A),
    Forgery("全市汇总里改数", fill(at("index.html"), lambda page: re.sub(rb">\d<", b">0<", page)), A),
    Forgery("结论里把有问题改成未发现问题", alter(FOUND, '"verdict":"有问题"', '"verdict":"未发现问题"'), A),
    Forgery("结论里删一条", rearrange(lambda lines: lines[1:]), A),
    Forgery("结论里加一条", rearrange(lambda lines: [*lines, lines[0].replace("time_limits", "time_limitx")]), A),
    Forgery("结论里一条写两遍", rearrange(lambda lines: [*lines, lines[0]]), A),
    Forgery("结论里换了次序", rearrange(lambda lines: lines[::-1]), A),
    Forgery("结论里改观察时间", alter(FOUND, '"observed_at":"20', '"observed_at":"19'), A),
    Forgery("结论里改引用的证据", alter(FOUND, "guide.json", "guidf.json"), A),
    Forgery("结论文件清空", fill(FOUND, lambda found: b""), A),
    Forgery("结论文件删除", remove(FOUND), B),
    Forgery("结论换成另一次自查的", take_over(FOUND), A),
    Forgery("截图被改", fill(PICTURE, lambda picture: picture[:-9] + bytes(9)), A),
    Forgery("页面快照被改", only(alter_evidence), A),
    Forgery("证据记录里改掉一个值", alter(GUIDE, "工作日", "自然日"), A),
    Forgery("两份证据对调", only(lambda report: swap(GUIDE(report), ANOTHER_GUIDE(report))), A),
    Forgery("证据文件清空", fill(GUIDE, lambda record: b""), A),
    Forgery("证据文件截断", fill(SNAPSHOT, lambda page: page[:500]), A),
    Forgery("证据文件删除", remove(SNAPSHOT), B),
    Forgery("证据文件改名", rename(SNAPSHOT, "guide-9.html"), B),
    Forgery("证据里多放一个文件", add("evidence/补充.html"), Remark.ADDED),
    Forgery("别的部门的证据放进来", take_over(GUIDE, ANOTHER_GUIDE), A),
    Forgery("整个证据文件夹换成另一次自查的", lambda report, other: take_folder(report, other, "evidence"), R),
    Forgery("删掉一个事项的全部痕迹", only(drop_matter), B),
    Forgery("证据里改门户的名称", alter(MANIFEST, '"portal": "', '"portal": "河南政务服务网'), A),
    Forgery("演示数据改称真实数据", alter(MANIFEST, '"demo": true', '"demo": false'), A),
    Forgery("证据里改判断的阈值", alter(MANIFEST, '"thresholds": {', '"thresholds": { '), A),
    Forgery("证据链截掉最后一条，文件也删掉", only(lambda report: without_last_link(report).unlink()), C),
    Forgery("证据链截掉最后一条", only(without_last_link), C),
    Forgery("证据链清空", fill(LINKS, lambda chain: b""), C),
    Forgery("证据链删除", remove(LINKS), B),
    Forgery("改证据，证据链整个重做", only(chain_anew), R),
    Forgery("改证据，证据链和封存记录都重做", only(chain_and_seal_anew), F),
    Forgery("证据、证据链、封存记录、网页、台账全部重做", only(all_anew), R, book=True),
    Forgery("删掉登记过的封存记录", remove(SEALED), B, book=True),
    Forgery("封存记录清空", fill(SEALED, lambda seal: b""), A),
    Forgery("封存记录里改演示标记", only(lambda report: set_in_seal(report, "demo", False)), A),
    Forgery("封存记录里改版本", only(lambda report: set_in_seal(report, "version", "9.9")), A),
    Forgery("封存记录换成另一次自查的", take_over(SEALED), F),
    Forgery("时钟往回拨", only(lambda report: seal_anew(report, finished="2020-01-01T00:00:00+08:00")), A),
    Forgery("一个部门的网页换成另一次自查的", take_over(page_of), F),
    Forgery("一个部门的台账换成另一次自查的", take_over(workbook_of), F),
    Forgery("另一次自查的台账混进来", take_over(workbook_of, at("台账/补报.xlsx")), F),
    Forgery("演示台账改名，去掉“演示”", rename(workbook_of, "某局.xlsx"), B),
    Forgery("删掉一个部门的网页", remove(page_of), B),
    Forgery("删掉一个部门的台账", remove(workbook_of), B),
    Forgery("删掉全市汇总", remove(at("index.html")), B),
    Forgery("多放一个网页", add("departments/新.html"), Remark.ADDED),
    Forgery("证据链里一行写两遍", of_chain(lambda lines: [lines[0], *lines]), A),
    Forgery("证据链里两行对调", of_chain(lambda lines: [lines[1], lines[0], *lines[2:]]), A),
    Forgery("证据链里删掉一行", of_chain(lambda lines: [*lines[:3], *lines[4:]]), A),
    Forgery("证据链里插进一行", of_chain(lambda lines: [*lines[:3], lines[-1], *lines[3:]]), A),
    Forgery("证据链里一行加了空格", of_chain(lambda lines: [lines[0].replace(b":", b": ", 1), *lines[1:]]), A),
    Forgery("证据链称证据重写过，证据却没有，再重新封存", only(never_rewritten), A),
    Forgery("证据链里改一个文件的散列", of_chain(lambda lines: [swapped_hash(lines[0], lines[1]), *lines[1:]]), A),
    Forgery("删掉一个事项，证据链整个重做", only(matter_gone), C),
    Forgery("证据里改观察的时间", fill(GUIDE, lambda record: record.replace(b'"at": "20', b'"at": "19', 1)), A),
    Forgery("证据里删掉一种材料", fill(GUIDE, lambda record: record.replace("材料".encode(), b"", 1)), A),
    Forgery("两个事项的截图对调", only(lambda report: swap(PICTURE(report), of_evidence(".jpg", 1)(report))), A),
    Forgery("快照里改一个字，长度不变", alter(SNAPSHOT, "工作日", "自然日"), A),
    Forgery("留存的页面（pages.json.gz）被改", fill(PAGES, lambda pages: pages[:-1] + b"0"), A),
    Forgery("留存的页面（pages.json.gz）删除", remove(PAGES), B),
    Forgery("整个证据文件夹删除", only(lambda report: shutil.rmtree(report / "evidence")), B),
    Forgery("整个证据文件夹改名", only(lambda report: (report / "evidence").rename(report / "证据")), Remark.ADDED),
    Forgery("网页文件夹整个换成另一次自查的", lambda report, other: take_folder(report, other, "departments"), F),
    Forgery("另一次自查的报告整个放进来", lambda report, other: copy_into(report, other), F),
    Forgery("结论里一条的检查名称改掉", alter(FOUND, "time_limits_are_accurate", "time_limits_are_accuratf"), A),
    Forgery("结论里改身份", fill(FOUND, lambda found: found.replace("个人".encode(), "法人".encode(), 1)), A),
    Forgery(
        "结论里的受阻改成不适用", fill(FOUND, lambda found: found.replace("受阻".encode(), "不适用".encode(), 1)), A
    ),
    Forgery("结论里删掉有问题的", rearrange(lambda lines: [line for line in lines if '"有问题"' not in line]), A),
    Forgery("结论里把未核查改成未发现问题", alter(FOUND, '"未核查"', '"未发现问题"'), A),
    Forgery("结论末尾少了半行", fill(FOUND, lambda found: found[:-40]), A),
    Forgery("网页里用样式藏起备注", alter(page_of, "</style>", ".remark{display:none}</style>"), A),
    Forgery("网页上的封存号改成别的", fill(page_of, lambda page: NUMBER.sub(OTHER_NUMBER, page)), F),
    Forgery("网页上的封存号去掉", fill(page_of, lambda page: NUMBER.sub(b"", page)), A),
    Forgery("台账改名成 xls", rename(workbook_of, "台账.xls"), B),
    Forgery("台账清空", fill(workbook_of, lambda book: b""), A),
    Forgery("两个部门的台账对调", only(lambda report: swap(*workbooks_of(report)[:2])), A),
    Forgery("封存记录里改自查范围", only(lambda report: set_in_seal(report, "selection", "事项：取水许可")), A),
    Forgery("封存记录里改检查的散列", only(lambda report: set_in_seal(report, "checks", {})), A),
    Forgery("封存记录里改事项清单的散列", only(lambda report: set_in_seal(report, "inputs", {})), A),
    Forgery("封存记录里改结论条数", only(lambda report: set_in_seal(report, "finding_count", 1)), A),
    Forgery("封存记录里去掉一个网页", only(unlisted), A),
    Forgery("改网页，照着重做封存记录", only(page_and_seal_anew), R, book=True),
    Forgery("改结论，网页、台账和封存记录都照着重做", only(findings_and_seal_anew), R, book=True),
    Forgery("自称重新判定，拿走证据", only(called_replayed), F),
)


def other_line_ends(report: Path, *endings: str) -> None:
    for file in report.rglob("*"):
        if file.is_file() and file.name.endswith(endings):
            file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def zip_and_unzip(report: Path) -> None:
    archive = shutil.make_archive(str(report.with_name("报送")), "zip", report)
    shutil.rmtree(report)
    shutil.unpack_archive(archive, report)


def with_mark(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def put(report: Path, *names: str) -> None:
    for name in names:
        file = report / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\0\1")


def hand_back_workbook(report: Path, *edits: Edit) -> None:
    """Fill in the workbook, and save it by another program, which keeps its footer."""
    book = workbook_of(report)
    number = Seal.model_validate_json((report / SEAL).read_bytes()).number
    saved_again(book, all_of(*edits), footer=f"封存号：{number}").replace(book)


HONEST = (
    ("原样", lambda r: None),
    ("换行符全部变成 Windows 的", lambda r: other_line_ends(r, ".html", ".json", ".jsonl", ".yaml")),
    ("只有结论文件的换行符变了", lambda r: other_line_ends(r, ".jsonl")),
    ("Windows 留下缩略图文件", lambda r: put(r, "Thumbs.db", "evidence/Thumbs.db", "departments/desktop.ini")),
    ("苹果电脑留下的文件", lambda r: put(r, ".DS_Store", "evidence/.DS_Store", "台账/._演示.xlsx", "__MACOSX/a")),
    ("台账正用 Excel 打开", lambda r: put(r, "台账/~$演示.xlsx")),
    ("台账正用 LibreOffice 打开", lambda r: put(r, "台账/.~lock.演示.xlsx#")),
    ("复制到别处", lambda r: shutil.copytree(r, r.with_name("副本"))),
    ("压缩后解压", lambda r: zip_and_unzip(r)),
    ("文件时间变了", lambda r: [file.touch() for file in r.rglob("*")]),
    ("在“待人工核查”里写答复", lambda r: put(r, "待人工核查/市直/答复.yaml")),
    ("台账用别的办公软件另存", hand_back_workbook),
    (
        "在台账的黄色栏里填写",
        lambda r: hand_back_workbook(r, fill_in("补充勾选", "", {"说明（填写）": "看不懂"}, head="事项名称（填写）")),
    ),
    ("只读的副本", lambda r: [file.chmod(0o444) for file in r.rglob("*") if file.is_file()]),
    ("多了空文件夹", lambda r: (r / "新建文件夹" / "空").mkdir(parents=True)),
    ("整个文件夹改名", lambda r: shutil.copytree(r, r.with_name("报告 (1)"))),
    (
        "放在优盘的根目录",
        lambda r: put(r, "System Volume Information/WPSettings.dat", ".Spotlight-V100/VolumeConfiguration.plist"),
    ),
    (
        "回收站和废纸篓",
        lambda r: put(r, "$RECYCLE.BIN/desktop.ini", ".Trashes/501/旧.html", ".Trash-1000/files/旧.html"),
    ),
    ("结论文件用记事本另存（多了 BOM）", lambda r: with_mark(r / FINDINGS)),
    (
        "Linux 桌面和网络硬盘留下的文件",
        lambda r: put(r, ".directory", ".nfs000000000001", "evidence/.nfs0002", "台账/ehthumbs.db"),
    ),
    ("留有锁文件", lambda r: put(r, "evidence/.locks/chain.lock")),
)
