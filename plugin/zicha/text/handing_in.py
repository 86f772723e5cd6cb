"""How a material is handed in, in the words of a guide, of an application page and of a record."""

from __future__ import annotations

from enum import Enum, auto

from zicha.text.clauses import clauses, is_supposed, phrases, states
from zicha.text.wording import Wording

FOR_SOME = Wording(
    r"如有|若有|如需|需要时|的(?:应|应当|须|需|还需|可)?(?:提供|提交)|情形|委托(?:他人|代理人)?(?:办理|代办)"
)
"""Needed by some applicants only, so that one who did not hand it in proves nothing."""
NOT_A_MUST = Wording(r"非必要|非必须|非必需|选填|选传|可选|可不传|可以不传|如有(?!疑|问)|容缺")
PAPER = Wording(r"纸质|窗口|邮寄|快递|现场")
ELECTRONIC = Wording(r"电子|上传|网上|在线|扫描|拍照")
AS_WELL = Wording(r"并|且|同时|(?<!受理)(?<!办结)后|和|及|[+＋]")
EITHER = Wording(r"或|/")
IF_INCOMPLETE = Wording(r"数据不全|未能获取的|获取不到的?需")
OBTAINED = Wording(r"(?<!是否)已(?:自动)?(?:关联|获取|调取)")
EXEMPT = Wording(r"免提交|无需提交|无需提供|自动获取|数据共享|电子证照")
ON_PAPER = Wording(r"窗口提交|窗口收取|邮寄|现场提交|交至")
KEPT_BY_APPLICANT = Wording(r"(?:申请人|申请单位|企业|本人|自行|自己).{0,4}(?:留存|保管|存查)")
LOOKED_AT = Wording(r"窗口|收取|核验|查验|核对")
ISSUED = Wording(r"政府部门核发|部门核发|他人出具")
FILLED_ON_LINE = Wording(r"(?:在线|网上|线上|系统).{0,4}(?:填|生成|录入)|无需(?:下载|上传|提交)|自动(?:生成|获取)")
_NOT_OBTAINED = Wording(
    r"(?:共享|获取|调取|关联|接口)[^，。；\s]{0,6}(?:失败|异常|超时|出错|错误)",
    r"(?:未能?|没有|无法|不能)[^，。；\s]{0,8}(?:获取|查询到|查到|关联|调取|共享)",
    r"不支持(?:免提交|数据共享|共享|自动获取|电子证照)|不能免提交|暂无电子证照|无此证照",
)

_SENT = ("邮寄", "寄送", "寄递", "快递", "EMS")
_RESULT = Wording(r"结果|证书|证照|许可证|执照|批文|批复|文书|决定书|送达|领取|取件")
_MATERIALS = Wording(r"材料|资料|申请|申报|提交|递交|交件|收件|寄至|寄到")


class Sent(Enum):
    """What may be sent by post."""

    MATERIALS = auto()
    RESULT = auto()
    EITHER = auto()


def sent_by_post(text: str) -> frozenset[Sent]:
    """Return what a text says may be sent; EITHER where it only says that something may be."""
    sent = [clause for clause in clauses(text) if states(clause, _SENT)]
    return frozenset(
        Sent.RESULT if _RESULT.is_in(each) else Sent.MATERIALS if _MATERIALS.is_in(each) else Sent.EITHER
        for each in sent
    )


def says_not_obtained(row: str) -> bool:
    """Return whether a row states that shared data did not come, and not only what to do in such a case."""
    return any(_NOT_OBTAINED.is_in(phrase) and not is_supposed(phrase) for phrase in phrases(row))
