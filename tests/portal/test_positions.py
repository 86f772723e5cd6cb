"""Where a visitor is said to be after a fact, so that the next one goes on from there or opens its own page."""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest
from playwright.sync_api import Error as BrowserError

from tests.support.authorisations import permitted
from tests.support.journeys import GUIDE, MATTER, PORTAL, PROFILE, page
from tests.support.tab import FakeTab, button, field, keeper_of, look
from tests.support.terms import terms_of
from zicha.model.facts.guide import Element, EvaluationPage, GuidePage
from zicha.model.facts.journey import Application, Ending, Submission
from zicha.model.facts.records import Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.application_visit import ApplicationVisit
from zicha.portal.live.guide_visit import GuideVisit
from zicha.portal.live.lying_over import CoveredError
from zicha.portal.live.pace import Pace
from zicha.portal.live.position import AtForm, AtGuide, Elsewhere
from zicha.portal.live.tab import Tab
from zicha.portal.live.visitor import Visitor

pytestmark = pytest.mark.usefixtures("drawing")

SOURCE = "<table><tr><th>事项名称</th><td>许可</td></tr><tr><th>承诺办结时限</th><td>5个工作日</td></tr></table>"
RATED = GUIDE.model_copy(update={"buttons": (*GUIDE.buttons, button("好差评"))})
FORM = page("填写申报信息", fields=(field("企业名称", value="甲", required=True),), buttons=(button("下一步"),))
BUSY = page("系统繁忙，请稍后重试", f"{PORTAL}/busy")


def visitor_in(tab: Tab) -> Visitor:
    terms = terms_of(PROFILE, permitted("portal.example"))
    visitor = Visitor(MagicMock(), {}, terms, Identity.LEGAL_PERSON, Pace(0), keeper_of(PROFILE))
    visitor.tab = tab
    return visitor


def opened(tab: FakeTab) -> list[str]:
    """The addresses that were opened, but for the home page, from which the frame of the site is learnt."""
    return [address for address in tab.opened if address != PROFILE.address + PROFILE.pages.home]


def guide_of(visitor: Visitor) -> GuideVisit:
    return GuideVisit(visitor, MagicMock())


def application_of(visitor: Visitor) -> ApplicationVisit:
    return ApplicationVisit(visitor, guide_of(visitor))


def test_a_guide_that_was_read_is_gone_on_from() -> None:
    tab = FakeTab(GUIDE, source=SOURCE)
    visitor = visitor_in(tab)
    guide = guide_of(visitor)
    fact = guide.read(MATTER).fact
    assert isinstance(fact, GuidePage)
    assert visitor.position == AtGuide(MATTER.code, fact)
    guide.look(MATTER)
    guide.files(MATTER)
    assert len(opened(tab)) == 1


MORE = "<tr><th>{}</th><td>{}<a href='javascript:void(0)' onclick='f()'>{}</a></td></tr></table>"


@pytest.mark.parametrize(
    "row",
    [
        MORE.format("办理地点", "市民之家二楼…", "展开"),
        "</table><h3>申请材料</h3><table><tr><th>材料名称</th><th>材料类型</th><th>操作</th></tr><tr><td>申请表</td>"
        "<td>原件</td><td><a href='javascript:void(0)' onclick='f()'>详情</a></td></tr></table>",
    ],
)
def test_what_is_covered_costs_no_guide(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind 展开 or 详情 is asked about; all else is read."""
    tab = FakeTab(GUIDE, source=SOURCE.replace("</table>", row))
    press = MagicMock(side_effect=CoveredError("打开", "重要公告"))
    monkeypatch.setattr(tab, "clickable", MagicMock())
    monkeypatch.setattr(tab, "press", press)
    fact = guide_of(visitor_in(tab)).read(MATTER).fact
    assert isinstance(fact, GuidePage)
    assert press.called
    assert [value.text for value in fact.shown(Element.PROMISED_LIMIT)] == ["5个工作日"]


def test_an_evaluation_in_the_same_tab_leaves_the_guide() -> None:
    tab = FakeTab(RATED, page("\n".join(PROFILE.grades), f"{PORTAL}/hcp"))
    visitor = visitor_in(tab)
    guide = guide_of(visitor)
    fact = guide.evaluation(MATTER).fact
    assert isinstance(fact, EvaluationPage)
    assert fact.grades == PROFILE.grades
    assert visitor.position == Elsewhere()


def test_an_evaluation_that_says_nothing_leaves_the_guide_too() -> None:
    """Or what is read next as the guide would be a page that asks to come back later."""
    tab = FakeTab(RATED, BUSY, source=SOURCE)
    guide = guide_of(visitor_in(tab))
    with pytest.raises(Uncheckable, match="门户限制访问频率"):
        guide.evaluation(MATTER)
    guide.read(MATTER)
    assert len(opened(tab)) == 2


def test_a_form_that_was_reached_stays_open() -> None:
    tab = FakeTab(GUIDE, FORM)
    visitor = visitor_in(tab)
    application_of(visitor).look_at_form(MATTER)
    assert visitor.position == AtForm(MATTER.code, tab)
    assert not tab.closed


def test_a_form_filled_in_by_half_is_not_gone_on_from() -> None:
    asking = look("请先完成实名认证", f"{PORTAL}/proof", fields=(field("真实姓名"),))
    visitor = visitor_in(FakeTab(GUIDE, FORM, asking))
    application = application_of(visitor)
    application.look_at_form(MATTER)
    with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
        application.hand_in(MATTER, print)
    assert visitor.position == Elsewhere()


def test_a_number_is_kept_before_anything_else_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a run that dies at the next step has filed what nobody can find again."""
    form = FORM.model_copy(update={"buttons": (button("提交"),)})
    tab = FakeTab(GUIDE, form, page("提交成功，办件编号：410821020210525A000002", f"{PORTAL}/done"))
    application = application_of(visitor_in(tab))
    application.look_at_form(MATTER)
    monkeypatch.setattr(tab, "snapshot", MagicMock(side_effect=BrowserError("closed")))
    early: list[Sighting] = []
    with pytest.raises(BrowserError):
        application.hand_in(MATTER, early.append)
    (fact,) = (sighting.fact for sighting in early)
    assert isinstance(fact, Submission)
    assert (fact.number, fact.pressed_submit) == ("410821020210525A000002", True)


class TestATabOfItsOwn:
    """The form stands in another tab than the visitor's."""

    @pytest.fixture
    def form(self) -> FakeTab:
        return FakeTab(FORM)

    @pytest.fixture
    def visitor(self, form: FakeTab) -> Visitor:
        visitor = visitor_in(FakeTab(GUIDE))
        visitor.position = AtForm(MATTER.code, form)
        return visitor

    def test_whoever_opens_a_page_closes_it(self, visitor: Visitor, form: FakeTab) -> None:
        visitor.open(PROFILE.guide_address(MATTER), "打开办事指南")
        assert form.closed
        assert visitor.position == Elsewhere()

    def test_it_is_closed_once(self, visitor: Visitor, form: FakeTab, monkeypatch: pytest.MonkeyPatch) -> None:
        """A browser's tab cannot be closed twice."""
        monkeypatch.setattr(form, "close", close := MagicMock())
        visitor.leave(form)
        visitor.leave()
        close.assert_called_once_with()

    def test_the_visitors_own_is_never_closed(self, visitor: Visitor) -> None:
        assert isinstance(visitor.tab, FakeTab)
        visitor.leave(visitor.tab)
        assert not visitor.tab.closed


@pytest.mark.parametrize("ways", [1, 2])
def test_an_end_short_of_the_form_is_believed_after_so_many_ways(ways: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look goes one way: the first look has gone two."""
    tab = FakeTab(GUIDE, page("尊敬的用户，您申请的事项配置异常，请联系管理员", f"{PORTAL}/apply"))
    visitor = visitor_in(tab)
    monkeypatch.setattr(visitor, "require_portal", lambda: None)
    visit = ApplicationVisit(visitor, guide_of(visitor), ways)
    fact = visit.look_at_form(MATTER).fact
    assert isinstance(fact, Application)
    assert fact.ending is Ending.REFUSED
    assert len(opened(tab)) == ways


def test_the_guide_of_another_matter_is_opened() -> None:
    tab = FakeTab(GUIDE)
    visitor = visitor_in(tab)
    visitor.position = AtGuide("another")
    assert guide_of(visitor).look(MATTER) == GUIDE
    assert len(opened(tab)) == 1
