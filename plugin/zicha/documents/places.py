"""Which cities, counties and provinces a document names, and in what capacity (机关, 标题, 提及).

Only full names count: short ones match by chance four times on every two pages. A name in 《…》 that is not a form's,
or as the author of a legal text, counts not; nor does one beside 籍贯, 户籍, 毕业院校 and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from zicha.documents.content import Rows
from zicha.model.facts.forms import NamedPlace, PlaceKind

_COMMON_WORDS = frozenset(
    [
        "海城市",
        "应城市",
        "项城市",
        "会同县",
        "东方市",
        "矿区",
        "城区",
        "郊区",
        "老城区",
        "新城区",
        "解放区",
        "城东区",
        "城西区",
        "城南区",
        "城北区",
        "城中区",
        "市中区",
        "市南区",
        "市北区",
        "新市区",
        "东山区",
        "西山区",
        "南山区",
        "北山区",
        "上街区",
        "河东区",
        "河西区",
        "河北区",
        "江北区",
        "江南区",
        "朝阳区",
        "和平区",
        "向阳区",
        "新抚区",
        "文峰区",
    ]
)
"""Names that are words as well (沿海城市, 相应城市, 会同县级…): without their city they prove nothing."""
_NOT_AFTER = re.compile(r"场(?!所)|级|域|分|别|间|块")  # 市场, 县级, 区域, 区分 …
_NOTE = re.compile(r"《[^《》]*(?<![表书])》|[〔\[][^〕\]]*[〕\]]")
_LEGAL = re.compile(
    r"(?:(?!按照?|[根依]据|依照|有关|相关|符合|遵守|申请|提出|受理|报送)[\u4e00-\u9fff]){0,18}?"
    r"(?:令第|第[\d一二三四五六七八九十百]+号令|条例|规定|办法|细则|规章|公告第)"
)
"""The author of a legal text; an organ that acts 按照规定, or 根据有关办法, is none."""
_ORGAN = re.compile(
    r"[\u4e00-\u9fff]{0,14}?(?:人民政府|[\u4e00-\u9fff]局(?![部限面])|委员会|管委会|(?<![餐客])厅|服务中心|管理中心|政务|办事大厅|法院|检察院"
    r"|支队|大队|总队|有关部门|主管部门|街道办事处|海关)"
)
_COMPANY = re.compile(r"[\u4e00-\u9fff]{0,20}?(?:公司|厂|店|路|街|小区|大道|号)")
_FORM = re.compile(r"[\u4e00-\u9fff（）()]{0,30}?(?:申请|登记|备案|审批|审核|申报)?(?:表|书)(?![\u4e00-\u9fff])")
_APPLICANTS_PAST = re.compile(
    r"(?:籍贯|户籍|户口|出生|原籍|生源|毕业|学校|院校|生产|制造|厂家|产地|起运|到达|目的|途经|迁[出入]|转[出入]|原单位|签发|发证)"
    r"[^:：\t]{0,8}[:：\t ]*[^\t：:]{0,12}$"
)
_EXAMPLE = re.compile(r"(?:[（(【](?:填写)?(?:示?例|如|样例|例如|示例)|(?:例如|如|例)[:：])[^）)】]{0,40}$")
"""What a form prints to show how an address is written."""
_ZONE = re.compile(
    r"(?:高新(?:技术产业(?:开发)?)?|经开|经济(?:技术)?开发|航空港(?:经济综合实验)?|(?:城乡一体化)?示范|自贸|综合保税|新)(?:[试实]验)?区"
)
"""The zones of a city have its name without 市, and organs of their own."""
_AROUND = 14
_AT_MOST = 20


@cache
def _names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the names by their first two characters, each with its codes."""
    by_start: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in (files("zicha.documents") / "places.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name = line.split()
        if name not in _COMMON_WORDS:
            known = by_start.setdefault(name[:2], {})
            known[name] = (*known.get(name, ()), code)
    return by_start


@cache
def _stems() -> dict[str, str]:
    """Return the names of cities of a prefecture's rank without their 市, each with its code."""
    named = ((code, name) for names in _names().values() for name, codes in names.items() for code in codes)
    cities = {name: code for code, name in named if name.endswith("市") and re.fullmatch(r"....00|..90..", code)}
    return {name[:-1]: code for name, code in cities.items() if len(name) > 2}


@cache
def _beginnings_of_stems() -> frozenset[str]:
    return frozenset(stem[:2] for stem in _stems())


def named_places(rows: Rows, title: str) -> tuple[NamedPlace, ...]:
    """Return every place once, in its strongest capacity."""
    strongest: dict[str, NamedPlace] = {}
    strength = tuple(PlaceKind)
    for row in rows:
        for place in _in_text("\t".join(row), title):
            known = strongest.get(place.name)
            if known is None or strength.index(place.kind) < strength.index(known.kind):
                strongest[place.name] = place
    return tuple(sorted(strongest.values(), key=lambda place: strength.index(place.kind)))[:_AT_MOST]


@cache
def _ends() -> re.Pattern[str]:
    """Return what finds a character with which a name ends; a text without any names no place."""
    return re.compile(f"[{''.join({name[-1] for names in _names().values() for name in names})}]")


def _in_text(text: str, title: str) -> Iterator[NamedPlace]:
    if not _ends().search(text):
        return
    text = re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", text)
    notes = [match.span() for match in _NOTE.finditer(text)]
    names, stems, at = _names(), _beginnings_of_stems(), 0
    while at < len(text) - 1:
        beginning = text[at : at + 2]
        known = names.get(beginning)
        name = max((n for n in known if text.startswith(n, at)), key=len, default="") if known else ""
        if not name:
            if beginning in stems and (zone := _organ_of_zone(text, at)):
                yield zone
            at += 1
            continue
        end = at + len(name)
        kind = _kind(text, at, end, name, title)
        if kind is not None and not any(start < at < stop for start, stop in notes):
            yield NamedPlace(codes=names[beginning][name], name=name, kind=kind, quote=_quote(text, at, end))
        at = end


def _organ_of_zone(text: str, at: int) -> NamedPlace | None:
    """Return the organ of a zone: 洛阳高新区行政审批局. Without its organ a zone counts not: 新区 is a word, too."""
    stem = next((text[at : at + size] for size in (4, 3, 2) if text[at : at + size] in _stems()), "")
    zone = _ZONE.match(text, at + len(stem)) if stem else None
    if zone is None or _APPLICANTS_PAST.search(text[:at]):
        return None
    if _LEGAL.match(text, zone.end()) or not _ORGAN.match(text, zone.end()):
        return None
    quote = _quote(text, at, zone.end())
    return NamedPlace(codes=(_stems()[stem],), name=text[at : zone.end()], kind=PlaceKind.ORGAN, quote=quote)


def _quote(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", text[max(0, start - _AROUND) : end + _AROUND]).strip()


def _kind(text: str, start: int, end: int, name: str, title: str) -> PlaceKind | None:
    after = text[end : end + 40]
    if _NOT_AFTER.match(after) or _LEGAL.match(after) or _APPLICANTS_PAST.search(text[:start]):
        return None
    organ, other = _ORGAN.match(after), _COMPANY.match(after)
    if organ and not (other and other.end() < organ.end()):
        return PlaceKind.ORGAN
    begins_a_form = _FORM.match(after) and not text[:start].strip(" 《")
    if begins_a_form or (name in title and text.strip() == title.strip()):
        return PlaceKind.TITLE
    return None if _EXAMPLE.search(text[:start]) else PlaceKind.MENTION
