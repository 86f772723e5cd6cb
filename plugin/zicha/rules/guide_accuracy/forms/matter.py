"""Whether a form is one of the matter: by the name of the matter it gives, else by its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from zicha.model.facts.forms import Document
from zicha.model.finding import Severity
from zicha.model.matter import Matter
from zicha.rules.material_names import normalise

_OTHER_MATTER = 45.0
_OPERATION = re.compile(r"许可|审批|登记|备案|核发|确认|检查|注册|认定|核准|审查|年检|补贴|救助|证")
_IN_TITLE = re.compile(r"许可|审批|登记|备案|核发|注册|认定|核准|年检|补贴|救助")
_TITLE = re.compile(r".{4,60}(?:表|书)")
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_REGION = re.compile(r"^(?:中华人民共和国)?(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}市)?")
_OF_ANY_MATTER = re.compile(
    r"行政|许可证?|审[批核查]|登记证?|备案|核[发准]|注册|认定|确认|检查|年检|补贴|救助|申[请报领]|办理|变更|延续|延期|注销|补[办证]|换[证发]"
    r"|新[办设]|首次|设立|事项|业务|服务|政务|材料|企业|单位|个人|法人|经营|证书?|表|书|告知|承诺|委托|授权|综合|基本|信息|情况|统一|通用|填写"
)
_SUBJECT_LENGTH = 3
_SHORT_SUBJECT = 2
"""食品, 取水: another one, if none of its characters stands in the name of the matter."""
_OPERATIONS = (
    re.compile(r"新[办设]|首次|初次|设立|开业"),
    re.compile(r"变更"),
    re.compile(r"延续|延期|换[证发]|续期"),
    re.compile(r"注销|终止|撤销"),
    re.compile(r"补[办发证]|遗失"),
    re.compile(r"转让|过户"),
)
"""What is done with a licence, in the words of forms: one line each."""
_ALIKE = 60.0


def other_matter(document: Document, matter: Matter, material: str) -> tuple[str, Severity] | None:
    """Return what shows that a form is another matter's, and how certain that is; None where nothing does."""
    own = (normalise(matter.name), normalise(material))
    declared = normalise(document.declared)
    if not declared:
        is_other = all(_is_unlike(document.title, name) for name in own)
        of_another = is_other or (_TITLE.fullmatch(_plain(document.title)) and _is_other_operation(document.title, own))
        return (f"标题为“{document.title}”", Severity.WARNING) if of_another else None
    if len(declared) < 5 or not _OPERATION.search(declared) or len(_subject(declared)) < 2:
        return None
    evidence = f"表内事项名称为“{document.declared}”"
    if any(fuzz.partial_ratio(declared, name) >= 75 for name in own):
        return (evidence, Severity.WARNING) if _is_other_operation(declared, own) else None
    likeness = max(fuzz.ratio(declared, name) for name in own)
    is_certain = document.declared_surely and likeness < _OTHER_MATTER and not document.ocr
    return evidence, Severity.ERROR if is_certain else Severity.WARNING


def _is_other_operation(text: str, own: Sequence[str]) -> bool:
    """Whether a text speaks of other operations than the matter and the material: 变更 where that is 注销."""
    in_text = _operations(text)
    in_own = [_operations(name) for name in own]
    return bool(in_text and in_own[0]) and not any(in_text & operations for operations in in_own)


def _operations(text: str) -> frozenset[int]:
    return frozenset(number for number, words in enumerate(_OPERATIONS) if words.search(text))


def _plain(title: str) -> str:
    """Return a title without blanks and what stands in brackets."""
    return _BRACKETS.sub("", re.sub(r"[\s《》]", "", title))


def _is_unlike(title: str, name: str) -> bool:
    """Whether a title names a subject, and the name another one. 行政许可申请书 fits every matter."""
    plain = _plain(title)
    subject = _subject(plain)
    if not _TITLE.fullmatch(plain) or not _IN_TITLE.search(plain):
        return False
    if len(subject) == _SHORT_SUBJECT:
        return not set(subject) & set(name)
    return len(subject) >= _SUBJECT_LENGTH and fuzz.partial_ratio(subject, _subject(name)) < _ALIKE


def _subject(name: str) -> str:
    """Return the subject of a name: without its region and the words that every matter has."""
    return _OF_ANY_MATTER.sub("", _REGION.sub("", re.sub(r"[()（）]", "", name)))
