"""The steps of handling: what they do, and whether their time counts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zicha.text.clauses import clauses
from zicha.text.wording import Wording

CORE: Mapping[str, Wording] = MappingProxyType(
    {
        "受理": Wording(r"受理|收件"),
        "审查": Wording(r"审查|审核|初审|复审"),
        "决定": Wording(r"决定|审批|审定|批准|核准|办结"),
        "送达": Wording(r"送达|发证|颁证|制证|领证|领取|告知结果"),
    }
)
SENT = Wording(r"送达|发证|颁证|领证|制证")
BY_LAW = Wording(r"听证|招标|拍卖|检验|检测|检疫|鉴定|专家评审")
"""行政许可法第四十五条: what these take is not counted."""
_OUTSIDE = Wording(
    r"不包[含括](?:在|于|[^。；]*[时期]限)|不计[入算]|不占用|包[含括](?:于|在)[^。；]*(?:环节|步骤)|包[含括]上一环节"
)
_OTHER_PERIODS = (
    "补正", "补齐", "中止", "整改", "延长", "公示", "公告", "听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定",
    "评审", "勘验", "节假日", "休息日", "缴费",
)  # fmt: skip
"""Other periods than its own that a step may mention: 审查材料，补正时间不计入办结时限."""
_PARALLEL = Wording(
    r"与.*(?:环节|步骤|程序|受理|审查|审核|决定|审批|评审|勘|检测|公示).*(?:同步|同时)",
    r"并联|并行|同时进行|同步(?:进行|开展)$",
)
_BEFORE_DENIAL = Wording(r"[，,](?=(?:均|也|都)?不)")
_IN_BRACKETS_BEHIND = Wording(r"[(（].*[)）]$")


def says_not_counted(words: str, name: str) -> bool:
    """Return whether the words of a step say that its own time does not count, or lies within another one."""
    other = tuple(word for word in _OTHER_PERIODS if word not in name)
    joined = _BEFORE_DENIAL.removed_from(words)  # 补正的时间，不计入
    own = (clause for clause in clauses(joined) if not any(word in clause for word in other))
    return any(_OUTSIDE.is_in(clause) for clause in own)


def is_parallel(words: str) -> bool:
    """Return whether the words of a step say that it is taken at the same time as another."""
    return any(_PARALLEL.is_in(clause) for clause in clauses(words))


def without_remark(name: str) -> str:
    """Return the name of a step without what stands in brackets behind it."""
    return _IN_BRACKETS_BEHIND.removed_from(name)
