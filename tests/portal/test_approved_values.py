"""What the approved list says tells what the labels of a strange portal mean, whatever they are called."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.matters import make_matter
from zicha.portal.approved_values import approved_values, plain_value
from zicha.portal.guide.unknown_labels import unknown_labels
from zicha.portal.profile import load_profile
from zicha.portal.recognition import Lexicon

LEXICON = Lexicon(load_profile("demo", "http://127.0.0.1:1"))
MATTER = make_matter(
    ("企业法人", "事业法人"),
    法定办结时限="20个工作日",
    承诺办结时限="8个工作日",
    到办事现场次数=1,
    受理条件=["有固定的经营场所", "有相应的技术人员"],
    申请材料=[
        {"材料名称": "取水许可申请表", "收取方式": "电子"},
        {"材料名称": "水资源论证报告书", "收取方式": "电子"},
    ],
    办理流程=[
        {"环节名称": "初审", "办理时限": "3个工作日", "办理人": "水资源科"},
        {"环节名称": "批准", "办理时限": "2个工作日", "办理人": "局长"},
    ],
    常见问题=[{"问": "要多久？", "答": "8天左右。"}],
)
APPROVED = approved_values(MATTER)

PAIRS = (
    ("时长承诺", "8个工作日"),
    ("法律所定时长", "20 个工作日"),
    ("面向谁", "事业法人，企业法人"),
    ("跑几趟", "1次"),
)
MEANT = {"时长承诺": "承诺办结时限", "法律所定时长": "法定办结时限", "面向谁": "服务对象", "跑几趟": "到办事现场次数"}


def meanings(source: str) -> dict[str, str]:
    """What the labels of a page mean by what stands beside and beneath them."""

    def meaning(value: str) -> str | None:
        return APPROVED.get(plain_value(value))

    labels = unknown_labels(drawn(source), LEXICON.is_label, meaning)
    return {label.words.strip("：▼ "): label.element or label.section for label in labels}


@pytest.mark.parametrize(
    "form",
    [
        "<table>{}</table>|<tr><td>{k}：</td><td>{v}</td></tr>",
        "<dl>{}</dl>|<dt>{k}</dt><dd>{v}</dd>",
        "<div>{}</div>|<div><span>{k}</span><span>{v}</span></div>",
        "<ul>{}</ul>|<li><b>{k}</b><i>{v}</i></li>",
        "<div>{}</div>|<p>{k}：{v}</p>",
        "<table><tr>{}</tr></table>|<td>{k}</td><td>{v}</td>",
    ],
    ids=["cells", "definitions", "spans", "list", "colons", "one row"],
)
@pytest.mark.usefixtures("drawing")
def test_a_value_tells_what_its_label_means(form: str) -> None:
    whole, pair = form.split("|")
    pairs = "".join(pair.replace("{k}", label).replace("{v}", value) for label, value in PAIRS)
    assert MEANT.items() <= meanings(whole.replace("{}", pairs)).items()


@pytest.mark.usefixtures("drawing")
def test_what_looks_like_such_a_label_is_one() -> None:
    pairs = (*PAIRS, ("有无年检", "无"))
    source = "".join(
        f"<div><span style='color:#888'>{label}</span><span>{value}</span></div>" for label, value in pairs
    )
    assert meanings(source)["有无年检"] == ""


@pytest.mark.usefixtures("drawing")
def test_the_columns_of_a_list_tell_its_head_and_its_title() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>电子</td><td>盖章</td></tr>"
        for n, name in enumerate(("取水许可申请表", "水资源论证报告书"), 1)
    )
    head = "".join(f"<td><b>{words}</b></td>" for words in ("编号", "要交什么", "怎么交", "印记"))
    source = f"<table><tr><td colspan=4>要交的东西</td></tr><tr>{head}</tr>{rows}</table>"
    assert meanings(source) == {"要交的东西": "申请材料", "要交什么": "材料名称", "怎么交": "收取方式", "印记": ""}


@pytest.mark.usefixtures("drawing")
def test_what_unfolds_tells_what_it_is_headed_by() -> None:
    parts = {
        "谁可以来": "<div>1.有固定的经营场所</div><div>2.有相应的技术人员</div>",
        "走哪几步": "<div><b>初审</b><p>用时：3个工作日</p></div><div><b>批准</b><p>用时：2个工作日</p></div>",
        "有人问过": "<div><p>来访：要多久？</p><p>窗口：8天左右。</p></div>",
    }
    source = "".join(
        f"<div><p onclick=x() style='cursor:pointer'>{title}<i>▼</i></p><div style='display:none'>{body}</div></div>"
        for title, body in parts.items()
    )
    assert {"谁可以来": "受理条件", "走哪几步": "办理流程", "有人问过": "常见问题"}.items() <= meanings(source).items()


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>初审</td><td>3个工作日</td><td>水资源科</td></tr></table>",
        "<ul><li>取水许可申请表</li><li>水资源论证报告书</li></ul>",
        "<p>取水许可申请表</p><p>电子</p>",
        "<p><a href=/>首页</a> <a href=/x>水利服务</a> <span>取水许可审批</span></p>",
        "<table><tr><th>材料名称</th><th>份数</th><th>材料形式</th></tr>"
        "<tr><td>其他资料</td><td>原件：1 份</td><td>电子</td></tr></table>",
    ],
)
@pytest.mark.usefixtures("drawing")
def test_what_is_a_value_itself_is_no_label(source: str) -> None:
    assert meanings(source) == {}


def test_a_value_of_two_elements_tells_nothing() -> None:
    matter = make_matter(法定办结时限="5个工作日", 承诺办结时限="5个工作日", 是否收费="否")
    approved = approved_values(matter)
    assert (approved["5个工作日"], "否" in approved, "是" in approved) == ("", False, False)


@pytest.mark.parametrize(
    ("written", "value"),
    [("企业法人、事业法人", "事业法人；企业法人"), ("１.有固定的 场所。", "有固定的场所"), ("（一）初审", "初审")],
)
def test_values_are_compared_without_order_and_number(written: str, value: str) -> None:
    assert plain_value(written) == plain_value(value)
