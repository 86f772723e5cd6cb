"""Places: what an organ's name may begin with, and what turns an applicant away for where he is from."""

from __future__ import annotations

from zicha.text.clauses import clauses
from zicha.text.wording import Wording

PLACES = Wording(r"(?:[^省市县区州旗]{2,8}(?:省|市|区|自治州|自治县|旗)|[^省市县区州旗]{1,6}县)*")
"""河南省开封市, 杞县, 城乡一体化示范区: what an organ's name may begin with, or leave out."""
_FOR_ITS_PLACE = Wording(
    r"(?:不是|不属于?|不在|不归|非)[^，。；]{0,8}(?:本[省市县区地]|辖区|管辖|区域|户籍|户口|参保|通办|属地)",
    r"(?:请|应|须|需|只能)[^，。；]{0,6}(?:到|回|去|向|在)[^，。；]{0,12}"
    r"(?:户籍|户口|所在地|居住地|参保地|注册地|登记地|原籍|当地|属地|辖区|管辖)",
    r"(?:不|未|无法|不予)[^，。；]{0,6}(?:异地|跨[省市县区域]|通办|外[省市县地])",
    r"(?:仅|只|限)[^，。；]{0,8}(?:本[省市县区地]|辖区|户籍)",
    r"外[省市县地][^，。；]{0,10}(?:不|无法)|(?:异地|跨[省市县区域])[^，。；]{0,10}(?:不|未|无法)",
    r"超出[^，。；]{0,6}(?:辖区|管辖|区域)|无管辖权",
)
_ABOUT_PAPERS = Wording(r"材料|证明|资料|补正|开具|出具|缺|不齐|不全")
_FOR_ITS_PAPERS = Wording(
    r"(?:材料|资料)[^，。；]{0,6}(?:不齐|不全|不完整|缺)|缺[少失]?[^，。；]{0,10}(?:材料|资料)|未补正"
)
_OF_A_PLACE = Wording(
    r"户籍|户口|辖|区域|异地|外[省市县地]|本[省市县区地]|所在地|居住|参保|注册地|属地|通办|跨[省市县区]|当地"
)


def refuses_for_place(refusal: str) -> bool:
    """Return whether some clause refuses for where the applicant is from, and none for what was handed in."""
    if _FOR_ITS_PAPERS.is_in(refusal):
        return False
    return any(_FOR_ITS_PLACE.is_in(clause) and not _ABOUT_PAPERS.is_in(clause) for clause in clauses(refusal))


def refuses_for_papers_only(refusal: str) -> bool:
    """Return whether what was handed in is refused, in words behind which no place can hide."""
    return _FOR_ITS_PAPERS.is_in(refusal) and not _OF_A_PLACE.is_in(refusal)
