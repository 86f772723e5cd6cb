"""Publications of every wording, and their pages on any skin as a visitor gets to see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import jinja2

from tests.support import easel
from tests.support.guide_shapes import PROFILE
from tests.support.live_matters import STEPS, numbered
from zicha.model.matter import Matter
from zicha.model.page import OpenedEntry, OpenedPage, Page
from zicha.portal.guide.reader import openers_on
from zicha_demo.backend import templates
from zicha_demo.guide_view import entry_address, evaluation_address
from zicha_demo.publication import Platform, Publication
from zicha_demo.publishing import publish
from zicha_demo.skins.grammar import Skin
from zicha_demo.skins.guide_body import PANED, GuideBody
from zicha_demo.skins.tags import Tags

PAPERS = [
    {"材料名称": "取水许可申请书", "空白表格": True, "示例样表": True, "填报须知": "如实填写，不得涂改。一式两份"},
    {"材料名称": "营业执照", "数据共享减免": True, "来源渠道": "政府部门核发", "电子证照名称": "营业执照"},
    {"材料名称": "建设项目水资源论证报告书", "收取方式": "纸质", "空白表格": True, "复印件份数": 2},
    {"材料名称": "平面布局图（A3）", "收取方式": "电子", "材料必要性": "非必要", "示例样表": True},
    {"材料名称": "法定代表人身份证明", "材料类型": "复印件", "原件份数": 0, "复印件份数": 1, "材料必要性": "容缺后补"},
]
FEES = [
    {
        "收费项目名称": "水资源费",
        "收费标准": "每立方米0.4元",
        "收费依据": "发改价格〔2013〕29号",
        "减免情形": "农业用水免征",
    }
]
_LISTS = {"申请材料": "materials", "办理流程": "process"}
SHARE = 5
"""Of so many elements a publication has one."""
LAWS = ["《中华人民共和国水法》第四十八条", "《取水许可和水资源费征收管理条例》第二条"]
ANSWERS = [
    {"问": "多久可以办结？", "答": "自受理之日起10个工作日内办结。"},
    {"问": "需要跑几次？", "答": "最多到现场1次，核验原件。"},
]


@cache
def written(number: int) -> Matter:
    """A matter whose guide says more or less, by its number."""
    papers, answers = PAPERS[number % 3 : number % 3 + 1 + number % 4], ANSWERS[: number % 3]
    fees: dict[str, Any] = {"是否收费": True, "收费项目": FEES} if number % 4 == 3 else {}
    return numbered(
        number,
        "取水许可审批",
        申请材料=papers,
        常见问题=answers,
        办理流程=STEPS[: 2 + number % 3],
        受理条件=["在本市从事取水活动的单位。", "有符合规定的计量设施"][: 1 + number % 2],
        设定依据=["《中华人民共和国水法》第四十八条", "《取水许可和水资源费征收管理条例》第二条"][
            : 1 + (number // 2) % 2
        ],
        办理地点="开封市市民之家二楼A区取水许可综合窗口6号、7号",
        办理时间="工作日上午9:00-12:00，下午13:00-17:00",
        **fees,
    )


def published(number: int, skin: Skin) -> Publication:
    """What the portal publishes of a matter, on a skin: of its elements a part, another one for each number."""
    whole = publish(written(number), number)
    elements = tuple(each for place, each in enumerate(whole.elements) if (place + number) % SHARE == 0)
    return whole.model_copy(update={"skin": skin, "elements": elements})


def pages_of(publication: Publication) -> list[tuple[str, str]]:
    """The page, and the page with each part open that is closed at first, each under the name of the part."""
    body = GuideBody(publication)
    if publication.skin.panes == "accordion":
        return [("", _page(publication, body, [part.key for part in body.sections]))]
    later = body.sections[1:] if publication.skin.panes in PANED else ()
    first = ("", _page(publication, body, ["basic"]))
    return [first, *((part.heading, _page(publication, body, [part.key])) for part in later)]


def opened_pages(publication: Publication) -> list[OpenedPage]:
    """The pages as a browser draws them, with what comes when 详情 of a material or a step is pressed."""
    pages = [(name, easel.drawn(page)) for name, page in pages_of(publication)]
    openers = [openers_on(name, page, pages[0][1], PROFILE) for name, page in pages]
    places = [(opener.kind, opener.place) for of_page in openers for opener in of_page]
    details = dict(zip(places, _details(publication, places), strict=True)) if places else {}
    return [
        OpenedPage(
            tab=name,
            page=page,
            entries=tuple(OpenedEntry(at=each.at, page=details[each.kind, each.place]) for each in of_page),
        )
        for (name, page), of_page in zip(pages, openers, strict=True)
    ]


def _details(publication: Publication, places: Sequence[tuple[str, int]]) -> list[Page]:
    """What comes for each entry, all drawn at once."""
    body = GuideBody(publication)
    boxes = "".join(f"<div>{body.details(place, _LISTS[kind])}</div>" for kind, place in places)
    page = easel.drawn(f"<style>{_site_style()}</style><style>{body.style}</style>{boxes}")
    return [page.part(number) for number, each in enumerate(page.containers) if each.parent == 0 and each.tag == "div"]


def _page(publication: Publication, body: GuideBody, opened: Sequence[str]) -> str:
    page = (
        _templates()
        .get_template("guide.html")
        .render(
            publication=publication,
            body=body,
            opened=opened,
            frame=publication.skin.frame,
            layout="layout.html",
            site=Platform().site_name,
            user=None,
            entry_address=entry_address(publication),
            evaluation_address=evaluation_address(publication),
        )
    )
    for address, content in (
        ('<link rel="stylesheet" href="/static/site.css">', f"<style>{_site_style()}</style>"),
        (f"/portal/guide/{publication.page_id}/flow.svg", f"data:image/svg+xml,{quote(body.picture())}"),
    ):
        page = page.replace(address, content)
    return _unfolded(page, Tags(publication.skin.classes))


def _unfolded(page: str, tags: Tags) -> str:
    """The page once every 展开 beside a text that is cut off has been pressed."""
    cut, whole = (f'<span class="{tags.names(role)}"' for role in ("cut", "whole"))
    fetched = rf'{cut}>[^<]*</span><a class="{tags.names("button")}" href="[^"]*" data-rest="([^"]*)">展开</a>'
    page = re.sub(fetched, rf"{whole}>\1</span>", page)
    page = page.replace(f"{whole} hidden>", f"{whole}>").replace(f"{cut}>", f"{cut} hidden>")
    return page.replace('data-whole="1">展开', 'data-whole="1">收起')


@cache
def _site_style() -> str:
    return (files("zicha_demo") / "static" / "site.css").read_text(encoding="utf-8")


@cache
def _templates() -> jinja2.Environment:
    return templates()
