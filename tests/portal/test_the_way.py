"""The way from 在线办理 to the form: what is clicked on it, and what a page at its end is taken for."""

from __future__ import annotations

import pytest
from way_samples import APPLY, PROFILE, button, page, walked

from zicha.model.facts import Ending
from zicha.portal.live.observer import _evaluation_entry


class TestNothingIsHandedIn:
    """Looking at a portal files nothing: that takes permission."""

    @pytest.mark.parametrize(
        "text", ["提交", "确定提交", "确定提交申请", "继续提交", "我知道了，立即提交", "同意并提 交", "确定申报"]
    )
    @pytest.mark.parametrize("dialog", [False, True])
    def test_a_button_that_submits_is_not_pressed(self, text: str, dialog: bool) -> None:
        last = page("请核对以下信息 测试企业", buttons=(button(text, dialog=dialog),))
        arrival, clicked = walked(last, page("申报成功 办件编号 4102002026"))
        assert clicked == ["在线办理"]
        assert arrival.ending is Ending.UNCLEAR

    @pytest.mark.parametrize("asked", ["确定要提交申请吗？", "是否提交本次申请？", "请确认是否提交"])
    def test_a_question_whether_to_submit_is_not_answered(self, asked: str) -> None:
        sure = page(asked, dialogs=(asked,), buttons=(button("确定", dialog=True), button("取消", dialog=True)))
        arrival, clicked = walked(sure, page("申报成功 办件编号 4102002026"))
        assert clicked == ["在线办理"]
        assert arrival.ending is Ending.UNCLEAR

    @pytest.mark.parametrize("text", ["在线申报提交", "立即办理并提交"])
    def test_the_entry_itself_only_leads_there(self, text: str) -> None:
        guide = page("承诺办结时限 5个工作日", APPLY, buttons=(button(text),))
        assert guide.button(PROFILE.entries["apply"], lambda each: not PROFILE.hands_in(each.text)) is None

    def test_a_notice_about_submitting_is_read_on(self) -> None:
        notice = page("办理须知 请确认提交的材料真实有效。", buttons=(button("我知道了"),))
        _, clicked = walked(notice, page("填写申报信息"))
        assert clicked == ["在线办理", "我知道了"]


@pytest.mark.parametrize("text", ["提交评价", "评价须知", "评价统计", "已评价12次", "已评价", "暂无评价"])
def test_what_is_no_way_to_the_evaluation(text: str) -> None:
    assert _evaluation_entry(page(buttons=(button(text),)), PROFILE) is None


@pytest.mark.parametrize("text", ["好差评", "我要评价", "评 价", "政务服务好差评", "去评价", "对本事项评价 >"])
def test_what_leads_to_the_evaluation(text: str) -> None:
    guide = page(buttons=(button("提交评价"), button("评价须知"), button(text)))
    entry = _evaluation_entry(guide, PROFILE)
    assert entry is not None
    assert entry.text == text
