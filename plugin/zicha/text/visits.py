"""Coming to the office: reasons to come, answers that one must or need not, and work done on line instead."""

from __future__ import annotations

from zicha.text.answers import read_visits
from zicha.text.clauses import clauses
from zicha.text.wording import Wording

NEED_NOT = Wording(r"无需|不需|不用|无须|毋需|毋须|不必|非必须")
LEFT_TO_APPLICANT = Wording(r"可以|可选|自愿|如需|也可|自行选择|可到")
ASKS_ABOUT_VISITS = Wording(
    r"跑(?:几|多少|腿)|[几多少][次趟回]|(?<!不)(?:要|需要?|必须|用)(?:亲自|本人)?(?:到|去|跑|来)"
)
NO_VISIT = Wording(
    r"一次(?:也|都)?(?:不用|不需要?|无需|不)跑|零跑|(?:不用|不需要?|无需|无须)(?:申请人|本人|您)?(?:再)?(?:到|去|跑|来)|全程网(?:上|办)"
)
MUST_COME = Wording(
    r"(?<!不)(?<!无)(?:需要?|须|应当?|必须|请)(?:本人|申请人)?(?:亲自|持|携带|带)?[^，。；]{0,12}?(?:到|去|前往)[^，。；]{0,10}(?:窗口|大厅|现场|中心)"
)
_ON_LINE = Wording(r"(?!.*(?:窗口|现场|到场|核验|原件|领))(?:.*)(?:全程网|网办|(?:网上|线上|在线)(?:办|申|提交))")
_OFFICE = r"(?:人员|专家|执法者|勘验员|核查员|机关|部门|机构|单位|窗口|[我本]?(?:局|委)|中心|派员)"
_COMES = Wording(
    rf"{_OFFICE}[^，。；]{{0,16}}(?:上门|到|赴|前往|进行|开展|实施|组织)[^，。；]{{0,16}}(?:核验|勘验|核查|踏勘|检查|查看|验收)",
    r"(?:场所|场地|住所|设施|设备|车辆|项目|工程|现场条件)[^，。；]{0,6}(?:经|须|需|应|应当)?(?:经过|通过|进行)?现场(?:核验|勘验|核查|踏勘)",
)
_BY_APPLICANT = Wording(r"申请人|本人|当事人|申办人|代理人|法定代表人|负责人|双方|亲自|携带|持")
_PLACE_OF_APPLICANT = Wording(
    r"(?:申请人|申办人|申请单位|当事人)的?(?=[^，。；]{0,4}(?:场所|场地|住所|地址|现场|企业|单位|家中))"
)
_COUNTED = Wording(r"[1-9一二两三四五](?:次|趟)")


def is_no_reason(text: str) -> bool:
    """Return whether every clause of a reason to come denies that one must, or speaks of handling on line."""
    return all(NEED_NOT.is_in(clause) or _ON_LINE.begins(clause) for clause in clauses(text))


def is_visit_of_office(clause: str) -> bool:
    """Return whether somebody of the office comes to the applicant: 工作人员到现场核验, and not 本人到机关现场核验."""
    return _COMES.is_in(clause) and not _BY_APPLICANT.is_in(_PLACE_OF_APPLICANT.removed_from(clause))


def counted_visits(sentence: str) -> int:
    """Return how many visits a sentence speaks of, 0 where it counts none."""
    if NO_VISIT.is_in(sentence):
        return 0
    return max(filter(None, map(read_visits, _COUNTED.all_in(sentence))), default=0)
