"""L31's facts: full names in the capacity of an organ or a title; words that only look like names prove nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicha.documents.places import named_places
from zicha.model.facts.forms import PlaceKind


def places_in(text: str, title: str = "") -> list[tuple[str, PlaceKind]]:
    return [(place.name, place.kind) for place in named_places([[text]], title)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("受理机关：洛阳市行政审批局", PlaceKind.ORGAN),
        ("特向洛阳市人民政府申请", PlaceKind.ORGAN),
        ("洛阳市涧西区市场监督管理局", PlaceKind.ORGAN),
        ("地址：洛阳市中州路1号", PlaceKind.MENTION),
        ("洛阳市某某有限公司", PlaceKind.MENTION),
        ("洛阳市公共场所卫生许可申请表", PlaceKind.TITLE),
        ("《洛阳市公共场所卫生许可申请表》", PlaceKind.TITLE),
        ("请填写《洛阳市公共场所卫生许可申请表》", PlaceKind.MENTION),
        ("现向洛阳市行政审批局按照规定提出申请", PlaceKind.ORGAN),
        ("洛阳市市场监督管理局根据有关办法受理", PlaceKind.ORGAN),
        ("洛阳市郑东新区管委会", PlaceKind.ORGAN),
    ],
)
def test_a_place_is_named_in_a_capacity(text: str, kind: PlaceKind) -> None:
    assert ("洛阳市", kind) in places_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "依据《郑州市城市市容和环境卫生管理条例》",
        "按照郑州市人民政府令第123号执行",
        "根据洛阳市水利局取水许可管理办法",
        "洛阳新区、济源示范区的企业",
        "发证机关：洛阳高新区行政审批局",
        "沿海城市和相应城市",
        "由卫生部门会同县级机关办理",
        "城区、矿区、郊区、和县",
        "户籍地址：洛阳市涧西区",
        "毕业院校：洛阳市第一中学",
        "东方市场、洛阳市场",
        "",
    ],
)
def test_what_is_a_note_or_a_word_is_no_place(text: str) -> None:
    assert places_in(text) == []


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("受理机关：洛阳高新区行政审批局", "洛阳高新区", "410300"),
        ("郑州经济技术开发区管理委员会", "郑州经济技术开发区", "410100"),
        ("郑州航空港经济综合实验区市场监督管理局", "郑州航空港经济综合实验区", "410100"),
        ("济源示范区水利局", "济源示范区", "419001"),
        ("开封城乡一体化示范区管委会", "开封城乡一体化示范区", "410200"),
    ],
)
def test_the_organ_of_a_zone_is_its_citys(text: str, name: str, code: str) -> None:
    (place,) = named_places([[text]], "")
    assert (place.name, place.codes, place.kind) == (name, (code,), PlaceKind.ORGAN)


@pytest.mark.parametrize(
    "text", ["住址（例：洛阳市涧西区中州路1号）", "地址，例如：洛阳市中州路1号", "住所（示例：洛阳市中州路）"]
)
def test_a_place_that_shows_how_to_write_an_address_is_none(text: str) -> None:
    assert places_in(text) == []
    assert places_in(f"{text}，受理机关：洛阳市水利局") != []


@pytest.mark.parametrize(("name", "code"), [("开封县", "410224"), ("金明区", "410211"), ("孟津县", "410322")])
def test_a_county_that_is_no_more_is_known(name: str, code: str) -> None:
    (place,) = named_places([[f"{name}市场监督管理局"]], "")
    assert (place.name, place.codes, place.kind) == (name, (code,), PlaceKind.ORGAN)


def test_a_name_that_several_cities_share_carries_all_codes() -> None:
    (place,) = named_places([["鼓楼区市场监督管理局"]], "")
    assert "410204" in place.codes
    assert len(place.codes) > 1


def test_the_strongest_capacity_wins_and_each_place_stands_once() -> None:
    assert places_in("洛阳市中州路1号，洛阳市行政审批局") == [("洛阳市", PlaceKind.ORGAN)]


@settings(deadline=None)  # the processors may be busy
@given(st.text(alphabet=st.sampled_from("洛阳市郑州开封鼓楼区《》〔〕局条例令第1号\t ："), max_size=60))
def test_any_text_is_looked_through(text: str) -> None:
    for place in named_places([[text]], text[:10]):
        assert place.name in text.replace(" ", "")
        assert place.quote
