"""A page of header, footer and one sentence only says that sentence; a notice says nothing of the page it stands on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.support.journeys import DEPARTMENT, MATTER, page, walked
from tests.support.tab import PROFILE, button, field, look
from zicha.model.facts.forms import DownloadOutcome
from zicha.model.facts.journey import Ending
from zicha.portal.live.downloads import Downloads, ReadDocument
from zicha.portal.live.look import Look
from zicha.portal.live.notices import nobodys_defect, own_words
from zicha.portal.live.visitor import Visitor

GUIDE = "事项名称 取水许可审批 法定办结时限 20个工作日 承诺办结时限 10个工作日 办理地点 开封市民之家三楼A区" * 4


@pytest.mark.parametrize("encoding", ["gb18030", "gb2312", "big5hkscs"])
def test_a_page_in_another_encoding_says_nothing(encoding: str) -> None:
    garbled = GUIDE.encode(encoding, "ignore").decode("utf-8", "replace")
    assert nobodys_defect(200, look(garbled), PROFILE) == "页面显示为乱码"


@pytest.mark.parametrize("name", ["测试�人员", "�" * 19, "李�锴 " * 5])
def test_a_name_that_cannot_be_read_is_no_such_page(name: str) -> None:
    assert nobodys_defect(200, look(GUIDE + name), PROFILE) == ""


LINKS = tuple(
    f"{name}服务专栏"
    for name in [
        "教育",
        "医疗",
        "就业",
        "住房",
        "社保",
        "公积金",
        "企业开办",
        "纳税",
        "交通",
        "民政",
        "婚姻",
        "文化",
        "旅游",
    ]
)
HEAD = "\n".join(
    ("河南政务服务网", "首页 | 个人服务 | 法人服务 | 好差评", *LINKS, *(f"{link}办事大厅" for link in LINKS))
)
FOOT = "\n".join(
    (
        "主办：河南省人民政府办公厅　承办：河南省行政审批和政务信息管理局　技术支持：河南政务大数据中心",
        "豫ICP备00000000号　豫公网安备 41010000000000号　网站标识码：4100000000　版权所有 © 2026",
        "建议使用谷歌、火狐或360浏览器极速模式，1920×1080分辨率访问本网站，以获得最佳的浏览体验",
        "政务服务热线：12345（工作日8:30—18:00）　" + "　".join(LINKS) * 2,
    )
)
MENU = tuple(map(button, ("首页", "个人服务", "法人服务", "好差评", *LINKS, *(f"{link}办事大厅" for link in LINKS))))
CONTENT = "\n".join(f"第{n}项 受理条件：申请人应当具有与其经营规模相适应的场所和设施" for n in range(3))


def framed(sentence: str, **more: Any) -> Look:
    """A page whose header and footer nothing marks as such."""
    return look(f"{HEAD}\n{sentence}\n{FOOT}", **{"buttons": MENU, **more})


def reason(shown: Look, status: int = 200) -> str:
    return nobodys_defect(status, shown, PROFILE)


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("系统繁忙，请稍后重试", "限制访问频率"),
        ("您的访问过于频繁\n请稍后再试", "限制访问频率"),
        ("抱歉！\n系统正在维护，预计将于今日18时恢复", "正在维护"),
        ("系统升级中", "正在维护"),
        ("请完成安全验证后继续访问", "要求人工验证"),
        ("本网站将于12月1日0时至6时升级维护", "正在维护"),
    ],
)
def test_a_page_of_one_sentence_says_only_that(sentence: str, phrase: str) -> None:
    assert len(framed(sentence).main) > 400
    assert phrase in reason(framed(sentence))
    assert phrase in reason(look(sentence))


def test_who_is_kept_out_is_so_whatever_stands_around() -> None:
    assert "HTTP 403" in reason(framed("拒绝访问"), status=403)


@pytest.mark.parametrize(
    "notice",
    [
        "每月25日20时至24时系统维护，请避开该时段",
        "公告：本网站将于12月1日0时至6时升级维护。",
        "为提升服务，系统拟于周末停机维护；请提前办理",
        "系统例行升级维护时间为每周日凌晨",
        "如遇系统繁忙，请稍后重试",
    ],
)
@pytest.mark.parametrize("around", ["{}", HEAD + "\n{}\n" + FOOT], ids=["alone", "frame"])
def test_a_notice_says_nothing_of_the_page_it_stands_on(notice: str, around: str) -> None:
    assert reason(look(around.format(f"{notice}\n{CONTENT}"), buttons=MENU)) == ""


@pytest.mark.parametrize("notice", ["每月最后一个周五18:00起系统维护，请提前安排", "系统例行升级维护：每周日凌晨"])
def test_what_is_done_again_and_again_is_no_state(notice: str) -> None:
    """A home page, say, on which nothing else stands but links."""
    assert reason(framed(notice)) == ""
    assert "正在维护" in reason(framed(f"{notice}\n系统正在维护"))


@pytest.mark.parametrize("name", ["公园活动场地使用备案", "主办单位：新乡市城市管理局"])
def test_a_guide_in_one_line_is_no_foot(name: str) -> None:
    """What every site writes at its foot may be part of a name."""
    guide = f"{name}，{CONTENT}".replace("\n", "，") * 2
    assert reason(look(f"公告：本网站将于12月1日0时至6时升级维护。\n{guide}")) == ""
    assert own_words(look("企业投资项目备案")) == ("企业投资项目备案",)


def test_a_long_page_that_speaks_of_it_does_not_say_so() -> None:
    assert reason(framed(f"{CONTENT * 6}\n系统繁忙，请稍后重试")) == ""


@pytest.mark.parametrize("toast", ["系统繁忙，请稍后重试", "访问过于频繁"])
def test_a_toast_over_a_long_page_tells_that_it_did_not_come(toast: str) -> None:
    assert "限制访问频率" in reason(framed(CONTENT * 6, toasts=(toast,)))


@pytest.mark.parametrize("toast", ["保存成功", "系统将于今晚升级", "系统升级公告"])
def test_a_toast_that_tells_something_else_does_not(toast: str) -> None:
    assert reason(framed(CONTENT * 6, toasts=(toast,))) == ""


def test_what_is_left_of_a_page_without_its_frame() -> None:
    assert own_words(framed("系统繁忙，请稍后重试")) == ("河南政务服务网", "系统繁忙，请稍后重试")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("公告：每月最后一个周五18:00起系统维护\n您要的文件不存在", DownloadOutcome.DEAD),
        ("系统正在维护，请稍后下载", DownloadOutcome.UNANSWERED),
        ("登录超时，请重新登录", DownloadOutcome.UNANSWERED),
    ],
)
def test_a_notice_is_no_excuse_for_a_file_that_does_not_come(words: str, outcome: DownloadOutcome) -> None:
    downloads = Downloads(cast(Visitor, SimpleNamespace(profile=PROFILE)), cast(ReadDocument, None), "")
    assert downloads.nothing(words).fetched is outcome


class TestOnTheWay:
    """A page of a department with its own header and footer, whose links are no list of matters."""

    @pytest.mark.parametrize(
        ("sentence", "ending"),
        [
            ("该事项暂不支持网上办理", Ending.UNAVAILABLE),
            ("抱歉，您访问的页面不存在", Ending.NOT_LOADED),
            ("系统异常", Ending.REFUSED),
        ],
    )
    def test_a_sentence_among_links_is_what_the_page_says(self, sentence: str, ending: Ending) -> None:
        assert walked(framed(sentence, url=f"{DEPARTMENT}/x"))[0].ending is ending

    @pytest.mark.parametrize(
        ("toast", "ending"),
        [
            ("登录超时，请重新登录", Ending.LOGIN),
            ("该事项暂不支持网上办理", Ending.UNAVAILABLE),
            ("暂存成功", Ending.FORM),
        ],
    )
    def test_a_toast_over_a_form_counts(self, toast: str, ending: Ending) -> None:
        form = page("填写", fields=(field("经营范围", required=True),), buttons=(button("下一步"),), toasts=(toast,))
        assert walked(form)[0].ending is ending

    def test_a_home_page_is_still_one(self) -> None:
        """It has links and words of its own."""
        home = framed(
            "本系统办理下列业务：" + "许可、备案、年报、变更、注销、查询、公示、投诉。" * 20, url=f"{DEPARTMENT}/x"
        )
        assert walked(home)[0].ending is Ending.ELSEWHERE

    def test_a_short_form_keeps_its_place(self) -> None:
        shown = page(f"填写 {MATTER.name}", f"{DEPARTMENT}/y", buttons=(button("下一步"),))
        assert walked(shown, shown)[0].ending is not Ending.ELSEWHERE
