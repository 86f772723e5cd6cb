"""A page that asks for money is left alone; one that only tells of fees is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.tab import PROFILE, button, field, look
from zicha.model.finding import Uncheckable
from zicha.portal.live.payment_page import asks_for_payment
from zicha.portal.live.proof_page import require_no_proof


def radios(*labels: str) -> tuple[Any, ...]:
    return tuple(field(label, "radio") for label in labels)


PAYING = {
    "a button": look("请支付费用", buttons=(button("立即支付"),)),
    "a button that goes on": look("提交订单", buttons=(button("继续支付"), button("返回"))),
    "a link": look("订单已生成", buttons=(button("去缴费"), button("返回"))),
    "a button with blanks": look("", buttons=(button("确 认 付 款"),)),
    "ways to pay": look("选择方式", fields=radios("微信支付", "支付宝", "银联"), buttons=(button("下一步"),)),
    "ways as buttons": look("", buttons=(button("微信支付"), button("支付宝支付"))),
    "an amount": look("缴费单\n应付金额：￥10.00", buttons=(button("下一步"),)),
    "an amount in words": look("订单金额 120元", buttons=(button("确定"),)),
    "a dialog": look("", dialogs=("需支付工本费？支付金额：5元",), buttons=(button("确定", dialog=True),)),
}
TELLING = {
    "a guide": look("是否收费：是\n收费标准：每证10元\n是否支持网上支付：是", buttons=(button("在线办理"),)),
    "the site's own part": look("", buttons=(button("缴费", chrome=True), button("下一步"))),
    "how it is paid out": look("补贴发放", fields=radios("支付宝", "银行转账"), buttons=(button("下一步"),)),
    "a form about payments": look(
        "社会保险缴费登记", fields=(field("缴费基数"), field("缴费金额")), buttons=(button("提交"),)
    ),
    "small print": look("缴纳费用后可使用微信支付、支付宝查看电子票据。", buttons=(button("下一步"),)),
    "terms": look("逾期未缴费的，每日加收万分之五的滞纳金", buttons=(button("同意并继续"),)),
    "free": look("本事项不收费", buttons=(button("下一步"),)),
}


@pytest.mark.parametrize("name", PAYING)
def test_what_asks_for_money_is_left_alone(name: str) -> None:
    with pytest.raises(Uncheckable, match="要求支付费用，没有填写，也没有点击"):
        require_no_proof(PAYING[name], PROFILE)


@pytest.mark.parametrize("name", TELLING)
def test_what_only_tells_of_fees_asks_for_nothing(name: str) -> None:
    assert asks_for_payment(TELLING[name]) == ""
