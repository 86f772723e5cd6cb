"""A workbook or a PDF that comes alone: whole, filled in, saved again, altered, of another run, or of nobody."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader

from tests.support.filled_in import Edit, all_of, fill_in, form_cell, saved_again
from tests.support.findings import RUN, STARTED, golden, matter
from tests.support.forgeries import rewrite_workbook
from tests.support.printed_pages import pdf, png, with_addition
from zicha.catalogue.form import ledger_form
from zicha.cli import main
from zicha.evidence.register import register
from zicha.evidence.remarks import Remark
from zicha.evidence.seal import Closing, Seal, write_seal
from zicha.evidence.single_files import verify_file
from zicha.evidence.verification import Verification, number_on, verify
from zicha.inspection.report_folder import UNSEALED
from zicha.ledger.ledger import ledgers
from zicha.ledger.xlsx import write_workbook

MINE = matter()
CLOSING = Closing(
    portal="门户",
    demo=False,
    version="0.1.0",
    started=STARTED,
    finished=RUN.finished,
    selection="",
    replayed=False,
    inputs={},
    checks={},
    findings="",
    finding_count=0,
    chain="",
    evidence_count=0,
)


class Report:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        run = RUN.model_copy(update={"seal_number": CLOSING.number})
        (ledger,) = ledgers((MINE,), golden(MINE), run)
        self.workbook = folder / "台账" / ledger.workbook_name
        write_workbook(self.workbook, ledger)
        self.pdf = self.workbook.with_suffix(".pdf")
        self.pdf.write_bytes(pdf(lambda canvas: canvas.drawString(50, 50, f"封存号：{CLOSING.number}")))
        self.seal: Seal = write_seal(folder, CLOSING, UNSEALED)

    def verified(self, file: Path, are_registered: bool = True) -> Verification:
        return verify_file(file, {self.seal.number: self.seal}, are_registered, ledger_form().title)

    def edited(self, *edits: Edit) -> Path:
        """Return the workbook as another program saved it, which keeps its footer."""
        copy = saved_again(self.workbook, all_of(*edits), footer=f"封存号：{CLOSING.number}")
        return Path(shutil.move(copy, self.folder.parent / copy.name))


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return Report(tmp_path / "report")


def test_as_it_was_sealed(report: Report, tmp_path: Path) -> None:
    for file in (report.workbook, report.pdf):
        alone = Path(shutil.copy(file, tmp_path / f"收到的{file.suffix}"))
        assert report.verified(alone).remarks == ()
        assert report.verified(alone).seal == report.seal


def test_saved_again_or_filled_in_is_no_forgery(report: Report) -> None:
    filled = fill_in("问题处理", MINE.name, {"处理情况（填写）": "已处理", "谁（填写）": "审批科 007"})
    for edits in ((), (filled,)):
        (remark,) = report.verified(report.edited(*edits)).remarks
        assert remark.kind is Remark.HARMLESS, remark
    shutil.copy(report.edited(filled), report.workbook)
    kinds = {each.kind for each in verify(report.folder, UNSEALED).remarks if each.place.startswith("台账")}
    assert kinds == {Remark.HARMLESS}


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (form_cell(MINE.name, 5, "☑", "□"), "“台账”表第 5 行"),
        (form_cell(MINE.name, 13, "配置异常", "一切正常"), "“台账”表第 5 行"),
        (form_cell(MINE.name, 4, "无", "4102212024A0000001"), "“台账”表第 5 行"),
        (lambda sheets: sheets["台账"].remove(next(row for row in sheets["台账"] if MINE.name in row)), "少了 1 行"),
        (lambda sheets: sheets["台账"].insert(5, ["2", "没有查过的事项"]), "“台账”表第 6 行"),
        (lambda sheets: sheets["台账"][3].__setitem__(13, "备注（填写）"), "“台账”表第 4 行"),
        (lambda sheets: sheets.pop("明细"), "“明细”表没有了"),
        (lambda sheets: sheets["问题处理"][2].__setitem__(4, "没有问题"), "“问题处理”表与封存时不同"),
        (lambda sheets: sheets.__setitem__("补充说明", [["都好"]]), "“补充说明”表是后加的"),
    ],
    ids=["tick", "remark", "number", "row-deleted", "row-added", "head", "sheet-deleted", "detail", "sheet-added"],
)
def test_what_was_changed_is_named(report: Report, edit: Edit, words: str) -> None:
    (remark,) = report.verified(report.edited(edit)).remarks
    assert remark.kind is Remark.ALTERED
    assert words in remark.text


def test_the_order_of_the_rows_says_nothing(report: Report) -> None:
    (remark,) = report.verified(report.edited(lambda sheets: sheets["明细"][1:].reverse())).remarks
    assert remark.kind is Remark.HARMLESS


def test_a_pdf_that_is_not_the_sealed_one(report: Report) -> None:
    report.pdf.write_bytes(pdf(lambda canvas: canvas.drawString(50, 50, f"封存号：{CLOSING.number} 无问题")))
    (remark,) = report.verified(report.pdf).remarks
    assert remark.kind is Remark.ALTERED


class TestPdf:
    """A PDF that was sealed, and what an office does to it before it comes back."""

    def test_that_was_signed_as_offices_do(self, report: Report) -> None:
        signed = with_addition(report.pdf.read_bytes(), kind="Widget", at_end=b"% /ByteRange [0 1 2 3]\n")
        report.pdf.write_bytes(signed)
        (remark,) = report.verified(report.pdf).remarks
        assert remark.kind is Remark.HARMLESS
        assert "后面加了电子签章" in remark.text
        place = f"台账/{report.pdf.name}"
        assert [each.text for each in verify(report.folder, UNSEALED).remarks if each.place == place] == [remark.text]

    @pytest.mark.parametrize(
        ("kind", "at_end"),
        [("Square", b""), ("Square", b"% /ByteRange [0 1 2 3]\n"), ("Widget", b"")],
        ids=["cover", "cover-and-signature", "field"],
    )
    def test_that_something_was_put_over(self, report: Report, kind: str, at_end: bytes) -> None:
        report.pdf.write_bytes(with_addition(report.pdf.read_bytes(), kind=kind, at_end=at_end))
        (remark,) = report.verified(report.pdf).remarks
        assert remark.kind is Remark.ADDED
        assert "封存以后追加了内容" in remark.text

    def test_whose_page_was_replaced_behind_a_signature(self, report: Report) -> None:
        original = report.pdf.read_bytes()
        signed = with_addition(original, kind="Widget", at_end=b"% /ByteRange [0 1 2 3]\n")
        added = signed[len(original) :].replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 295")
        report.pdf.write_bytes(original + added)
        assert original + added != signed
        (remark,) = report.verified(report.pdf).remarks
        assert remark.kind is Remark.ADDED

    def test_that_was_scanned_with_the_seal_on_paper(self, report: Report, tmp_path: Path) -> None:
        scan = tmp_path / "盖章扫描件.pdf"
        scan.write_bytes(pdf(lambda canvas: canvas.drawImage(ImageReader(io.BytesIO(png())), 0, 0)))
        (remark,) = report.verified(scan).remarks
        assert remark.kind is Remark.INCOMPLETE
        assert "扫描件" in remark.text


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("报送函.html", "<p>现将自查情况报送你局。</p>", Remark.INCOMPLETE, "不是自查写出的台账"),
        ("台账.html", "<h1>业务网办 问题排查台账</h1>☑登录困难", Remark.ALTERED, "是台账，却没有封存号"),
        (
            "另存.html",
            f"<!DOCTYPE html>\n<!-- saved from url=(0042)file:///D:/report/index.html -->封存号：{CLOSING.number}",
            Remark.INCOMPLETE,
            "是浏览器“另存为”的",
        ),
        ("改过.html", f"封存号：{CLOSING.number}", Remark.ALTERED, "不是封存时的那一份"),
    ],
    ids=["letter", "number-gone", "saved-by-browser", "altered"],
)
def test_another_paper_is_told_from_a_forged_ledger(
    report: Report, tmp_path: Path, name: str, content: str, kind: Remark, words: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (remark,) = report.verified(tmp_path / name).remarks
    assert (remark.kind, words in remark.text) == (kind, True), remark


def test_what_cannot_be_compared_is_not_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 3
    assert "里面没有可以核对的报告和台账" in capsys.readouterr().out
    for name in ("水利局.zip", "winmail.dat", "台账.xls", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"PK nothing")
    assert main(["verify", str(tmp_path)]) == 3
    assert capsys.readouterr().out.count("这种文件不能核对") == 3


def test_a_workbook_without_its_number_is_a_ledger_all_the_same(report: Report) -> None:
    rewrite_workbook(report.workbook, lambda text: text.replace(f"封存号：{CLOSING.number}", ""))
    (remark,) = report.verified(report.workbook).remarks
    assert (remark.kind, "封存号被去掉" in remark.text) == (Remark.ALTERED, True)
    place = f"台账/{report.workbook.name}"
    of_file = [each for each in verify(report.folder, UNSEALED).remarks if each.place == place]
    assert ["封存号没有了" in each.text for each in of_file] == [True]


def test_a_number_that_nobody_registered_or_none(report: Report, tmp_path: Path) -> None:
    rewrite_workbook(report.workbook, lambda text: text.replace(CLOSING.number, "AAAA-BBBB-CCCC-DDDD"))
    assert number_on(report.workbook.read_bytes()) == "AAAA-BBBB-CCCC-DDDD"
    assert [each.kind for each in report.verified(report.workbook).remarks] == [Remark.REWRITTEN]
    assert [each.kind for each in report.verified(report.workbook, are_registered=False).remarks] == [Remark.INCOMPLETE]
    (tmp_path / "空.pdf").write_bytes(b"%PDF-1.4 broken")
    assert [each.kind for each in report.verified(tmp_path / "空.pdf").remarks] == [Remark.ALTERED]


def test_the_command(report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(report.workbook)]) == 0, "by the seal of the report that it lies in"
    inbox = tmp_path / "收件"
    inbox.mkdir()
    shutil.copy(report.workbook, inbox)
    book = tmp_path / "登记册.jsonl"
    assert main(["verify", str(inbox)]) == 3
    assert "无从核对" in capsys.readouterr().out
    register(report.folder, book, STARTED)
    assert main(["verify", str(inbox), "--book", str(book)]) == 0
    assert "与封存记录一致" in capsys.readouterr().out
    forged = report.edited(form_cell(MINE.name, 5, "☑", "□"))
    shutil.move(forged, inbox)
    assert main(["verify", str(inbox), "--book", str(book)]) == 1


def test_a_seal_of_an_earlier_version_is_whole() -> None:
    old = Seal(number=CLOSING.number, closing=CLOSING, files={})
    assert b"workbooks" not in old._content
