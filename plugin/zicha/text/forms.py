"""Titles and words of printed forms: what they call themselves, which matter and operation they name."""

from __future__ import annotations

import re

from zicha.text.wording import Wording

FORM = Wording(r"(?:申请|登记|备案|审批|审核|申报|申领|报名)(?:审批|审核|登记|备案)?[表书]|承诺书|委托书|告知承诺")
CALLED_SAMPLE = Wording(
    r"(?:^|[^抽采取留送检试])样表[)）】\]]?$|[（(【\[](?:填[写报表])?(?:样[表例]|示例|范例)[)）】\]]"
)
"""A blank 示范文本 is the model of a contract, and no sample."""
CALLED_BLANK = Wording(r"(?:^|[（(【\[])空白?表格?[)）】\]]?$|空白表格?$")
SAMPLE_NAME = Wording(r"样[表本例]|示范|示例|范[例本]")
ANY_VALUE = Wording(
    r"\d{4}\s*年\s*\d{1,2}\s*月|某|[X×xX]{2,}|张三|李四|(?<=[\u4e00-\u9fff])(?<![任份人])有限公司(?!、)|1[3-9]\d{9}|\d{17}[\dXx]|91\d{6}"
)
NO_VALUE = Wording(
    r"[（(【][^）)】]*(?:样|例|范)[^）)】]*[）)】]|样表|示范文本|填[写报]?示例|示例",
    r"[$#&%@]?\{+[^{}]*\}+|<%.*?%>|«[^»]*»",
)
"""What a sample calls itself, and what a program puts values in place of."""
TITLE = Wording(r".{4,60}(?:表|书)")
OPERATION_IN_NAME = Wording(r"许可|审批|登记|备案|核发|确认|检查|注册|认定|核准|审查|年检|补贴|救助|证")
APPLICATION = Wording(r"(?:申[请报领]|审[核查])[表书]")
OPERATION_IN_TITLE = Wording(r"许可|审批|登记|备案|核发|注册|认定|核准|年检|补贴|救助")
_OPERATIONS = (
    Wording(r"新[办设]|首次|初次|设立|开[业办]|成立"),
    Wording(r"变更"),
    Wording(r"延续|延期|换[证发领]|续[期展]"),
    Wording(r"注销|终止|撤销|歇业"),
    Wording(r"补[办发证领换]|遗失|挂失"),
    Wording(r"转让|过户"),
    Wording(r"停[业用产]|暂停"),
    Wording(r"恢复|复[业产]|启用"),
    Wording(r"校验|年[检审]|年度检[验查]"),
    Wording(r"[迁转调]入"),
    Wording(r"[迁转调]出"),
)
"""What is done with a licence, in the words of forms: one line each."""
_NOT_OF_TITLE = Wording(r"[（(【\[][^）)】\]]*[）)】\]]", r"(?:填写)?(?:样[表例本]|示例|范[例本]|示范文本)$")
_REGION = Wording(
    r"^(?:中华人民共和国|国家)?(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}市)?(?:[\u4e00-\u9fff]{1,3}[区县])?"
)
_OF_ANY_MATTER = Wording(
    r"行政|许可证?|审[批核查]|登记证?|备案|核[发准]|注册|认定|确认|检查|年检|补贴|救助|申[请报领]|办理|变更|延续|延期|注销|补[办证]|换[证发]"
    r"|新[办设]|首次|设立|成立|恢复|停业|歇业|校验|资格|资质|批准|执照|事项|业务|服务|政务|材料|企业|单位|个人|法人|经营|证书?|表|书|告知|承诺|委托|授权|综合|基本|信息|情况|统一|通用|填写"
)


def operations(text: str) -> frozenset[int]:
    """Return the numbers of the operations that a text speaks of."""
    return frozenset(number for number, words in enumerate(_OPERATIONS) if words.is_in(text))


def bare_title(title: str) -> str:
    """Return a title without blanks, 《》, what stands in brackets, and what calls it a sample."""
    return _NOT_OF_TITLE.removed_from(re.sub(r"[\s《》]", "", title))


def subject_of(name: str) -> str:
    """Return the subject of a name: without its region and the words that every matter has."""
    return _OF_ANY_MATTER.removed_from(_REGION.removed_from(re.sub(r"[()（）]", "", name)))


def pieces(text: str) -> list[str]:
    """Return what stands between the tabs, lines and colons of a document."""
    return re.split(r"[\t\n：:]", text)
