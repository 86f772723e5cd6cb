"""The pages in a real browser, as files: searched, filtered, walked by keyboard, answered, and read by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ledger.test_open_questions import FORM, LIMIT, asking, question
from tests.support.findings import BOTH, RUN, STARTED, all_clean, finding, golden, matter
from tests.support.matters import make_department
from zicha.inventory.answers_file import read_answers
from zicha.ledger.html import write_report
from zicha.ledger.ledger import Ledger, ledgers
from zicha.ledger.statistics import city_statistics
from zicha.ledger.trend import EarlierReport
from zicha.model.answer import Answer, Reply
from zicha.model.finding import Problem, Verdict
from zicha.model.question import Question
from zicha.model.statement import Correction, Handling, Progress, Tick

MINE = matter()
FOOD = matter("食品经营许可（新办）", 2, audience=BOTH)
ASKED = matter("排污许可证核发 <b>“新办”</b>: #1", 3)
WORDS = "承诺办结时限不符：页面写“30个工作日”"
WRONG = Problem(text=WORDS, expected="15个工作日", seen="30个工作日", where="https://portal.example/guide/1")
OLD = {"observed_at": STARTED - timedelta(days=42), "evidence": (f"{FOOD.code}/guide.json",)}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ledger]:
    """One row with A4 as before, one with a wrong limit and old evidence, one that asks two things."""
    wrong = finding(FOOD, "time_limits_are_accurate", Verdict.PROBLEM).model_copy(update={"problems": (WRONG,)})
    food = (*(each for each in all_clean(FOOD, **OLD) if each.check != wrong.check), wrong)
    folder = tmp_path_factory.mktemp("report")
    before, long_before = date(2026, 10, 12), date(2026, 8, 20)
    earlier = EarlierReport(on=before, boxes={MINE.code: {"A4": long_before, "F1": before}, FOOD.code: {}})
    run = RUN.model_copy(update={"seal_number": "4C1F-09AB-77D2-E310", "earlier": earlier})
    made = ledgers((MINE, FOOD, ASKED), (*golden(MINE), *food, *asking(ASKED)), run)
    write_report(folder, made, city_statistics(made), run, "evidence")
    return folder, made[0]


@pytest.fixture
def page(drawing_browser: Browser) -> Iterator[Page]:
    context = drawing_browser.new_context(accept_downloads=True, offline=True)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page
    context.close()
    assert refused == [], "its policy lets its own script run, and nothing fails"


def opened(page: Page, report: tuple[Path, Ledger], part: str = "") -> Page:
    folder, ledger = report
    page.goto((folder / "departments" / f"{ledger.slug}{part}.html").as_uri())
    return page


def names(page: Page) -> list[str]:
    """Return the matters whose rows are shown."""
    return page.locator("tbody.row:visible .name").all_text_contents()  # innerText lacks rows that are not drawn yet


class TestLedger:
    def test_search_and_filters(self, page: Page, report: tuple[Path, Ledger]) -> None:
        opened(page, report)
        assert len(names(page)) == 3
        page.get_by_label("搜索").fill("时限 30个")
        expect(page.locator("#count")).to_have_text("符合条件 1 项，共 3 项")
        assert names(page) == [FOOD.name]
        page.keyboard.press("Escape")
        assert len(names(page)) == 3
        page.get_by_label("选项").select_option("A4")
        assert names(page) == [MINE.name]
        page.get_by_label("选项").select_option("")
        page.get_by_label("方面").select_option("guide_accuracy")
        assert names(page) == [FOOD.name, ASKED.name]
        page.get_by_text("未查完 1").click()
        assert names(page) == [ASKED.name]
        page.keyboard.press("Escape")
        assert len(names(page)) == 3

    def test_rows_are_chosen_by_their_age_and_by_what_became_of_them(
        self, page: Page, report: tuple[Path, Ledger]
    ) -> None:
        opened(page, report)
        assert "新增 1 处，仍在 1 处" in page.locator(".trend").inner_text()
        page.get_by_label("证据").select_option("30 天以前")
        assert names(page) == [FOOD.name]
        page.keyboard.press("Escape")
        page.get_by_label("与上次比").select_option("新增")
        assert names(page) == [FOOD.name]
        page.get_by_label("与上次比").select_option("仍在")
        assert names(page) == [MINE.name]
        page.locator(f'[id="{MINE.code}"] summary').click()
        still = "与上次比：仍在 A4 “在线办理”页面能打开但无法进行申报（2026-08-20 首次查到，已 95 天）；"
        became = page.locator(".became:visible").inner_text()
        assert became.startswith(f"{still}已消失 F1 办事指南评价页面")
        assert became.endswith("（2026-10-12 首次查到）")

    def test_rows_are_chosen_by_how_long_their_problems_stand(self, page: Page, report: tuple[Path, Ledger]) -> None:
        opened(page, report)
        assert "仍在的问题中最早的 2026-08-20 首次查到" in page.locator(".trend").inner_text()
        page.get_by_label("首次查到").select_option("90 天以前")
        assert names(page) == [MINE.name]

    def test_a_number_of_the_city_leads_to_its_rows(self, page: Page, report: tuple[Path, Ledger]) -> None:
        page.goto((report[0] / "index.html").as_uri())
        page.locator("tbody tr:not(.region) td.open a").click()
        assert names(page) == [ASKED.name]
        page.goto((report[0] / "index.html").as_uri())
        page.get_by_role("link", name="待核查 2").click()
        assert "待人工核查" in page.locator("h1").inner_text()

    def test_a_click_on_a_row_opens_it(self, page: Page, report: tuple[Path, Ledger]) -> None:
        opened(page, report)
        details = page.locator(f'[id="{FOOD.code}"] details')
        for is_open in (True, False):
            page.get_by_role("cell", name=FOOD.name, exact=True).click()
            assert details.evaluate("each => each.open") is is_open

    def test_the_short_and_the_whole_form(self, page: Page, report: tuple[Path, Ledger]) -> None:
        opened(page, report)
        assert page.locator(".off:visible").count() == 0
        page.get_by_text("表单", exact=True).click()
        assert page.locator(".off:visible").count() > 20

    def test_by_keyboard_to_the_difference(self, page: Page, report: tuple[Path, Ledger]) -> None:
        opened(page, report)
        for key in ("j", "j", "Enter"):
            page.keyboard.press(key)
        row = page.locator(f'[id="{FOOD.code}"]')
        assert row.locator(".sides mark").all_inner_texts() == ["15", "30"]
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"

    def test_it_is_whole_without_a_script(self, drawing_browser: Browser, report: tuple[Path, Ledger]) -> None:
        context = drawing_browser.new_context(java_script_enabled=False)
        page = opened(context.new_page(), report)
        page.get_by_text("未查完 1").click()
        assert names(page) == [ASKED.name]
        context.close()


class TestWhatPeoplePutIntoARow:
    def test_filled_in_and_saved(self, page: Page, report: tuple[Path, Ledger], tmp_path: Path) -> None:
        opened(page, report)
        row = page.locator(f'[id="{FOOD.code}"]')
        row.locator("summary").click()
        wrong = row.locator(".people .line", has_text="B1")
        wrong.get_by_label("更正").select_option("误报")
        row.locator(".people .line", has_text="补充勾选").get_by_label("选项").select_option("D1")
        page.get_by_label("谁", exact=True).fill("审批科 007")
        page.get_by_label("何时", exact=True).fill("2026-11-24")
        page.get_by_role("button", name="保存填报").click()
        problems = f"{FOOD.name}：B1 选了误报，要写说明；{FOOD.name}：补充勾选 要选选项，并写问题详情。"
        expect(page.locator("#status")).to_have_text(problems)
        wrong.get_by_label("说明").fill("页面写的就是15个工作日")
        row.locator(".people .line", has_text="补充勾选").get_by_label("说明").fill("看不懂“工艺路线代码”")
        page.reload()
        first = page.locator(f'[id="{MINE.code}"]')
        first.locator("summary").click()
        first.get_by_label("处理情况").select_option("已处理")
        page.get_by_label("谁", exact=True).fill("审批科 007")
        page.get_by_label("何时", exact=True).fill("2026-11-24")
        with page.expect_download() as download:
            page.get_by_role("button", name="保存填报").click()
        download.value.save_as(tmp_path / "a.answers.yaml")
        given, mistakes = read_answers(
            (tmp_path / "a.answers.yaml").read_bytes(), "a", "市直", (MINE, FOOD, ASKED), None
        )
        assert mistakes == []
        signed: dict[str, Any] = {"who": "审批科 007", "on": "2026-11-24"}
        assert [one.answer for one in given] == [
            Correction(
                matter=FOOD.name,
                box="B1",
                to=Tick.TAKEN_AWAY,
                refuted=(WORDS,),
                reason="页面写的就是15个工作日",
                **signed,
            ),
            Correction(matter=FOOD.name, box="D1", to=Tick.SET, reason="看不懂“工艺路线代码”", **signed),
            Handling(matter=MINE.name, box="A4", progress=Progress.DONE, **signed),
        ]


class TestAnswers:
    def test_answered_in_the_page_and_taken_in(self, page: Page, report: tuple[Path, Ledger], tmp_path: Path) -> None:
        opened(page, report, "-questions")
        page.get_by_role("button", name="保存答复").click()
        assert page.locator("#status").inner_text() == "请先填写“谁”。"
        page.get_by_label("谁", exact=True).fill("审批科 007")
        page.get_by_label("何时", exact=True).fill("2026-11-20")
        page.get_by_label("有问题", exact=True).check()
        page.get_by_role("button", name="保存答复").click()
        assert page.locator(".missing").inner_text() == "答“有问题”要写说明"
        words = '页面写“10日”: "应为" #10个\\工作日'
        page.get_by_label("说明").fill(words)
        page.reload()
        assert page.get_by_label("说明").input_value() == words, "the draft is kept"
        with page.expect_download() as download:
            page.get_by_role("button", name="保存答复").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.name == "工业和信息化局-20261123-090000.answers.yaml"
        (given,), mistakes = read_answers(file.read_bytes(), "a", "市直", (MINE, FOOD, ASKED), None)
        assert mistakes == []
        assert given.codes == (ASKED.code,)
        assert given.answer == Answer(
            question=LIMIT,
            matter=ASKED.name,
            reply="有问题",
            note=words,
            who="审批科 007",
            on="2026-11-20",
            page="AB0123456789",
        )

    def test_a_form_is_graded_without_the_grades_of_others(
        self, page: Page, report: tuple[Path, Ledger], tmp_path: Path
    ) -> None:
        opened(page, report, "-grading")
        for label, text in (("谁", "乙 002"), ("何时", "2026-11-20"), ("评定人部门", "开封市民政局")):
            page.get_by_label(label, exact=True).fill(text)
        page.get_by_label("难懂", exact=True).check()
        page.get_by_role("button", name="保存答复").click()
        assert page.locator(".missing").inner_text() == "评“复杂”“难懂”要写填写项和原文"
        page.get_by_label("填写项").fill("生产工艺")
        page.get_by_label("原文").fill("请填写工艺路线代码")
        with page.expect_download() as download:
            page.get_by_role("button", name="保存答复").click()
        download.value.save_as(tmp_path / "a.answers.yaml")
        civil = matter("低保", 9, make_department("民政局", "市直", "410200"))
        read = read_answers((tmp_path / "a.answers.yaml").read_bytes(), "a", "市直", (ASKED, civil), None)
        (given,), mistakes = read
        assert mistakes == []
        assert isinstance(given.answer, Answer)
        assert (given.answer.question, given.answer.reply, given.answer.quote) == (
            FORM,
            Reply.OBSCURE,
            "请填写工艺路线代码",
        )


@pytest.mark.parametrize("part", ["index", "", "-questions", "-grading"])
def test_everybody_can_read_it(part: str, drawing_browser: Browser, report: tuple[Path, Ledger]) -> None:
    """axe finds nothing: contrast, headings, landmarks, names of fields."""
    folder, ledger = report
    file = folder / ("index.html" if part == "index" else f"departments/{ledger.slug}{part}.html")
    assert violations(file, drawing_browser, is_signed=part == "") == []


def test_everybody_can_read_demo_data(tmp_path: Path, drawing_browser: Browser) -> None:
    """The notice on top and across the page is in nobody's way."""
    made = ledgers((MINE,), golden(MINE, demo=True), RUN)
    write_report(tmp_path, made, city_statistics(made), RUN, "evidence")
    assert violations(tmp_path / "departments" / f"{made[0].slug}.html", drawing_browser) == []


def violations(file: Path, browser: Browser, is_signed: bool = False) -> list[tuple[str, str]]:
    """Return what axe finds on a page: the rule, and the first place."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    if is_signed:
        page.locator(".people select").first.select_option("已处理")
    page.evaluate(AXE)
    violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    context.close()
    return [(each["id"], each["nodes"][0]["html"]) for each in violations]


def test_a_question_that_is_settled_has_no_field(tmp_path: Path) -> None:
    settled: Question = question(LIMIT, open="")
    one = finding(MINE, "time_limits_are_accurate", Verdict.CLEAN, questions=(settled,))
    made = ledgers((MINE,), (one,), RUN)
    write_report(tmp_path, made, city_statistics(made), RUN, "evidence")
    shown = (tmp_path / "departments" / f"{made[0].slug}-questions.html").read_text(encoding="utf-8")
    assert LIMIT in shown
    assert "<fieldset" not in shown
