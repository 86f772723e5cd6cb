"""What undoes something is told from what a matter is about, and from what can no longer be undone."""

from __future__ import annotations

from itertools import product

import pytest

from zicha.text.undoing import asks_to_undo, orders_to_undo, undoes

_YES = ("", "确定", "确认", "继续", "立即")
_THINGS = ("申请", "办件", "草稿", "原申请", "该办件", "全部数据", "账号")


@pytest.mark.parametrize(
    "name",
    [
        *(f"{yes}{verb}" for yes, verb in product(_YES, ("删除", "撤回", "撤销", "注销"))),
        *(f"{verb}{thing}" for verb, thing in product(("删除", "撤回", "作废", "取消", "终止"), _THINGS)),
        "删除并继续",
        "提交撤回申请",
        "继续支付",
        "去缴费",
        "立即付款",
        "确认 解绑",
        "退出登录",
        "清空重填",
        "放弃并重新申报",
        "确定覆盖",
        "一键撤回",
        "撤回剩余2件",
        "删除其余办件",
    ],
)
def test_what_undoes(name: str) -> None:
    assert undoes(name)


@pytest.mark.parametrize(
    "name",
    [
        "下一步",
        "提交",
        "确认提交",
        "提交注销申请",
        "提交撤销登记申请",
        "我已阅读，下一步",
        "同意并继续",
        "注册并登录",
        "继续申报",
        "暂存",
        "查看更多",
        "加载剩余2件",
        "已办结",
        "申请注销登记",
        "下一步：缴费登记",
        "返回修改",
    ],
)
def test_what_does_not(name: str) -> None:
    assert not undoes(name)


@pytest.mark.parametrize(
    "name", ["取消办件", "删除", "撤回申请", "注销账号", "解除绑定", "退出登录", "取消收藏", "清空记录"]
)
def test_an_order_among_the_parts_of_a_guide(name: str) -> None:
    assert orders_to_undo(name)


@pytest.mark.parametrize(
    "name",
    [
        "注销",
        "注销登记",
        "变更",
        "申请材料",
        "如何撤回申请？",
        "什么时候可以取消",
        "缴费标准",
        "收费信息",
        "终止办理的情形",
    ],
)
def test_a_part_of_a_guide_is_none(name: str) -> None:
    assert not orders_to_undo(name)


@pytest.mark.parametrize(
    "question",
    [
        "您有1件未提交的申请，是否删除后重新申报？",
        "检测到原草稿，继续将覆盖已填写的内容",
        "该事项已有在办件，继续申报将撤销原办件，是否继续？",
        "确定要放弃本次填写吗？",
        "确认删除?",
        "确定撤回该办件吗？取消 确定",
        "原申请将被终止，是否继续？",
        "是否清空已填数据",
        "是否立即支付？",
        "确认支付10元？",
        "您确定要注销账号吗",
        "重新申报会自动作废之前的申请",
        "取消当前申报吗？",
        "确定取消原申请？",
        "删除原申请？\n取消\n确定",
    ],
)
def test_a_yes_that_undoes(question: str) -> None:
    assert asks_to_undo(question)


@pytest.mark.parametrize(
    "question",
    [
        "确认提交吗？",
        "确认提交吗？\n取消\n确定",
        "确认提交以上信息 取消 确定",
        "提交后不可撤回，是否确认提交？",
        "提交后将不能删除、撤回",
        "提交后将无法修改或者撤回，确定提交？",
        "提交后可在“我的办件”中撤回，是否提交？",
        "如需撤回，请到我的办件中操作。确定提交吗？",
        "确认办理：营业执照注销登记",
        "您正在办理社会保险缴费登记，是否继续？",
        "是否申请注销登记？",
        "请勿重复提交，以免申请作废",
        "提交成功，办件编号：410200001，是否打印回执？",
        "本事项不收费",
        "您已缴费，请确认信息无误",
    ],
)
def test_a_yes_that_only_goes_on(question: str) -> None:
    assert not asks_to_undo(question)
