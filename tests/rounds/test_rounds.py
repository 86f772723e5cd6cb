"""Three rounds with defects mended and broken between them: the store says what was planned, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from tests.support.findings import STARTED, all_clean, department, finding, matter
from tests.support.sealed_reports import make_report
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Matter
from zicha.rounds.figures import BodyFigures, Rate
from zicha.rounds.history import BodyHistory, bodies_of, rounds_of
from zicha.rounds.lifecycle import Change
from zicha.rounds.merging import Merging
from zicha.rounds.store import Store, StoreError
from zicha.rounds.tables import METADATA, RUNS

WATER, TRADE = department("水利局"), department("商务局")
KNOWN: Any = {
    "已知问题": [
        {
            "选项代码": "B2",
            "发现日期": "2026-11-01",
            "到期日期": "2026-12-31",
            "责任人": "某科",
            "原因": "省级系统",
            "需省级协调": "是",
        }
    ]
}
PLAN = {  # what each round finds of B1: T ticked, C clear, ? could not look, - the list no longer has it
    "取水许可": "TTT",
    "河道采砂许可": "TCT",
    "防洪评价": "CTC",
    "排污口设置": "T?T",
    "水土保持": "TC?",
    "旧事项": "TT-",
    "健康的事项": "CCC",
    "没查成的": "??T",
    "新问题": "CCT",
    "从未好过": "T??",
}
EXPECTED = {
    "取水许可": Change.PERSISTING,
    "河道采砂许可": Change.RECURRING,
    "防洪评价": Change.RECTIFIED,
    "排污口设置": Change.PERSISTING,
    "水土保持": Change.NONE,
    "旧事项": Change.GONE,
    "没查成的": Change.NEW,
    "新问题": Change.NEW,
    "从未好过": Change.PENDING,
}
MATTERS = tuple(matter(name, number, WATER) for number, name in enumerate(PLAN, start=1))
ESCALATED = matter("需省级协调的", 90, WATER, **KNOWN)
OTHER = matter("成品油零售", 91, TRADE)


def problems_of(of: Matter, sign: str) -> tuple[Finding, ...]:
    verdict = {"T": Verdict.PROBLEM, "C": Verdict.CLEAN, "?": Verdict.UNCHECKED}[sign]
    one = finding(of, "time_limits_are_accurate", verdict, ["承诺办结时限不一致"] if sign == "T" else [])
    return (one, *(each for each in all_clean(of) if each.check != one.check))


def escalated() -> tuple[Finding, ...]:
    one = finding(ESCALATED, "guide_is_consistent", Verdict.KNOWN_PROBLEM, ["互相矛盾"], escalated=True)
    return (one, *(each for each in all_clean(ESCALATED) if each.check != one.check))


def hand_in(store: Store, folder: Path) -> None:
    """Three rounds a month apart; the other body hands in only in the first."""
    for at, name in enumerate(("第一轮", "第二轮", "第三轮")):
        listed = [each for each in MATTERS if PLAN[each.name][at] != "-"]
        findings = [one for each in listed for one in problems_of(each, PLAN[each.name][at])]
        findings += [*escalated(), *(all_clean(OTHER) if at == 0 else ())]
        report = make_report(folder / str(at), findings, STARTED + timedelta(days=30 * at))
        taken = Merging(store, [*listed, ESCALATED, OTHER], name).take(report, STARTED)
        assert not taken.refused, taken


def figures(store: Store) -> dict[str, BodyFigures]:
    rounds = rounds_of(store)
    return {body: BodyHistory(store, body, rounds).figures(region) for body, region in bodies_of(store).items()}


def test_three_rounds_come_out_as_planned(store: Store, tmp_path: Path) -> None:
    hand_in(store, tmp_path)
    assert [each.name for each in rounds_of(store)] == ["第一轮", "第二轮", "第三轮"]
    problems = list(BodyHistory(store, WATER.full_name, rounds_of(store)).problems())
    assert {each.name: each.life.change for each in problems if each.box == "B1"} == EXPECTED
    assert {each.texts for each in problems if each.box == "B1"} == {("承诺办结时限不一致",)}
    since = {each.name: each.life.since for each in problems}
    assert since["取水许可"] == STARTED
    assert since["河道采砂许可"] == STARTED + timedelta(days=60)
    water = figures(store)[WATER.full_name]
    assert water.rectified == Rate(number=1, of=4)  # of 取水许可, 防洪评价, 排污口设置 and what the province must mend
    assert water.repeated == Rate(number=1, of=3)
    assert water.on_time == Rate(number=0, of=1)
    assert (water.escalated, water.oldest_escalated, water.overdue) == (1, 60, 1)
    assert water.coverage is not None
    assert (water.coverage.listed, water.coverage.covered) == (10, 10)
    trade = figures(store)[TRADE.full_name]
    assert (trade.coverage, trade.seal_numbers) == (None, ())


def test_rows_are_only_added(store: Store, tmp_path: Path) -> None:
    hand_in(store, tmp_path)
    for deed in (delete(RUNS), update(RUNS).values(portal="别的")):
        with pytest.raises(DBAPIError, match="rows are only added"), store.engine.begin() as connection:
            connection.execute(deed)


def test_the_migrations_make_the_tables_as_they_are_described(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert _differences(compare_metadata(context, METADATA)) == []


def _differences(made: Sequence[object]) -> list[object]:
    return [each for each in made if "alembic_version" not in str(each)]


def test_a_real_postgresql_does_the_same(postgresql: str, tmp_path: Path) -> None:
    with closing(Store.open(postgresql)) as on_server:
        test_the_migrations_make_the_tables_as_they_are_described(on_server)
        test_three_rounds_come_out_as_planned(on_server, tmp_path)
        with pytest.raises(DBAPIError, match="rows are only added"), on_server.engine.begin() as connection:
            connection.execute(delete(RUNS))
    with closing(Store.open(postgresql)) as again:
        assert len(again.runs()) == 3


def test_a_store_that_cannot_be_opened_is_told_without_its_password() -> None:
    with pytest.raises(StoreError, match="打不开轮次库") as refusal:
        Store.open("postgresql://bureau:secret@127.0.0.1:1/none")
    assert "secret" not in str(refusal.value)
