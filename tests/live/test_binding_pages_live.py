"""Pages that ask to bind an account or to prove an identity, in a real browser: nothing is sent off from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.live_matters import HEALTHY
from tests.support.live_portals import LIMITS, Observe
from zicha.model.facts.journey import Application, Ending, Submission
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.observer import LiveObserver
from zicha.portal.profile import load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

LEGAL = Identity.LEGAL_PERSON
MATTER = HEALTHY[0]
HANDED_OVER = {"entry.department": True, "sign_on.second_login": True, "sign_on.second_login_asks": "proof"}


@contextmanager
def visited(observe: Observe, changes: dict[str, object]) -> Iterator[tuple[LiveObserver, DemoPortal]]:
    """The observer of a portal that publishes the matter with changes."""
    variant = {"框": "A6", "变体": "样子", "说明": "样子", "改动": changes}
    planting = {"事项": MATTER.name, "框": "A6", "变体": "样子"}
    defects = Defects.model_validate({"variants": [variant], "plantings": [planting]})
    with DemoPortal(HEALTHY[:1], defects, published={}) as portal:
        yield observe(load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})), portal


@pytest.mark.parametrize("title", ["实名认证", "开户信息"])
def test_before_the_form_it_is_a_second_login(title: str, observe: Observe) -> None:
    """Whatever the page is called: its only button says 提交认证."""
    with visited(observe, {**HANDED_OVER, "sign_on.second_login_title": title}) as (observer, portal):
        fact = observer.application(MATTER, LEGAL).fact
    assert isinstance(fact, Application)
    assert (fact.ending, fact.message) == (Ending.SIGN_ON, "提交认证")
    assert portal.proofs_sent == 0


@pytest.mark.parametrize("department", [False, True], ids=["portal", "department"])
def test_in_mid_application_nothing_is_concluded(department: bool, observe: Observe) -> None:
    changes = {"entry.department": department, "application.proof_at": "materials"}
    with visited(observe, changes) as (observer, portal):
        fact = observer.application(MATTER, LEGAL).fact
        assert isinstance(fact, Application)
        assert fact.ending is Ending.FORM
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            observer.submission(MATTER, LEGAL, print)
    assert portal.proofs_sent == 0


def test_words_beside_a_form_ask_nothing(observe: Observe) -> None:
    """The site's header leads to the account, a line says that it is in order, and the small print that it must be."""
    changes = {
        "entry.department": True,
        "application.header_links": ["实名认证", "账号绑定"],
        "application.badge": "实名认证等级：高级　已绑定账号",
        "application.small_print": "首次使用须完成实名认证、绑定账号。",
    }
    with visited(observe, changes) as (observer, _):
        fact = observer.submission(MATTER, LEGAL, print).fact
    assert isinstance(fact, Submission)
    assert fact.number
