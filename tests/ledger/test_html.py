"""The pages: read back as a browser would."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.support.findings import (
    BOTH,
    GOLDEN_REMARK,
    RUN,
    STARTED,
    all_clean,
    department,
    finding,
    golden,
    matter,
)
from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.html import write_report
from zicha.ledger.ledger import RunInfo, ledgers
from zicha.ledger.statistics import city_statistics
from zicha.model.finding import Finding, Problem, Verdict
from zicha.model.matter import Matter

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }}"
MINE = matter()
FOOD = matter("食品经营许可（新办）", 2, audience=BOTH)
WATER = matter("取水许可审批" + HOSTILE, 3, department("水利局"))


def pages(
    folder: Path, matters: tuple[Matter, ...], findings: tuple[Finding, ...], run: RunInfo = RUN
) -> dict[str, LexborHTMLParser]:
    """The report's pages by the name of their file, the department's under its own name."""
    made = ledgers(matters, findings, run)
    index = write_report(folder, made, city_statistics(made), run, "evidence")
    read = {"index": LexborHTMLParser(index.read_text(encoding="utf-8"))}
    for ledger in made:
        page = folder / "departments" / f"{ledger.slug}.html"
        if page.exists():
            read[ledger.department.name] = LexborHTMLParser(page.read_text(encoding="utf-8"))
    return read


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text(strip=True) for node in page.css(selector)]


def text(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return node.text()


def scripts_without_hash(page: LexborHTMLParser) -> list[str]:
    """Return the scripts that the policy of the page does not name by their hash: none but ours may run."""
    meta = page.css_first("meta[http-equiv]")
    policy = (meta.attributes["content"] or "") if meta is not None else ""
    assert "default-src 'none'" in policy
    assert "script-src 'unsafe" not in policy
    scripts = [node.text() for node in page.css("script")]
    hashes = {each: b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts}
    return [each for each in scripts if f"'sha256-{hashes[each]}'" not in policy]


def with_problem(of: Matter, problem: Problem, **more: Any) -> Finding:
    plain = finding(of, "guide_evaluation_opens", Verdict.PROBLEM, **more)
    return plain.model_copy(update={"problems": (problem,)})


def test_the_row_of_the_notices_sample_as_printed(tmp_path: Path) -> None:
    page = pages(tmp_path, (MINE,), golden(MINE))["工业和信息化局"]
    cells = texts(page, "tbody.row > tr:first-child > td")
    assert cells[:5] == ["1", "关闭煤矿和报废矿井许可", "工业和信息化局", "省政务服务系统", "无"]
    assert cells[-1] == GOLDEN_REMARK
    assert texts(page, ".boxes .on") == ["☑“在线办理”页面能打开但无法进行申报"]
    assert len(texts(page, ".boxes span")) == len(ledger_form().boxes)
    assert not page.css(".states .on")
    assert texts(page, ".ledger > thead th")[5] == "存在的问题"
    assert page.css_first('.ledger > thead th[colspan="7"]') is not None


@pytest.mark.parametrize("name", ["index", "工业和信息化局", "水利局"])
def test_the_demo_notice_is_on_every_page_and_the_seal_on_none(tmp_path: Path, name: str) -> None:
    findings = (*golden(MINE, demo=True), *all_clean(WATER, demo=True))
    page = pages(tmp_path, (MINE, WATER), findings)[name]
    assert "演示数据，不得上报" in texts(page, ".notice-demo")
    assert page.css(".watermark span")[0].attributes["data-words"] == "演示数据，不得上报"
    assert "演示数据，不得上报" in text(page, "title")
    assert not page.css(".seal")


def test_a_real_ledger_has_its_seal_space_and_no_demo_notice(tmp_path: Path) -> None:
    read = pages(tmp_path, (MINE,), golden(MINE))
    assert texts(read["工业和信息化局"], ".seal") == ["（加盖公章）"]
    assert all("演示" not in text(page, "title") and not page.css(".watermark") for page in read.values())


def test_nothing_a_page_says_becomes_markup(tmp_path: Path) -> None:
    problem = Problem(text=HOSTILE, expected=HOSTILE, seen=HOSTILE, where="javascript:alert(3)", rule=HOSTILE)
    hostile = with_problem(
        WATER, problem, reason=HOSTILE, evidence=("javascript:alert(4)", "../../secret", "ok/a b.html")
    )
    undone = matter(HOSTILE, 4, WATER.department)
    read = pages(tmp_path, (WATER, undone), (hostile,))
    for page in read.values():
        assert not page.css("img, iframe, [onerror]")
        assert scripts_without_hash(page) == []
        assert not any("49" in node.text(deep=False) for node in page.css("body :not(script)"))
    page = read["水利局"]
    assert HOSTILE in texts(page, ".remark")
    assert [link.attributes["href"] for link in page.css(".outcomes a")] == ["../evidence/ok/a%20b.html"]


def test_pages_need_no_network(tmp_path: Path) -> None:
    problem = Problem(text="甲", where="https://portal.example/guide/1", at=STARTED)
    for name, page in pages(tmp_path, (MINE,), (with_problem(MINE, problem),)).items():
        source = page.html or ""
        assert not page.css("link, [src], base"), name
        assert scripts_without_hash(page) == []
        assert "@import" not in source
        assert "url(" not in source
        outward = [link for link in page.css("a[href]") if re.match(r"\w+:|//", link.attributes["href"] or "")]
        assert all(link.attributes["href"] == problem.where for link in outward)


def test_every_check_shows_its_verdict_and_what_is_open_is_told(tmp_path: Path) -> None:
    findings = (*all_clean(FOOD)[:-1], with_problem(MINE, Problem(text="甲")))
    page = pages(tmp_path, (MINE, FOOD), findings)["工业和信息化局"]
    assert texts(page, "tbody.is-open .no") == ["1", "2"]
    assert texts(page, "tbody.is-problem .no") == ["1"]
    assert not page.css("tbody.is-clean")
    assert texts(page, f'[id="{FOOD.code}"] .outcomes .chip').count("未运行") == 1
    assert any(f"未运行：{catalogue()[-1].title}" in line for line in texts(page, f'[id="{FOOD.code}"] .still-open'))


def test_a_check_shows_how_many_things_it_has_compared(tmp_path: Path) -> None:
    clean = [each.model_copy(update={"compared": 12}) for each in all_clean(MINE)]
    wrong = finding(MINE, "time_limits_are_accurate", Verdict.PROBLEM, ["不符"], compared=4)
    others = [each for each in clean if each.check != wrong.check]
    outcomes = text(pages(tmp_path, (MINE,), (wrong, *others))[MINE.department.name], ".outcomes")
    assert "比对 4 项" in outcomes
    assert "申请材料准确（比对 12 项）、办理流程准确（比对 12 项）" in outcomes


def test_links_of_the_index_lead_to_files_that_exist(tmp_path: Path) -> None:
    index = pages(tmp_path, (MINE, WATER), golden(MINE))["index"]
    targets = {link.attributes["href"] or "" for link in index.css("a[href]")}
    assert "%E5%8F%B0%E8%B4%A6/%E5%BC%80%E5%B0%81%E5%B8%82" in "".join(targets)
    departments = [target for target in targets if target.endswith(".html")]
    assert departments
    assert all((tmp_path / target).is_file() for target in departments)
    assert WATER.name in "".join(texts(index, ".uncovered li"))


def test_coverage_gives_its_denominator(tmp_path: Path) -> None:
    index = pages(tmp_path, (MINE, WATER), golden(MINE))["index"]
    assert "已查 1 项 / 清单 2 项（50.0%）" in texts(index, ".explain")[0]


def test_a_partial_run_says_so_on_every_page(tmp_path: Path) -> None:
    partial = RUN.model_copy(update={"interrupted": True, "selection": "部门：工业和信息化局"})
    for page in pages(tmp_path, (MINE,), golden(MINE), partial).values():
        notices = "".join(texts(page, ".notice"))
        assert "中断" in notices
        assert "部门：工业和信息化局" in notices


def test_every_page_names_its_calendar(tmp_path: Path) -> None:
    for page in pages(tmp_path, (MINE,), golden(MINE)).values():
        assert f"工作日历：{RUN.calendar}" in texts(page, ".colophon")[0]


def test_a_row_is_light(tmp_path: Path) -> None:
    """Below 8 KB with all its checks: then a page of 2,000 rows opens in two seconds of processor time."""
    many = tuple(matter(f"事项{number}", number, audience=BOTH) for number in range(1, 51))
    evidence = ("a/guide.json", "a/guide-1.html", "a/application-1.jpg")
    made = ledgers(many, tuple(one for of in many for one in all_clean(of, evidence=evidence)), RUN)
    write_report(tmp_path, made, city_statistics(made), RUN, "evidence")
    weight = (tmp_path / "departments" / f"{made[0].slug}.html").stat().st_size
    nothing = (tmp_path / "index.html").stat().st_size
    assert (weight - nothing) / len(many) < 8_000
