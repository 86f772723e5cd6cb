"""What of a page lasts from visit to visit, and the version that an answer of a person names."""

from __future__ import annotations

import pytest

from tests.support.facts import NUMBER, guide_page, login, progress, record, shown, submission
from tests.support.matters import make_case, make_matter
from zicha.catalogue.checks import Check, Need, Per
from zicha.judging.page_version import digest, page_version, without_visit
from zicha.model.facts.guide import Element

MATTER = make_matter(cases=[make_case("410200", True)])
CHECK = Check(name="own", point="guide_accuracy", box="B1", needs=(Need.VIEW,), per=Per.MATTER, title="自己的检查")
OF_CASES = CHECK.model_copy(update={"needs": (Need.CASE,)})
GUIDE = guide_page([shown(Element.PROMISED_LIMIT, "5个工作日")])


@pytest.mark.parametrize(
    ("text", "whole", "without_query"),
    [
        ("https://portal.example/a?b=1#c", "portal.example/a?b=1#c", "portal.example/a"),
        ("https://portal.example", "portal.example", "portal.example"),
        ("http://portal.example:8080/a", "portal.example:8080/a", "portal.example:8080/a"),
        ("http://127.0.0.1:8080/a", "127.0.0.1/a", "127.0.0.1/a"),
        ("http://localhost:8080/a", "localhost/a", "localhost/a"),
        ("http://[::1]:8080/a", "::1/a", "::1/a"),
        ("http:///a", "/a", "/a"),
        ("https://portal.example/20261124093000/a", "portal.example/*/a", "portal.example/*/a"),
        ("https://portal.example/a?t=1764166934&b=1", "portal.example/a?t=*&b=1", "portal.example/a"),
        ("https://portal.example/a?_=17&b=1", "portal.example/a?_=*&b=1", "portal.example/a"),
        ("https://portal.example:99999999/a?_=3", "https://portal.example:99999999/a?_=3", None),
        ("到达“https://portal.example/a?b=1”，请核对", "到达“portal.example/a?b=1”，请核对", None),
        (f"办件{NUMBER}没有地址", "办件没有地址", "办件没有地址"),
    ],
)
def test_what_lasts_of_a_text(text: str, whole: str, without_query: str | None) -> None:
    assert without_visit(text, [NUMBER]) == whole
    if without_query is not None:
        assert without_visit(text, [NUMBER], whole=False) == without_query


def test_what_belongs_to_the_version() -> None:
    """The fact, the approved list for a guide, the cases for a check of cases; the login only where it is alone."""
    guide = record(GUIDE)
    version = page_version(CHECK, MATTER, [guide])
    assert page_version(CHECK, MATTER, [record(login()), guide]) == version
    assert page_version(CHECK, MATTER, [guide, record(progress())]) != version
    assert page_version(OF_CASES, MATTER, [guide]) != version
    assert page_version(CHECK, make_matter(承诺办结时限="9个工作日"), [guide]) != version
    assert page_version(CHECK, MATTER, [record(login())]) != page_version(CHECK, MATTER, [record(login(saved=True))])
    no_number, number = (page_version(CHECK, MATTER, [record(submission(number=each))]) for each in ("", NUMBER))
    assert no_number == number


def test_a_version_is_the_same_in_every_release() -> None:
    """Answers name it. Where it changes, all departments must answer anew."""
    assert digest("事项", "页面") == "CB623CABD969"
    assert page_version(CHECK, MATTER, [record(progress(message="页面提示“系统繁忙”"))]) == "5944B282EE69"
