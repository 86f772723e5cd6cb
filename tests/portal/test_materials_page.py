"""上传申报材料: what is read from the page, and how fetching a licence is judged; on looks, without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.support.tab import FakeTab, Late, button, field, look
from tests.support.terms import terms_of
from zicha.catalogue.settings import thresholds
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch
from zicha.portal.live.look import Button, Look
from zicha.portal.live.materials_page import see_demands, spares
from zicha.portal.live.terms import Terms
from zicha.portal.profile import load_profile

pytestmark = pytest.mark.usefixtures("drawing")

PROFILE = load_profile("demo", "http://127.0.0.1")
PATIENT = replace(terms_of(PROFILE), thresholds=thresholds(PROFILE.thresholds))
IMPATIENT = Terms(
    PROFILE.model_copy(update={"limits": PROFILE.limits.model_copy(update={"click": 0})}),
    thresholds({"licence_fetch": 0}),
    PATIENT.permission,
    PATIENT.clock,
)
ROW = "营业执照 必要 获取电子证照"
THERE = "营业执照 必要 已关联电子证照：营业执照"


def in_row(text: str, row: str, dialog: bool = False) -> Button:
    return button(text, row=row, dialog=dialog)


def rows(*shown: str, files: bool = False, **more: Any) -> Look:
    """A page with a list of materials, a line each; with `files` a file can be attached in every one."""
    fields = tuple(field("", "file", name="", labelled=False, row=row) for row in shown) if files else ()
    text = "\n".join(("材料名称", *shown))
    return look(text, main="", own="", rows=shown, fields=fields, **more)


def table(*rows: Sequence[str], head: Sequence[str] = ("材料名称", "材料必要性")) -> str:
    lines = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows]
    return f"<h3>申请材料</h3><table><tr>{''.join(f'<th>{one}</th>' for one in head)}</tr>{''.join(lines)}</table>"


LIST = table(("营业执照", "必要"))


def demanded(source: str, first: Look) -> tuple[DemandedMaterial, ...]:
    return see_demands(FakeTab(first, source=source), first, PATIENT)[0]


def fetched(*after: Look, alerts: Sequence[str] = (), waiting: Terms = IMPATIENT, before: str = ROW) -> LicenceFetch:
    """What comes of pressing 获取 on a page that then looks so."""
    first = rows(before, buttons=[in_row("获取电子证照", before)])
    tab = FakeTab(first, after[0], *map(Late, after[1:]), alerts=alerts, source=LIST)
    (demand,) = see_demands(tab, first, waiting)[0]
    assert demand.row == before, "as it was before anything was done"
    assert demand.fetch is not None
    return demand.fetch


WAITING = rows(ROW, buttons=[in_row("获取电子证照", ROW)], dialogs=["正在获取，请稍候"])


@pytest.mark.parametrize(
    ("after", "alerts"),
    [
        ([rows(THERE)], []),
        ([rows(THERE, dialogs=["获取成功"])], []),
        ([rows(THERE)], ["电子证照获取成功"]),
        ([WAITING, WAITING, rows(THERE)], []),
        ([rows("营业执照 必要 已获取 查看")], []),
    ],
)
def test_what_the_row_says_is_there_is_there(after: list[Look], alerts: list[str]) -> None:
    got = fetched(*after, alerts=alerts, waiting=PATIENT)
    assert (got.done, got.unclear, got.message) == (True, False, "")


def test_what_the_row_said_before_is_no_answer() -> None:
    row = f"{ROW} 未关联"
    still = rows(row, buttons=[in_row("获取电子证照", row)])
    assert fetched(still, still, rows(THERE), waiting=PATIENT, before=row).done


@pytest.mark.parametrize(
    ("row", "unclear"),
    [
        ("营业执照 必要 共享接口异常，请上传 上传文件", False),
        ("营业执照 必要 未关联电子证照 上传文件", False),
        ("营业执照 必要 重新上传", True),
        ("营业执照 必要", True),
        ("营业执照 必要 是否已关联：", True),
    ],
)
def test_a_button_that_is_gone_proves_nothing(row: str, unclear: bool) -> None:
    got = fetched(rows(row, buttons=[in_row("上传文件", row)]))
    assert (got.done, got.unclear, got.message) == (False, unclear, row)


def test_what_is_said_to_be_got_and_does_not_show_is_unclear() -> None:
    got = fetched(rows(ROW, buttons=[in_row("获取电子证照", ROW)], dialogs=["获取成功"]))
    assert (got.done, got.unclear, got.message) == (False, True, "获取成功")
    late = fetched(WAITING)
    assert (late.done, late.unclear, late.message) == (False, False, "正在获取，请稍候")


@pytest.mark.parametrize("text", ["数据共享接口调用超时（code：-1）", "未获取到电子证照", "获取未成功"])
def test_a_message_why_not_ends_it(text: str) -> None:
    same = in_row("获取电子证照", ROW)
    assert fetched(rows(ROW, buttons=[same], dialogs=[text])).message == text
    assert fetched(rows(ROW, buttons=[same]), alerts=[text]).message == text


def test_a_portal_that_is_too_busy_is_no_defect_of_the_licence() -> None:
    got = fetched(rows(ROW, buttons=[in_row("获取电子证照", ROW)], dialogs=["短时间内请求太过频繁"]))
    assert (got.done, got.unclear) == (False, True)


def test_the_licence_is_chosen_in_a_dialog() -> None:
    offered = rows(ROW, buttons=[in_row("获取电子证照", ROW), in_row("确认使用", "", dialog=True)])
    before = rows(ROW, buttons=[in_row("获取电子证照", ROW)])
    tab = FakeTab(before, offered, rows(THERE), source=LIST)
    (demand,) = see_demands(tab, before, PATIENT)[0]
    assert demand.fetch is not None
    assert demand.fetch.done
    assert tab.clicked == ["获取电子证照", "确认使用"]


def test_what_is_there_already_is_not_fetched() -> None:
    again = f"{THERE} 重新获取"
    (demand,) = demanded(LIST, rows(again, buttons=[in_row("重新获取", again)]))
    assert demand.fetch is None


@pytest.mark.parametrize("label", ["材料名称", "提交材料名称", "材料"])
def test_a_list_of_materials_under_each_wording(label: str) -> None:
    source = table(("章程", "必要"), head=(label, "材料必要性"))
    shown = rows("章程 必要").model_copy(update={"text": label})
    (demand,) = demanded(source, shown)
    assert (demand.name, demand.necessity, demand.row, demand.upload) == ("章程", "必要", "章程 必要", False)


def test_one_word_may_be_the_label_of_a_field() -> None:
    source = "<h3>申请材料</h3><p>材料：砖混</p>"
    assert demanded(source, rows()) == ()
    assert [demand.name for demand in demanded(source, rows("砖混", files=True))] == ["砖混"]


def test_the_counts_of_two_columns() -> None:
    head = ("材料名称", "材料类型", "原件份数", "复印件份数")
    (demand,) = demanded(table(("章程", "复印件", "0", "5份"), head=head), rows("章程"))
    assert demand.requirement == "复印件，原件0份，复印件5份"


def test_a_button_may_stand_for_the_field_it_hides() -> None:
    row = "营业执照 必要 点击上传"
    assert demanded(LIST, rows(row, buttons=[in_row("点击上传", row)]))[0].upload
    done = "营业执照 必要 已上传"
    assert not demanded(LIST, rows(done, buttons=[in_row("已上传：1个", done)]))[0].upload


@pytest.mark.parametrize(
    ("row", "spared"),
    [
        (THERE, True),
        ("营业执照 通过数据共享减免，无需提供", True),
        ("营业执照 不支持免提交", False),
        ("营业执照 未关联电子证照", False),
        ("营业执照 必要 上传", False),
    ],
)
def test_where_no_file_is_attached(row: str, spared: bool) -> None:
    assert spares(row, PROFILE) is spared
