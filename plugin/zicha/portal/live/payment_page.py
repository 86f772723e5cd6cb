"""Whether a page asks for money: an amount to be paid, ways to pay, a button that pays. Nothing is pressed there.

That a matter costs something, or may be paid on line, is told on many pages that ask for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zicha.portal.live.look import Look

_WAY = re.compile(
    r"(?:微信|支付宝|银联|云闪付|网银|网上银行|数字人民币|银行卡|扫码|聚合|在线|对公|余额)(?:在线|扫码|快捷|转账)?(?:支付|付款|缴费)"
    r"|支付宝|云闪付|银联|数字人民币|微信"
)
_PAYS = re.compile(r"(?:确[定认]|继续|立即|立刻|马上|现在|前往|去|我要)?(?:支付|付款|缴费|缴款)(?:订单|费用)?")
_AMOUNT = re.compile(
    r"(?:应[付缴]|待[付缴]|待支付|需支付|实付|支付|付款|缴费|订单)(?:总)?(?:金?额|款|费用)?[：:\s]{0,3}(?:人民币)?[¥￥]?\s?\d+(?:\.\d{1,2})?\s?元?"
)
_MONEY = re.compile(r"[¥￥]|元|金?额")


def asks_for_payment(look: Look) -> str:
    """Return the words by which a page, or a dialog over it, asks for money; empty where it does not."""
    own = [button.text for button in look.buttons if not (button.chrome or button.tab)]
    if words := next((text for text in own if _PAYS.fullmatch(_plain(text))), ""):
        return words
    choices = [field.label for field in look.fields if field.type == "radio"] + [card.text for card in look.cards]
    ways = [text for text in (*choices, *own) if _WAY.fullmatch(_plain(text))]
    return ways[0] if len(set(ways)) > 1 else _amount_in((*look.dialogs, look.own))


def _amount_in(texts: Iterable[str]) -> str:
    amounts = (match[0] for text in texts for match in _AMOUNT.finditer(text))
    return next((amount for amount in amounts if _MONEY.search(amount)), "")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
