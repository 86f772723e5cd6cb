"""What an archive gives as 空表 and as 样表, as real files tell it."""

from __future__ import annotations

import hashlib

import pytest

from tests.support.facts import PAGE, SEEN
from tests.support.matters import make_matter
from tests.support.problems import severities
from zicha.documents.archives import MAX_PARTS
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import DownloadOutcome, FormFile, FormFiles, FormRole
from zicha.model.finding import Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.files import unopened_forms
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms
from zicha.rules.guide_accuracy.forms.roles import holds_both
from zicha_demo.plain_files import rtf, zipped

MATTER = make_matter()
LABELS = ("姓名", "身份证号", "联系电话", "住址")


def form(*values: str, title: str = "取水许可申请表") -> bytes:
    return rtf([[title], *([label, value] for label, value in zip(LABELS, values or ("",) * 4, strict=True))])


BLANK = form()
FILLED = form("王建国", "410202199001011234", "13803781234", "开封市龙亭区西大街26号")
SAMPLE = form("张三", "410202XXXXXXXXXXXX", "0371-2388XXXX", "样例路1号", title="取水许可申请表（样表）")
OTHER_FILLED = form("王建国", "410202199001011234", "13803781234", "西大街26号", title="授权委托书")


def offered(role: FormRole, parts: dict[str, bytes]) -> FormFile:
    content = zipped(parts)
    return FormFile(
        material="申请表",
        role=role,
        shown="下载",
        fetched=DownloadOutcome.DONE,
        address=PAGE,
        sha256=hashlib.sha256(content).hexdigest(),
        document=inspect(content, "申请表.zip").document,
    )


def files(parts: dict[str, bytes], *roles: FormRole) -> FormFiles:
    return FormFiles(url=PAGE, at=SEEN, files=tuple(offered(role, parts) for role in roles))


@pytest.mark.parametrize(
    "parts",
    [
        {"申请表.rtf": BLANK, "申请表样表.rtf": SAMPLE},
        {"取水许可申请表.rtf": BLANK, "取水许可申请表（填写范本）.rtf": FILLED},
        {"1.rtf": BLANK, "2.rtf": SAMPLE},
        {"1.rtf": FILLED, "2.rtf": BLANK},
    ],
)
def test_of_an_archive_with_both_each_is_judged_in_its_role(parts: dict[str, bytes]) -> None:
    both = files(parts, *FormRole)
    assert all(map(holds_both, both.files))
    assert filled_blanks(both, MATTER) == wrong_samples(both, MATTER) == ()


@pytest.mark.parametrize(
    ("parts", "severity"),
    [
        ({"申请表.rtf": BLANK}, None),
        ({"申请表.rtf": FILLED}, Severity.ERROR),
        ({"申请表.rtf": BLANK, "委托书.rtf": OTHER_FILLED}, Severity.ERROR),
        ({"申请表样表.rtf": FILLED}, Severity.WARNING),
        ({"里层.zip": zipped({"申请表.rtf": FILLED})}, Severity.WARNING),
        ({f"{number}.rtf": BLANK for number in range(MAX_PARTS + 1)}, Severity.WARNING),
    ],
    ids=["blank", "filled", "another filled", "only a sample", "packed twice", "too many"],
)
def test_what_an_archive_gives_as_blank_form(parts: dict[str, bytes], severity: Severity | None) -> None:
    given = files(parts, FormRole.BLANK)
    assert not any(map(holds_both, given.files))
    assert severities(filled_blanks(given, MATTER)) == ([severity] if severity else [])


def test_one_archive_of_filled_forms_on_both_links_is_the_same_file() -> None:
    problems = filled_blanks(files({"申请表.rtf": FILLED}, *FormRole), MATTER)
    assert problems[0].text == "“申请表”的空表与样表是同一份文件"


def test_an_archive_whose_only_part_is_damaged_is_judged_in_neither_role() -> None:
    given = files({"申请表.rtf": BLANK[:40]}, *FormRole)
    assert severities(unopenable_forms(given)) == [Severity.ERROR]
    assert filled_blanks(given, MATTER)[1:] == wrong_samples(given, MATTER) == ()
    assert all(unopened_forms(given, role) for role in FormRole)
