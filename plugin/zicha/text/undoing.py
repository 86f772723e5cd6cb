"""Words that undo something, or pay: 删除, 撤回, 作废, 注销, 支付. Whoever only wants to go on presses none of them.

A matter may itself be about some of them (注销登记, 缴费): they undo where they are what is done, and not what is
applied for. What cannot be undone any more (提交后不能撤回), or may be (可在我的办件中撤回), is only told.
"""

from __future__ import annotations

import re
import unicodedata

_ALWAYS = "删除|删掉|清空|清除|撤回|撤件|作废|放弃|舍弃|丢弃|解绑|覆盖"
_AS_WHAT_IS_DONE = "注销|撤销|终止|解除|退出|支付|缴费|缴纳|付款|退款|扣款|转账|充值|购买"
"""What a matter may be about, too."""
_AGREEING = "确[定认]|继续|同意|是的?|好的?|要|我要|立即|立刻|马上|现在|直接|前往|去|全部|一键|批量|先"
_NAME = re.compile(
    rf"{_ALWAYS}|取消|^(?:{_AGREEING})*(?:{_AS_WHAT_IS_DONE})|[并后再](?:{_AS_WHAT_IS_DONE})|(?:{_AS_WHAT_IS_DONE})[并后再]"
)
_ORDER = re.compile(
    rf"{_ALWAYS}|取消|(?:{_AS_WHAT_IS_DONE})(?:本人)?(?:账号|帐号|账户|帐户|办件|申请|登录|系统|绑定|关联|订单|授权)"
)
_LONGEST_ORDER = 8
_QUESTION = re.compile(r"[?？吗呢么]$|如何|怎[么样]|什么|哪|是否|能否|可以")
_CLAUSE = re.compile(r"[^，。；！,;!\n]+")
_ASKS = r"是否|要不要|确[定认]|将要?|(?<!社)会(?!议|计|保)|自动|同意|立即|现在"
_IS_WILLED = re.compile(rf"(?:{_ASKS})[^\s：:]{{0,12}}$")
_IS_WILLED_AT_ONCE = re.compile(rf"(?:{_ASKS})(?![^\s：:]?(?:申请|办理|申报|提交))[^\s：:]{{0,2}}$")
_IS_ASKED = re.compile(r"[^\s？?]{0,12}[吗么？?]")
_OF_WHAT_STANDS = re.compile(r"(?:原|该|此|已|上次|之前|当前|本次|这|您|你|前)[^\s？?]{0,12}")
_IS_NOT_DONE = re.compile(r"[不勿未没]|无法|禁止|可(?!能)|能够|如|若|已经?(?!有|提|申)|避免|防止|以免")
_LONGEST_QUESTION = 150
"""What is longer is to be read, as 须知 are: of that only what is asked counts."""
_APPLIED_FOR = re.compile(r"(?:申请|办理|申报|提交)[^\s]{0,6}$")


def undoes(name: str) -> bool:
    """Return whether what bears such a name would undo, give up or pay something when it is pressed."""
    plain = re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKC", name))
    return _NAME.search(plain) is not None


def orders_to_undo(name: str) -> bool:
    """Return whether a name among the parts of a guide is an order to undo something: 取消办件, 注销账号.

    A guide has parts of its own about a matter (注销), and questions (如何撤回申请？).
    """
    plain = re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKC", name))
    is_short = len(plain) <= _LONGEST_ORDER and not _QUESTION.search(name.strip())
    return is_short and _ORDER.search(plain) is not None


def asks_to_undo(question: str) -> bool:
    """Return whether a yes to a question would undo, give up or pay something: 是否删除原申请？, 将覆盖已有草稿."""
    plain = unicodedata.normalize("NFKC", question)
    clauses = (clause[0] for clause in _CLAUSE.finditer(plain))
    is_long = len(plain) > _LONGEST_QUESTION
    return any(_clause_asks(clause) for clause in clauses if not is_long or re.search(r"[吗么？?]", clause))


def _clause_asks(clause: str) -> bool:
    for match in re.finditer(f"(?P<always>{_ALWAYS})|(?P<done>{_AS_WHAT_IS_DONE})|取消", clause):
        before, after = clause[: match.start()], clause[match.end() :]
        if _IS_NOT_DONE.search(before):
            continue
        is_asked = _IS_ASKED.match(after) is not None
        if match["always"]:
            does = _IS_WILLED.search(before) is not None or is_asked
        elif match["done"]:
            does = _IS_WILLED_AT_ONCE.search(before) is not None or (is_asked and not _APPLIED_FOR.search(before))
        else:  # 取消 is what most dialogs offer beside 确定
            does = _IS_WILLED.search(before) is not None and _OF_WHAT_STANDS.match(after) is not None
            does = does or re.match(r"[^\s？?]{2,12}[吗么？?]", after) is not None
        if does:
            return True
    return False
