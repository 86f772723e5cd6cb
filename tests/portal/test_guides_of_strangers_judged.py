"""Whole guides of portals built by others, read and judged: a healthy one has no problem, a planted defect is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.easel import drawn
from tests.support.facts import SEEN
from tests.support.guide_shapes import PROFILE
from tests.support.matters import make_matter
from tests.support.offered_forms import files, form_file
from tests.support.reading import (
    element_differences,
    material_differences,
    missing_forms,
    process_differences,
    time_limit_differences,
)
from zicha.model.facts.forms import DownloadOutcome
from zicha.model.facts.guide import GuidePage
from zicha.model.finding import Problem, Severity
from zicha.model.page import Page
from zicha.portal.guide.reader import read_guide
from zicha.portal.live.downloads import offers

pytestmark = pytest.mark.usefixtures("drawing")

PAPER = {"材料类型": "原件", "收取方式": "纸质", "原件份数": 1, "复印件份数": 0, "材料必要性": "必要"}
LICENCE = {"材料类型": "复印件", "收取方式": "电子", "原件份数": 0, "复印件份数": 1, "材料必要性": "必要"}
MATTER = make_matter(
    通办范围="全市通办",
    办理地点="开封市政务服务中心一楼",
    咨询方式="0371-23881001",
    监督投诉方式="0371-23881002",
    受理条件=["符合水资源规划", "有取水计量方案"],
    设定依据=["《中华人民共和国水法》第四十八条"],
    是否收费="否",
    申请材料=[
        {"材料名称": "取水许可申请表", "空白表格": True, "示例样表": True, **PAPER},
        {"材料名称": "营业执照", "数据共享减免": "是", **LICENCE},
    ],
    办理流程=[
        {"环节名称": "受理", "办理时限": "1个工作日"},
        {"环节名称": "审查", "办理时限": "6个工作日"},
        {"环节名称": "决定", "办理时限": "3个工作日"},
    ],
    常见问题=[{"问": "多长时间办结？", "答": "10个工作日。"}],
)

PAGES = {
    page.stem: page.read_text(encoding="utf-8")
    for page in sorted((Path(__file__).parent / "guides_of_strangers").glob("*.html"))
}


def judged(source: str) -> list[Problem]:
    return judged_of(drawn(source))


def judged_of(shown: Page) -> list[Problem]:
    text = read_guide([("", shown)], PROFILE)
    page = GuidePage(
        url="https://portal.example/guide/1",
        at=SEEN,
        title="办事指南",
        values=tuple(text.values),
        materials=text.group("申请材料"),
        steps=text.group("办理流程"),
        fees=text.group("收费项目"),
        questions=text.group("常见问题"),
        asides=tuple(text.asides),
    )
    offered = (
        form_file(
            offer.role,
            material=offer.material,
            shown=offer.shown,
            fetched=DownloadOutcome.ABSENT if offer.absent else DownloadOutcome.UNANSWERED,
        )
        for offer in offers(page.materials)
    )
    return [
        *time_limit_differences(page, MATTER.guide),
        *material_differences(page, MATTER.guide),
        *process_differences(page, MATTER.guide),
        *element_differences(page, MATTER),
        *missing_forms(files(*offered), page, MATTER),
    ]


QUESTIONS = {
    "one_table": 1, "side_summary": 1, "headed_panels": 2, "nested_tables": 1, "timeline": 1, "descriptions": 2,
    "phone_cards": 1,
}  # fmt: skip
"""What a person is asked of a healthy guide.

The kinds of its materials that it does not tell, a law with its text, elements that it does not show, and what it shows
of another matter.
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_healthy_guide_has_no_problem(name: str) -> None:
    problems = judged(PAGES[name])
    assert [each.text for each in problems if each.severity is Severity.ERROR] == []
    assert len(problems) == QUESTIONS.get(name, 0), [each.text for each in problems]


OF_ANOTHER = [
    "<div><h3>相关推荐</h3><div><div>排污许可</div><p>承诺办结时限：3个工作日</p><p>办理地点：环保局二楼</p></div></div>",
    "<div><div><b>排污许可</b><dl><dt>承诺办结时限</dt><dd>3个工作日</dd></dl></div></div>",
    "<div><strong>排污许可</strong><span>承诺时限：3个工作日</span></div><a href='/x'>在线办理</a>",
    "<h3>热门事项</h3><ul><li><span>排污许可</span> <span>承诺时限：3个工作日</span> <button>办理</button></li></ul>",
    "<table><tr><td>排污许可</td><td>承诺时限：3个工作日</td><td><a href='/2'>在线办理</a></td></tr></table>",
    "<div><p>排污许可</p><p>办件类型：即办件</p><p>承诺办结时限：3个工作日</p></div>",
    "<div><h3>相关事项</h3><div><p>事项名称：排污许可</p><p>办件类型：即办件</p><p>承诺时限：3个工作日</p></div></div>",
    "<div><div>事项名称：排污许可<br>实施主体：生态环境局<br>承诺时限：3个工作日</div><a href='/x'>在线办理</a></div>",
]


@pytest.mark.parametrize("name", PAGES)
def test_values_under_another_name_are_asked_about_at_most(name: str) -> None:
    before = [each.text for each in judged(PAGES[name])]
    for box in OF_ANOTHER:
        for source in (PAGES[name] + box, box + PAGES[name]):
            problems = judged(source)
            assert [each.text for each in problems if each.severity is Severity.ERROR] == []
            assert set(before) <= {each.text for each in problems}
            assert all(
                "排污许可" in each.text or "常见问题" in each.text for each in problems if each.text not in before
            )


CUT = {
    "取水许可申请表": "取水许可申…",
    "符合水资源规划": "符合水资…",
    "有取水计量方案": "有取水计…",
    ">营业执照": ">营业…",
    "开封市政务服务中心一楼": "开封市政…",
    "0371-23881002": "0371-238…",
    "20个工作日": "20个工…",
    "审查": "审…",
}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_cut_off_is_asked_about(name: str) -> None:
    source = PAGES[name]
    for whole, cut in CUT.items():
        source = source.replace(whole, cut)
    problems = judged(source)
    assert [each.text for each in problems if each.severity is Severity.ERROR] == []
    assert len(problems) > len(CUT) // 2


DEFECTS = {
    "承诺办结时限": {
        "<em>10</em>个": "<em>15</em>个",
        "承诺办结时限：10": "承诺办结时限：15",
        "<dd>10<": "<dd>15<",
        "<p>10（": "<p>15（",
        "<b>10（": "<b>15（",
        ">10个工作日</p><p>承诺": ">15个工作日</p><p>承诺",
        ">10个工作日<": ">15个工作日<",
    },
    "法定办结时限": {
        "<em>20</em>个": "<em>45</em>个",
        "法定办结时限：20": "法定办结时限：45",
        "<dd>20<": "<dd>45<",
        "<p>20<": "<p>45<",
        "<p>20（": "<p>45（",
        "<b>20（": "<b>45（",
        ">20个工作日</p><p>法定": ">45个工作日</p><p>法定",
        ">20个工作日<": ">45个工作日<",
    },
    "办件类型": {"承诺件": "即办件"},
    "“营业执照”": {"营业执照": "法人登记证明"},
    "未提供空表": {
        '<a onclick="dl(1)">空白表格</a>': "",
        '<a href="/1">空表</a>': "",
        "<a href=/1>下载空表</a>": "",
        '<a onclick="dl(1)">下载</a>': "无",
        '<a href="/file/b.doc">空表</a>': "",
        '<a href="/b1">下载</a>': "",
        '<a href="/b1">空白表格</a>': "",
    },
    "审查": {"6个工作日": "9个工作日"},
    "监督投诉方式": {"0371-23881002": "0378-1234567"},
    "受理条件": {"水资源规划": "土地规划"},
}
"""What a problem says of each defect, and the words of the pages in which it is planted."""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(name: str, defect: str) -> None:
    source = PAGES[name]
    for before, after in DEFECTS[defect].items():
        source = source.replace(before, after)
    assert source != PAGES[name]
    assert any(defect in each.text for each in judged(source) if each.severity is Severity.ERROR)
