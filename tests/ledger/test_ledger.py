"""Ledgers per department, and the city's figures."""

from __future__ import annotations

import pytest

from tests.support.findings import BOTH, RUN, all_clean, department, finding, golden, matter
from zicha.catalogue.checks import catalogue
from zicha.ledger.ledger import Ledger, ledgers
from zicha.ledger.statistics import PointCount, city_statistics
from zicha.model.finding import Verdict
from zicha.model.matter import Identity

MINE = matter()
FOOD = matter("食品经营许可（新办）", 2, department("市场监督管理局"), BOTH)
WATER = matter("取水许可审批", 3, department("水利局"))
COUNTY = matter("残疾人证新办", 4, department("残疾人联合会", "杞县", "410221"), ("自然人",))
MATTERS = (MINE, FOOD, WATER, COUNTY)
FINDINGS = (*golden(MINE), *all_clean(FOOD)[1:], *all_clean(COUNTY))


def the_ledgers(**run: object) -> tuple[Ledger, ...]:
    return ledgers(MATTERS, FINDINGS, RUN.model_copy(update=run))


def test_one_ledger_for_each_department_in_the_inventorys_order() -> None:
    mine, food, water, county = the_ledgers()
    assert [ledger.department for ledger in (mine, food, water, county)] == [of.department for of in MATTERS]
    assert [row.matter for row in mine.rows] == [MINE]
    assert (water.rows, water.uncovered) == ((), (WATER,))


def test_departments_of_one_name_in_two_regions_have_their_own_ledgers_and_files() -> None:
    counties = [department("水利局", "杞县", "410221"), department("水利局", "兰考县", "410225")]
    same_name = [of.model_copy(update={"full_name": "水利局"}) for of in counties]
    of_each = [matter(f"取水许可{number}", number, of) for number, of in enumerate(same_name, start=1)]
    both = ledgers(of_each, [], RUN)
    assert [ledger.workbook_name for ledger in both] == ["杞县水利局.xlsx", "兰考县水利局.xlsx"]
    assert len({ledger.slug for ledger in both}) == 2


def test_slugs_are_ascii_and_stay_the_same() -> None:
    slugs = [ledger.slug for ledger in the_ledgers()]
    assert all(slug.isascii() for slug in slugs)
    assert slugs == [ledger.slug for ledger in ledgers(MATTERS, (), RUN)]


def test_a_name_that_no_file_can_have_is_made_fit_for_one() -> None:
    odd = matter(of=department().model_copy(update={"full_name": "开封市/..\\局:<一>" + "长" * 300}))
    (ledger,) = ledgers([odd], [], RUN)
    assert not set(ledger.workbook_name.removesuffix(".xlsx")) & set('/\\:<>."|?*')
    assert len(ledger.workbook_name.encode()) < 255


def test_one_demo_finding_makes_the_ledger_a_demonstration() -> None:
    first, *rest = golden(MINE)
    (ledger,) = ledgers([MINE], [first.model_copy(update={"demo": True}), *rest], RUN)
    assert ledger.is_demo
    assert ledger.workbook_name == "演示-开封市工业和信息化局.xlsx"
    assert ledger.notices == ("演示数据，不得上报",)


def test_a_partial_or_interrupted_run_says_so() -> None:
    notices = "".join(the_ledgers(interrupted=True, selection="地区：杞县")[0].notices)
    assert "中断" in notices
    assert "地区：杞县" in notices
    assert the_ledgers()[0].notices == ()


def test_the_citys_figures_add_up() -> None:
    city = city_statistics(the_ledgers())
    assert (city.departments, city.matters, city.covered, city.uncovered) == (4, 4, 3, 1)
    assert (city.clean, city.problem, city.open) == (1, 1, 1)
    assert [region.region for region in city.regions] == ["市直", "杞县"]
    for part in (city, *city.regions, *(one for region in city.regions for one in region.departments)):
        for point in part.points:
            assert sum(point.model_dump().values()) == part.covered


def test_a_point_counts_a_row_once_by_the_gravest_outcome() -> None:
    mine = city_statistics(the_ledgers()).regions[0].departments[0]
    # A1 is clean but A4 is ticked; C1 is clean though C2 is blocked; D1 is only blocked.
    assert mine.points[0] == PointCount(problem=1)
    assert mine.points[2] == PointCount(clean=1)
    assert mine.points[3] == PointCount(blocked=1)


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [(Verdict.NOT_APPLICABLE, "not_applicable"), (Verdict.RECTIFIED, "clean"), (Verdict.UNCHECKED, "open")],
)
def test_what_a_verdict_counts_as(verdict: Verdict, kind: str) -> None:
    results = [check.name for check in catalogue() if check.point == "result_access"]
    findings = [finding(MINE, check, verdict, (), Identity.LEGAL_PERSON) for check in results]
    city = city_statistics(ledgers([MINE], findings, RUN))
    assert city.points[4] == PointCount(**{kind: 1})


def test_reasons_why_rows_are_open_are_gathered() -> None:
    down = [
        finding(of, "time_limits_are_accurate", Verdict.UNCHECKED, reason="平台无响应", box="B1") for of in MATTERS[:2]
    ]
    reasons = city_statistics(ledgers(MATTERS, down, RUN)).open_reasons
    assert [(reason.why, reason.matters) for reason in reasons] == [("未运行", 2), ("未能核查，平台无响应", 2)]
