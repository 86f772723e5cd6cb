"""Whatever stands in a report or in what people hand back, it is used or refused in Chinese, never taken for whole.

`make fuzz` draws thousands; the tests draw a few of them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.spoilt.mutants import JSON, LINES, YAML, Kind, mutants, spoilt_workbooks
from tests.spoilt.test_spoilt_files import ENGLISH, SEED
from tests.support.facts import guide_page
from tests.support.findings import RUN, STARTED, all_clean
from tests.support.inventories import GOOD, write
from tests.support.sealed_reports import make_report
from zicha.cli import main
from zicha.evidence.archive import Archive, EarlierArchive
from zicha.evidence.chain import EvidenceUnreadable, add_to_chain
from zicha.evidence.remarks import digest_of
from zicha.evidence.seal import EVIDENCE, FINDINGS, SEAL
from zicha.inventory import load
from zicha.ledger.findings_file import FindingsFile, read_findings
from zicha.ledger.ledger import ledgers
from zicha.ledger.xlsx import write_workbook
from zicha.model.facts.records import FactKey, Sighting
from zicha.model.finding import Problem, Severity, Uncheckable, Verdict
from zicha.model.matter import Matter
from zicha.model.question import Question
from zicha.portal.recorded import RecordedPortal
from zicha.portal.saved_session import read_session

NUMBER = int(os.environ.get("MUTANTS", "6"))
"""Of each kind of file."""
ANSWERS = """\
填报单位: 开封市水利局
答复:
- {问题编号: B2-0123456789AB, 事项: 取水许可审批, 答: 没有问题,
   谁: 审批科 007, 何时: 2026-11-20, 页面版本: AB0123456789}
"""
SESSION = """\
{"cookies": [{"name": "a", "value": "b", "domain": "portal.example", "path": "/", "expires": -1, "httpOnly": true,
 "secure": false, "sameSite": "Lax"}], "origins": [{"origin": "https://portal.example", "localStorage": []}],
 "zicha": {"身份": "法人", "谁": "甲**司", "门户": "https://portal.example", "登录时间": "2026-11-20T10:00:00+08:00"}}
"""


@dataclass(frozen=True)
class Desk:
    """An inventory, and what stands on it: a sealed report, one of a run that died, answers, a workbook, a session."""

    folder: Path

    @property
    def matter(self) -> Matter:
        (only,) = load(self.folder / "matters").matters
        return only

    @property
    def evidence(self) -> Path:
        """That of the run that died."""
        return self.folder / "died" / EVIDENCE


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    write(tmp_path / "matters", "市直/水利局.yaml", GOOD)
    words = {"look": "看时限栏", "place": "打开办事指南", "how": "一致，答“没有问题”", "asked": "时限对不对"}
    question = Question(id="B2-0123456789AB", page="AB0123456789", graded=False, open="尚未答复", **words)
    doubt = Problem(text=question.asked, severity=Severity.WARNING)
    first, *others = all_clean(desk.matter)
    asking = first.model_copy(
        update={"verdict": Verdict.NEEDS_PERSON, "problems": (doubt,), "questions": (question,), "reason": "待人工核查"}
    )
    make_report(tmp_path / "sealed", (asking, *others), STARTED)
    shutil.copytree(tmp_path / "sealed", tmp_path / "died", ignore=shutil.ignore_patterns(SEAL))
    guide = FactKey(kind="guide", matter=desk.matter.code)
    Archive(desk.evidence).write(guide, Sighting(guide_page()), RUN.portal, demo=False)
    (ledger,) = ledgers((desk.matter,), read_findings(tmp_path / "sealed" / FINDINGS), RUN)
    write_workbook(tmp_path / "台账.xlsx", ledger)
    (tmp_path / "答复.yaml").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "session.json").write_text(SESSION, encoding="utf-8")
    return desk


Use = Callable[[Desk], int]
"""Does what a user does with a file; prints what there is to say, and returns 0 where the file was used as it is."""


def _command(*words: str) -> Use:
    return lambda desk: main([word.replace("DESK", str(desk.folder)) for word in words])


def _take_in(file: str) -> Use:
    command = _command("take-in", f"DESK/{file}", "--report=DESK/sealed", "--inventory=DESK/matters")

    def use(desk: Desk) -> int:
        before = set((desk.folder / "matters").rglob("*"))
        code = command(desk)
        for kept in set((desk.folder / "matters").rglob("*")) - before:
            kept.unlink()
        return code

    return use


def _told(use: Callable[[Desk], object]) -> Use:
    """Return what uses a file and prints why it cannot be used."""

    def told(desk: Desk) -> int:
        try:
            use(desk)
        except Uncheckable as failure:
            print(failure)
            return 1
        return 0

    return told


def _resume(desk: Desk) -> None:
    """Go on with the run that died."""
    try:
        Archive(desk.evidence).take_up()
    except EvidenceUnreadable as error:
        raise Uncheckable(str(error)) from error
    FindingsFile(desk.evidence.parent / FINDINGS).close()


def _judge_again(desk: Desk) -> None:
    """Judge by a record that somebody has changed, with a chain that knows of it."""
    archive, key = EarlierArchive(desk.evidence), FactKey(kind="guide", matter=desk.matter.code)
    path = archive.path(key)
    add_to_chain(archive.folder, path, digest_of((archive.folder / path).read_bytes()))
    RecordedPortal(archive, None, RUN.portal, False, lambda: STARTED).guide(desk.matter)


VERIFY = _command("verify", "DESK/sealed")
REBUILD = _command("report", "DESK/died", "--inventory=DESK/matters")
USES: dict[str, tuple[str, Kind, Use]] = {
    "manifest": (f"sealed/{EVIDENCE}/manifest.json", JSON, VERIFY),
    "chain": (f"sealed/{EVIDENCE}/chain.jsonl", LINES, VERIFY),
    "seal": (f"sealed/{SEAL}", JSON, VERIFY),
    "findings": (f"sealed/{FINDINGS}", LINES, VERIFY),
    "manifest-rebuilt": (f"died/{EVIDENCE}/manifest.json", JSON, REBUILD),
    "findings-rebuilt": (f"died/{FINDINGS}", LINES, REBUILD),
    "manifest-resumed": (f"died/{EVIDENCE}/manifest.json", JSON, _told(_resume)),
    "chain-resumed": (f"died/{EVIDENCE}/chain.jsonl", LINES, _told(_resume)),
    "findings-resumed": (f"died/{FINDINGS}", LINES, _told(_resume)),
    "record": (f"died/{EVIDENCE}/11410200005197365E3000119001000/guide.json", JSON, _told(_judge_again)),
    "session": ("session.json", JSON, _told(lambda desk: read_session(desk.folder / "session.json"))),
    "answers": ("答复.yaml", YAML, _take_in("答复.yaml")),
}


@pytest.mark.parametrize("name", USES)
def test_it_is_used_or_refused_in_chinese(name: str, desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    place, kind, use = USES[name]
    file = desk.folder / place
    good = file.read_text(encoding="utf-8")
    assert use(desk) == 0, "the good one is good"
    spoilt_files = list(mutants(good, SEED, NUMBER, kind))
    outcomes = [_outcome(desk, file, content, use, capfd) for content in spoilt_files]
    wrong = [(text, content[:300]) for (_, text), content in zip(outcomes, spoilt_files, strict=True) if text]
    assert wrong == []
    if use is VERIFY:
        whole = [content for (code, _), content in zip(outcomes, spoilt_files, strict=True) if code == 0]
        assert [content[:300] for content in whole if kind.read(content.decode("utf-8-sig")) != kind.read(good)] == []


def test_a_workbook_is_taken_in_or_refused_in_chinese(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    file, use = desk.folder / "台账.xlsx", _take_in("台账.xlsx")
    good = file.read_bytes()
    assert use(desk) == 0, "the good one is good"
    spoilt_files = list(spoilt_workbooks(good, SEED, NUMBER))
    outcomes = [_outcome(desk, file, content, use, capfd) for content in spoilt_files]
    assert [text for _, text in outcomes if text] == []


def _outcome(desk: Desk, file: Path, content: bytes, use: Use, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return the exit code, and what is wrong with how a spoilt file is answered."""
    file.write_bytes(content)
    capfd.readouterr()
    try:
        code = use(desk)
    except BaseException as error:  # calamine's panics are no Exception
        return 1, f"{type(error).__name__}: {str(error)[:300]}"
    text = "".join(capfd.readouterr())
    is_chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    return code, text[:300] if ENGLISH.search(text) or (code and not is_chinese) else ""
