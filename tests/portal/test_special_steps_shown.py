"""特殊环节: the record of its own that some portals keep, in a table, under its heading or beside its label."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.text import GuideText

pytestmark = pytest.mark.usefixtures("drawing")


def read(source: str) -> GuideText:
    return read_guide([("", drawn(source))], PROFILE)


STEPS = """<h3>办理流程</h3><table><tr><th>环节名称</th><th>办理时限</th><th>特殊环节</th></tr>
<tr><td>受理</td><td>1个工作日</td><td>否</td></tr></table>"""
RECORD = "<tr><th>特殊环节名称</th><th>所需时限</th><th>法定依据</th><th>是否计算在法定办结时限内</th></tr>"


@pytest.mark.parametrize(
    ("source", "records"),
    [
        (f"<h3>特殊环节</h3><table>{RECORD}<tr><td>听证</td><td>20日</td><td>--</td><td>否</td></tr></table>",
         ["听证 20日 -- 否"]),
        (f"<table>{RECORD}<tr><td>听证</td><td>20日</td><td>--</td><td>否</td></tr></table>", ["听证 20日 -- 否"]),
        ("<h3>特殊环节</h3><table><tr><th>环节名称</th><th>时限</th></tr><tr><td>听证</td><td>20日</td></tr></table>",
         ["听证 20日"]),
        ("<h3>基本信息</h3><table><tr><th>特殊环节</th><td>专家评审（20个工作日）</td></tr></table>",
         ["专家评审（20个工作日）"]),
        ("<h3>基本信息</h3><table><tr><th>特殊环节名称</th><td>听证</td><th>特殊环节时限</th><td>20日</td></tr></table>",
         ["听证 20日"]),
        ("<h3>基本信息</h3><p>特殊环节：听证</p>", ["听证"]),
        ("<h3>特殊环节</h3><p>特殊环节名称：听证</p><p>所需时限：20日</p><h3>基本信息</h3><p>法定时限：9日</p>",
         ["听证 20日"]),
    ],
)  # fmt: skip
def test_a_record_of_special_steps(source: str, records: list[str]) -> None:
    text = read(STEPS + source)
    assert [" ".join(value.text for value in group.values) for group in text.group("特殊环节")] == records
    (step,) = text.group("办理流程")
    assert [(value.element, value.text) for value in step.values] == [
        (Element.STEP_NAME, "受理"),
        (Element.STEP_LIMIT, "1个工作日"),
        (Element.STEP_SPECIAL, "否"),
    ]


def test_what_follows_a_record_of_a_special_step_is_of_the_matter() -> None:
    text = read(
        "<h3>基本信息</h3><table><tr><th>特殊环节</th><td>无</td></tr><tr><th>办理时限</th><td>9日</td></tr></table>"
    )
    assert [(value.element, value.text) for value in text.values] == [(Element.PROMISED_LIMIT, "9日")]
