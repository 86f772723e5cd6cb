"""Every variant of the catalogue changes what is published, and the pages show it without knowing any defect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from tests.support.demo_visits import NAMES, log_in, numbered
from tests.support.demo_visits import apply as go_through
from zicha_demo.defects import Defects, Planting, Variant, apply, apply_variant, load_defects, plant
from zicha_demo.guide_view import entry_address, evaluation_address
from zicha_demo.publication import Platform, Publication
from zicha_demo.publishing import publish
from zicha_demo.server import DemoPortal

SHIPPED = load_defects()
MINE = NAMES[1][0]


@contextmanager
def portal_with(box: str, variant: str) -> Iterator[tuple[DemoPortal, Publication]]:
    """A portal whose second matter carries one variant."""
    defects = SHIPPED.only([Planting(matter=MINE, box=box, variant=variant)])
    with DemoPortal([numbered(0), numbered(1)], defects, published={}) as portal:
        assert portal.unmatched == ()
        yield portal, portal.publications[1]


@pytest.mark.parametrize("variant", SHIPPED.variants, ids=lambda variant: f"{variant.box}-{variant.name}")
def test_a_variant_changes_what_is_published(variant: Variant) -> None:
    healthy = publish(numbered(1), 1)
    assert not (variant.changes and variant.platform_changes)
    if variant.changes:
        assert apply_variant(healthy, variant, {}) != healthy
    elif variant.platform_changes:
        assert apply(Platform(), variant.platform_changes, variant.parameters) != Platform()
    else:  # what goes wrong away from the portal stands in the record of a real case
        assert any(path.startswith("办件[") for path in variant.inventory_changes)


def test_names_of_variants_are_unique() -> None:
    names = [(variant.box, variant.name) for variant in SHIPPED.variants]
    assert len(set(names)) == len(names)


def test_a_matter_that_is_not_there_is_reported_as_unmatched() -> None:
    absent = Planting(matter="没有这个事项", box="A4", variant="配置异常")
    healthy = publish(numbered(0), 0)
    planted = plant([healthy], Platform(), SHIPPED.only([absent]))
    assert planted.unmatched == (absent,)
    assert planted.publications == (healthy,)


@pytest.mark.parametrize("path", ["no_such_field", "materials[没有].name", "landing.kind.deeper", "a b"])
def test_a_path_that_leads_nowhere_is_an_error(path: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        apply(publish(numbered(0), 0), {path: "x"}, {})


def test_an_unknown_variant_is_an_error() -> None:
    with pytest.raises(LookupError, match="没有名为"):
        plant([], Platform(), Defects(variants=(), plantings=(Planting(box="A1", variant="?"),)))


def test_operations_on_lists_and_texts() -> None:
    healthy = publish(numbered(1), 1)
    changed = apply(
        healthy,
        {
            "materials[申请表].name": {"改写": {"申请": "登记"}},
            "materials[-1]": {"删除": None},
            "conditions": {"追加": ["甲", "乙{序}"], "重复": 2},
            "elements[承诺办结时限].text": {"取自": "elements[法定办结时限].text"},
            "materials[0].blank": {"删除": None},
        },
        {},
    )
    assert [material.name for material in changed.materials] == ["登记表", "营业执照", "安全方案"]
    assert changed.conditions[-4:] == ("甲", "乙1", "甲", "乙2")
    texts = {element.name: element.text for element in changed.elements}
    assert texts["承诺办结时限"] == texts["法定办结时限"]
    assert changed.materials[0].blank is None


def test_the_message_of_the_notice_is_shown_word_for_word() -> None:
    matter = numbered(0)
    defects = SHIPPED.only([Planting(matter=matter.name, box="A4", variant="配置异常")])
    with DemoPortal([matter], defects, published={}) as portal:
        page = log_in(portal, "法人").get(f"{portal.url}/portal/apply/{matter.page_id}")
    message = "尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题"
    assert message in page.text
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("box", "variant", "shown"),
    [
        ("A3", "空白页", "<body></body>"),
        ("A3", "页面报错", "系统异常：您访问的页面不存在或已被删除（404）"),
        ("A4", "无权限", "您没有权限办理该事项"),
        ("A4", "一直加载", "页面加载中"),
        ("A4", "不支持个人办理", "该事项不支持个人办理"),
        ("A5", "跳到系统首页", "系统首页"),
        ("A6", "再次登录", "用户登录"),
        ("A6", "绑定账号", "绑定账号"),
    ],
)
def test_the_landing_shows_the_defect(box: str, variant: str, shown: str) -> None:
    with portal_with(box, variant) as (portal, publication):
        page = log_in(portal, "个人").get(portal.url + entry_address(publication))
        assert shown in page.text
        assert "办理须知" not in page.text
        other = log_in(portal, "法人").get(portal.url + f"/portal/apply/{portal.publications[0].page_id}")
        assert "办理须知" in other.text


def test_a_defect_of_one_identity_spares_the_other() -> None:
    with portal_with("A4", "不支持个人办理") as (portal, publication):
        page = log_in(portal, "法人").get(f"{portal.url}/portal/apply/{publication.page_id}")
        assert "办理须知" in page.text


@pytest.mark.parametrize(
    ("variant", "there", "gone"),
    [
        ("无评价入口", "", "pingjia.action"),
        ("入口为井号", 'href="#/"', "pingjia.action"),
        ("入口为空脚本", "javascript:void(0);", "pingjia.action"),
    ],
)
def test_the_guide_shows_a_missing_or_dead_evaluation(variant: str, there: str, gone: str) -> None:
    with portal_with("F1", variant) as (portal, publication):
        page = requests.get(portal.url + publication.guide_path).text
    assert there in page
    assert gone not in page


def test_a_patched_limit_reaches_the_guide() -> None:
    with portal_with("B1", "说明与时限矛盾") as (portal, publication):
        page = requests.get(portal.url + publication.guide_path).text
    assert "66个工作日" in page
    assert "自受理之日起20个工作日内办结" in page


@pytest.mark.parametrize(
    ("variant", "status", "text"),
    [("登录页面打不开", 500, "Internal Server Error"), ("拒绝正确账号", 200, "系统异常，登录失败")],
)
def test_a_defect_of_the_platform(variant: str, status: int, text: str) -> None:
    defects = SHIPPED.only([Planting(box="A1", variant=variant)])
    with DemoPortal([numbered(0)], defects, published={}) as portal:
        form = {"identity": "个人", "username": "geren", "password": "Zicha-demo-1"}
        answer = requests.post(f"{portal.url}/tacs-uc/login/index", data=form)
    assert answer.status_code == status
    assert text in answer.text


def test_every_shipped_planting_names_a_variant() -> None:
    for planting in SHIPPED.plantings:
        assert SHIPPED.variant(planting.box, planting.variant).changes


def test_the_login_is_lost_on_the_way() -> None:
    with portal_with("A2", "填表时退出登录") as (portal, publication):
        session = log_in(portal, "法人")
        page = session.get(portal.url + entry_address(publication))
        page = session.post(page.url, data={"agreed": "1", "action": "next"})
        page = session.post(page.url, data={"q0": "自有场所", "q1": "单位办理", "action": "next"})
    assert "/tacs-uc/login/index" in page.url


@pytest.mark.parametrize(
    ("box", "variant", "path", "shown"),
    [
        ("C2", "多要材料", "materials", "法定代表人无犯罪记录证明"),
        ("D1", "字段过多", "form", "附加信息第64项"),
        ("D2", "无获取按钮", "materials", "未获取到电子证照"),
        ("A4", "填表下一步无反应", "form", '<button class="primary" type="button">下一步</button>'),
    ],
)
def test_a_page_of_the_application_shows_the_defect(box: str, variant: str, path: str, shown: str) -> None:
    with portal_with(box, variant) as (portal, publication):
        session = log_in(portal, "法人")
        page = session.get(portal.url + entry_address(publication))
        page = session.post(page.url, data={"agreed": "1", "action": "next"})
        page = session.post(page.url, data={"q0": "自有场所", "q1": "单位办理", "action": "next"})
        if path == "materials":
            values = {
                field.key: field.options[0] if field.options else "12" for field in publication.application.fields
            }
            page = session.post(page.url, data={**values, "lxdh": "13803780002", "action": "next"})
    assert f"/{path}?" in page.url
    assert shown in page.text


def test_a_case_is_not_listed() -> None:
    with portal_with("E1", "办件不显示") as (portal, publication):
        session = log_in(portal, "法人")
        assert "提交成功" in go_through(portal, session, publication, "法人")
        assert publication.matter_name not in session.get(f"{portal.url}/uc/cases").text


@pytest.mark.parametrize(
    ("box", "variant", "confirmed"),
    [("F3", "提交报错", False), ("F3", "提交无反应", False), ("F4", "评价不显示", True)],
)
def test_an_evaluation_fails_or_is_not_shown(box: str, variant: str, confirmed: bool) -> None:
    with portal_with(box, variant) as (portal, publication):
        session = log_in(portal, "个人")
        answer = session.post(portal.url + evaluation_address(publication), data={"grade": "满意"})
        assert ("评价提交成功" in answer.text) is confirmed
        assert publication.matter_name not in session.get(f"{portal.url}/uc/evaluations").text


def test_an_evaluation_is_shown_with_another_grade() -> None:
    with portal_with("F4", "等级不符") as (portal, publication):
        session = log_in(portal, "个人")
        session.post(portal.url + evaluation_address(publication), data={"grade": "非常满意"})
        assert "<td>不满意</td>" in session.get(f"{portal.url}/uc/evaluations").text
