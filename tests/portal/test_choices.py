"""Choosing among cards on the way to the form: which pages ask, and which card is pressed."""

from __future__ import annotations

import pytest

from tests.support.journeys import APPLY, GUIDE, MATTER, PROFILE, page, walked
from tests.support.matters import make_matter
from tests.support.tab import button, field
from zicha.model.facts.journey import Ending
from zicha.model.finding import Uncheckable
from zicha.portal.live.choices import card_for, cards_to_choose, fits, fitting_words
from zicha.portal.live.look import Card, Look

FORM = (field("企业名称", required=True, value="甲"), field("经营范围", required=True))


def cards(*texts: str, selected: str = "", question: str = "") -> tuple[Card, ...]:
    each = enumerate(texts)
    return tuple(Card(index=n, text=text, selected=text == selected, question=question) for n, text in each)


def asking(question: str, *texts: str, buttons: tuple[str, ...] = ()) -> Look:
    shown = "\n".join((MATTER.name, question, *texts, *buttons))
    return page(shown, f"{APPLY}/1", cards=cards(*texts), buttons=tuple(map(button, buttons)))


@pytest.mark.parametrize("question", ["请选择办理情形", "情形选择", "请选择业务类型：", "您要办理哪项申请类型？"])
@pytest.mark.parametrize("buttons", [(), ("下一步",)])
def test_a_card_is_chosen_on_the_way(question: str, buttons: tuple[str, ...]) -> None:
    choice = asking(question, "首次申请", "变更", buttons=buttons)
    arrival, clicked = walked(choice, page("填写", fields=FORM, buttons=(button("下一步"),)))
    assert (arrival.ending, clicked) == (Ending.FORM, ["在线办理", "首次申请"])
    assert arrival.tab.chosen == ["首次申请"]


@pytest.mark.parametrize(
    "shown",
    [
        asking("热门服务", "首次申请", "变更"),
        asking("请选择办理情形", "首次申请", "提交申请"),
        asking("请选择办理情形", "个人", "实名认证"),
        asking("请选择办理情形", "首次申请", "返回"),
        asking("请选择办理情形", "首次申请"),
        asking("请选择您要查看的新闻栏目，情形各异，每天更新，欢迎经常来看看，谢谢您的支持", "要闻", "公告"),
    ],
    ids=["no question", "submit", "proof", "back", "one", "sentence"],
)
def test_what_is_no_choice(shown: Look) -> None:
    assert cards_to_choose(shown, PROFILE) == ()


def test_of_several_questions_each_is_answered() -> None:
    shown = asking("请选择办理情形", buttons=("下一步",))
    both = (*cards("新办", "延续", question="办理情形"), *cards("单位办理", "经办人代办", question="办理方式"))
    steps = cards("办理须知", "填写信息", question="当前位置")
    form = page("填写", fields=FORM, buttons=(button("下一步"),))
    choice = shown.model_copy(update={"cards": (*steps, *both)})
    chosen = choice.model_copy(update={"text": f"{choice.text}\n已选"})
    arrival, clicked = walked(choice, chosen, form)
    assert (arrival.ending, clicked) == (Ending.FORM, ["在线办理", "新办", "单位办理"])


def test_cards_beneath_the_guide_are_left_alone() -> None:
    guide = GUIDE.model_copy(update={"text": f"{GUIDE.text}\n请选择办理情形", "cards": cards("首次申请", "变更")})
    arrival, clicked = walked(guide, guide=guide)
    assert (arrival.ending, clicked) == (Ending.ENTRY_DEAD, ["在线办理"])


def test_a_page_that_asks_for_proof_beside_its_cards_is_left_alone() -> None:
    choice = asking("请选择办理情形", "首次申请", "变更", buttons=("提交认证",))
    with pytest.raises(Uncheckable):
        walked(choice)


@pytest.mark.parametrize("badge", ["实名认证等级：高级　已绑定账号", "身份认证级别 L3", "已登录"])
def test_what_a_page_says_of_the_account_asks_nothing(badge: str) -> None:
    choice = asking("请选择办理情形", "首次申请", "变更")
    choice = choice.model_copy(update={"text": f"{choice.text}\n{badge}", "own": f"{choice.own} {badge}"})
    arrival, _ = walked(choice, page("填写", fields=FORM, buttons=(button("下一步"),)))
    assert arrival.ending is Ending.FORM


def test_what_leads_nowhere_is_asked() -> None:
    choice = asking("请选择办理情形", "首次申请", "变更")
    arrival, clicked = walked(choice)
    assert (arrival.ending, clicked) == (Ending.UNCLEAR, ["在线办理", "首次申请"])


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        ("护士执业注册（首次）", ("变更注册", "首次注册"), "首次注册"),
        ("公共场所卫生许可（新办）", ("延续", "新办"), "新办"),
        ("取水许可审批", ("新办", "延续"), "新办"),
        ("取水许可审批", ("个人办理", "单位办理"), "单位办理"),
    ],
)
def test_the_card_that_fits_the_matter(name: str, texts: tuple[str, ...], expected: str) -> None:
    wanted = fitting_words(PROFILE.entries["legal_person"], make_matter(name=name))
    card = card_for(cards(*texts), wanted)
    assert card is not None
    assert card.text == expected


def test_what_is_chosen_already_stays_so() -> None:
    assert card_for(cards("新办", "延续", selected="延续"), ()) is None
    assert card_for(cards("新办", "延续", selected="新办"), ("新办",)) is None
    changed = card_for(cards("新办", "延续", selected="延续"), ("新办",))
    assert changed is not None
    assert changed.text == "新办"


def test_a_choice_fits_where_it_begins_with_the_word() -> None:
    assert fits("首次申请（含补办）", ("首次",))
    assert not fits("非首次", ("首次",))
