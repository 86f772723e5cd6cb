"""Whether a value that names a time limit was understood whole, so that its number may be relied on.

One number found is not the whole value. Whatever stands beside it must be words that are known to leave the amount as
it is: from when it counts, that it is the most, what is done by its end, which of the two limits it is, for which
papers, by which law, what is not counted, how it may be extended. With any other word, sign or number beside it
(不少于20个工作日, 7×24小时, 20个工作日 30, 5个工作日内回复) a person must read the value.
"""

from __future__ import annotations

import re

from zicha.text.durations import MARK, with_marks
from zicha.text.folding import is_nothing, solid

_L = MARK
_MOST = 400
"""Characters of a value beyond which it is prose, which nobody reads by its words."""
_NUMERAL = r"[\d一二三四五六七八九十百零〇]{1,5}"
_ARTICLES = rf"(?:第{_NUMERAL}[条款项][、,和及]?)*"
_LAW = rf"(?:依据|根据|依照|按照|按)?(?:《[^《》{_L}]*》(?:\([^(){_L}]*号\))?{_ARTICLES}[、,和及]?)+(?:的?规定)?"
_PAPERS = r"(?:(?:申请|申报|提交|提供|报送|所需|全部|有关|相关|的)*(?:材料|资料|手续|要件|文件))"
_PAPERS_COMPLETE = (
    rf"(?:在|对|对于|凡|如|若)?(?:申请人)?(?:{_PAPERS}(?:齐全|齐备|完备|完整|有效|真实|、)+|符合(?:法定|规定|受理|的)*"
    r"(?:形式|条件|要求|规定)+)(?:[、,且并和]*(?:符合|真实|有效|、)+(?:法定|规定|受理|的)*(?:形式|条件|要求|规定)?)*"
    r"(?:的|后|时|之?情况下|之?前提下)*"
)
_BEGINNING = r"(?:受理|收到|接到|接收|接件|收件|立案|申请|申报|提交|递交|报送)"
_OF_BEGINNING = (
    rf"(?:{_BEGINNING}|正式|窗口|登记|许可|行政|全部|完整|齐全|齐备|合格|有效|符合|法定|规定|要求|形式|条件|申请人|材料|资料|文件|书"
    r"|表|且|并|和|及|、|的)"
)
_FROM = (
    rf"(?:自|从|于|在)?{_OF_BEGINNING}*{_BEGINNING}{_OF_BEGINNING}*"
    r"(?:之?(?:次日|当日|日|时)起?|之?后|以后|起)(?:开始)?(?:计算?|算)?"
)
_DONE = (
    r"(?:(?:予以|给予)?(?:办结|办毕|办好|(?:办理|审批|审核)完[毕结成]?|审结|完成)(?:办理|审批|许可|登记|备案|确认)*"
    r"|予以(?:登记|批准|许可|备案|确认|审批|办理)|办理|审批|[作做]出(?:准予|不予|同意|批准|核准|行政|许可|审批|登记|确认|备案|是否|或者?|、|的)*决定)"
)
_MADE_KNOWN = (
    r"(?:[,、]?并?(?:书面)?(?:告知|通知|送达|颁发|发放|发给)"
    r"(?:申请人|当事人|行政|许可证?|决定|证?[件书]|结果|、)*)?"
)
STEP = r"(?:受理|初审|复审|审查|审核|审批|核准|决定|勘[验查]|核查|制证|发证)(?:环节|阶段|步骤|时间|时限)?[:为需]?"
"""What stands at the time of a step: 受理1个工作日，审查15个工作日."""
_PARTS = rf"(?<={_L})[(,;]其中[,:]?(?:{STEP}{_L}[、,;和]*)+\)?"
# Days of rest that do not count say which days do (20日，不含节假日); anything else that does not is no part of it.
_ANYTHING = rf"(?:(?!节假|休息|公休|双休|周末)[^{_L}\d,;。()]){{1,30}}"
_NOT_COUNTED = (
    rf"[(,](?:其中)?(?:(?:不含|不包[含括]|不计入?|扣除){_ANYTHING}"
    rf"|{_ANYTHING}(?:除外|不计(?:算)?(?:入|在内|在)[^{_L}\d,;。()]*|不包[含括]在内))\)?"
)
_EXTENDED = (
    rf"(?:内?(?:不能|无法)[^{_L}\d,;。()]{{1,12}}的)?"
    rf"(?:[,;(。][^{_L}\d;。()]*|(?:经[^{_L}\d,;。()]{{1,20}}批准)?的?(?:,|可以?|依法|再|适当|申请|最多|最长)*)延长\)?"
)
_KNOWN = tuple(
    re.compile(words)
    for words in (
        _LAW,
        _PARTS,
        _EXTENDED,
        _NOT_COUNTED,
        r"遇?(?:法定)?节假日(?:、?休息日)?顺延",
        r"(?:不能|不可|无法|非)(?:即时|当场|当[日天]|即)办[结理毕]?(?:的|件)?",
        r"(?:能|能够|可|可以)(?=" + _L + ")",
        _FROM,
        _PAPERS_COMPLETE,
        rf"(?<={_L})(?:以内|之内|内)?(?:\(含(?:本数)?\))?{_DONE}{_MADE_KNOWN}",
        rf"(?<={_L})(?:(?:以内|之内|内)(?:\(含(?:本数)?\))?|\(含(?:本数)?\)(?:以内|之内|内)?)",
        r"(?:(?:本|该)(?:事项|业务|项目))?的?(?:法定|承诺)?(?:办结|办理|审批|工作)?(?:时限|期限|时间)[为是:]*",
        r"(?:法定|承诺|本事项|该事项)[为是:]*",
        r"(?:在|需要?|限时|限|共计?|总共|合计|总计|为|是)*"
        rf"(?:最[长多迟晚](?:不得?超过|为)?|至多|不得?(?:超过|多于|大于|高于|长于)|≤)?(?={_L})",
    )
)
# A second limit holds for other cases: 20个工作日，特殊情况30个工作日.
_OTHER_CASES = re.compile(
    r"(?:(?:特殊|复杂|疑难|重大|简单|普通|一般|其余|其他|其它)(?:情况|情形|事项|案件)?(?:下|的)?|的)"
)
# What may be added to a limit (20个工作日，经批准可以延长10个工作日) is no limit of its own.
_EXTENSION = re.compile(r"延长[^。；;()（）]*")
# The law, or the department, sets no limit.
_NO_LIMIT = re.compile(
    r"(?:法律|法规|规章|目前|[、，,和及])*(?:无|没有|暂无|未(?:作|做)?|不设)(?:法定|承诺|明确|具体|规定)*的?(?:办结|办理)?"
    r"(?:时限|期限|时间)?(?:要求|规定|限制)?"
)
# 特殊环节：专家评审（20个工作日）
_BESIDE_NAME = re.compile(r"[^()（）\d]+[(（](?P<limit>[^()（）]*)[)）]")
_PUNCTUATION = re.compile(rf"[{_L},;:.。、()\[\]【】/!\"“”]*")


def is_understood(text: str) -> bool:
    """Return whether a text names at least one limit, and nothing beside it that may make it another."""
    rest = with_marks(_EXTENSION.sub("延长", text))
    if MARK not in rest or len(rest) > _MOST:
        return False
    for words in _KNOWN:
        rest = words.sub(",", rest)
    if rest.count(MARK) > 1:
        first, mark, others = rest.partition(MARK)
        rest = first + mark + _OTHER_CASES.sub(",", others)
    return _PUNCTUATION.fullmatch(rest) is not None


def without_extension(text: str) -> str:
    """Return a text without what may be added to a limit."""
    return _EXTENSION.sub("", text)


def says_no_limit(text: str) -> bool:
    """Return whether a value says that there is no limit: 无, 无期限, --, blank."""
    return is_nothing(text) or _NO_LIMIT.fullmatch(solid(text).replace("。", "")) is not None


def limit_beside_name(text: str) -> str:
    """Return what stands in brackets behind the name of a step; the whole text where nothing does."""
    match = _BESIDE_NAME.fullmatch(text)
    return match["limit"] if match else text


def unit_of_label(label: str) -> str:
    """Return the unit in a label: 承诺时限（单位：工作日）; empty where there is none."""
    unit = re.search(r"[(（](?:\s*单位[：:]*)?+([^)）]+)[)）]", label)
    return unit[1].strip() if unit else ""
