"""An application on every skin: read, filled in and handed in alike, and left alone where it asks for a proof."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.live_matters import numbered
from tests.support.live_portals import LIMITS, Observe
from zicha.model.facts.journey import Application, ApplicationForm, Ending, Submission
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.observer import LiveObserver
from zicha.portal.profile import load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal
from zicha_demo.skins.grammar import Skin, alternatives
from zicha_demo.skins.journey_choices import JourneyChoices

LEGAL = Identity.LEGAL_PERSON
MATTER = numbered(0, "填表事项许可")
SKINS = (
    "fields=cells required=colour situation=cards progress=sentence complaints=dialog uploads=grid handed_in=pair",
    "fields=two_columns required=behind situation=links progress=none complaints=toast uploads=cards hints=beside"
    " handed_in=lone_code",
    "fields=floating required=word situation=select complaints=alert",
    "fields=span required=drawn situation=cards complaints=lines hints=beside",
    "fields=above situation=links complaints=dialog",
)
QUESTIONS = [
    {"question": "经营场所属于下列哪种情形", "options": ["自有场所", "租赁场所", "无偿使用他人场所"]},
    {"question": "本次申请属于下列哪种情形", "options": ["内资", "外商投资"]},
]


@contextmanager
def visited(observe: Observe, skin: str, **more: object) -> Iterator[tuple[LiveObserver, DemoPortal]]:
    """The observer of a portal that shows the matter in a skin, with more changes."""
    changes = {path.replace("__", "."): value for path, value in more.items()}
    changes |= {"skin": skin, "application.choices": QUESTIONS}
    variant = {"框": "D1", "变体": "样子", "说明": "样子", "改动": changes}
    planting = {"事项": MATTER.name, "框": "D1", "变体": "样子"}
    defects = Defects.model_validate({"variants": [variant], "plantings": [planting]})
    with DemoPortal([MATTER], defects, published={}) as portal:
        yield observe(load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})), portal


def form_on(observer: LiveObserver) -> ApplicationForm:
    fact = observer.application(MATTER, LEGAL).fact
    assert isinstance(fact, Application)
    assert (fact.ending, fact.message) == (Ending.FORM, "")
    assert fact.form is not None
    return fact.form


def told(form: ApplicationForm) -> list[tuple[str, bool, bool, str]]:
    """What a person reads of a form, however it is built."""
    return [(field.label, field.required, field.prefilled, field.hint) for field in form.fields]


def test_every_choice_is_tried() -> None:
    skins = [*map(Skin.parse, SKINS), Skin.parse("")]
    for name in JourneyChoices.model_fields:
        assert {getattr(skin, name) for skin in skins} == set(alternatives()[name]), name


@pytest.mark.parametrize("skin", SKINS)
def test_an_application_is_handed_in_on_every_skin(skin: str, observe: Observe) -> None:
    with visited(observe, "") as (observer, _):
        usual = form_on(observer)
    with visited(observe, skin) as (observer, _):
        form = form_on(observer)
        fact = observer.submission(MATTER, LEGAL).fact
    assert told(form) == told(usual)
    assert isinstance(fact, Submission)
    assert fact.number, (fact.message, fact.demands)
    assert [(demand.name, demand.upload) for demand in fact.demands] == [
        ("申请表", True),
        ("营业执照", False),
        ("场地平面图", True),
    ]
    licence = fact.demands[1].fetch
    assert licence is not None
    assert licence.done
    assert "请填写“申请事由”" in " ".join(fact.pages[0].when_empty or ())
    assert len(fact.chosen) == len(QUESTIONS)


@pytest.mark.parametrize("skin", SKINS)
def test_a_page_that_asks_for_a_proof_is_left_alone_on_every_skin(skin: str, observe: Observe) -> None:
    with visited(observe, skin, application__proof_at="materials") as (observer, portal):
        form_on(observer)
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            observer.submission(MATTER, LEGAL)
    assert portal.proofs_sent == 0
