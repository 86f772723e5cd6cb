"""常见问题: what is asked about fees and materials, and how plainly it is answered."""

from __future__ import annotations

from zicha.text.wording import Wording

LOOSE = Wording(r"可以|也可|可到|如需|如果|或者|自愿|选择|不能|除外|的，|其他|另行|之前|体检|咨询")
"""Words that promise nothing, or speak of some cases."""
OF_SOME = Wording(r"企业|对象|人员|符合")
ABOUT_FEES = Wording(r"收费|费用|要钱|花钱|交钱|多少钱|缴费")
_FREE = Wording(r"不收(?:取)?(?:任何)?费|免费|(?:不用|不需要?|无需|无须)(?:[花交缴付]|任何费用)|零收费|不花钱|不要钱")
_PAID = Wording(r"(?<!不)收(?:取)?费|(?<!不)(?<!不需)(?:要|需|应当)?(?:缴纳|交纳|缴费|交费)|\d+\s*元")
# What stands before may name a special case: 农民工讨薪要提供…吗.
_BEFORE_MATERIAL = Wording(
    r"^(?:申请|办理|申办|申报|本事项)?(?:时|还)*(?:需要|需|要|用|必须)(?:提供|提交|准备|带|出具)(?=[^吗么？?，。]{2,30}(?:吗|么))"
)
_AFTER_MATERIAL = Wording(r"吗|么")
YES = Wording(r"是的|需要|要|必须|应当")
NO = Wording(r"不需要|不用|无需|不必|不要")


def is_free(sentence: str) -> bool:
    """Return whether an answer says that nothing is charged."""
    return _FREE.is_in(sentence) or sentence in ("不", "否", "不用", "不需要")


def is_paid(sentence: str) -> bool:
    """Return whether an answer says that something is charged."""
    return not is_free(sentence) and (_PAID.is_in(sentence) or sentence in ("收", "是", "要", "需要"))


def material_asked_for(question: str) -> str:
    """Return the material of 需要提供X吗; empty where the question is another one."""
    rest = _BEFORE_MATERIAL.removed_from(question)
    return "" if rest == question else _AFTER_MATERIAL.before(rest)
