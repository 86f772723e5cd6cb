"""An application on every skin: read, filled in, handed in and judged alike; left alone where it asks for a proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.live_matters import numbered
from tests.support.live_portals import LIMITS
from zicha.catalogue.checks import catalogue
from zicha.documents.reader import DocumentReader
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.model.facts.journey import Application, Ending, Submission
from zicha.model.finding import Finding, Uncheckable, Verdict
from zicha.model.matter import Identity, Matter
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.terms import Terms
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile, load_profile
from zicha.portal.recorded import RecordedPortal
from zicha_demo.defects import Defects, Planting, Variant, load_defects
from zicha_demo.server import DemoPortal
from zicha_demo.skins.grammar import Skin, alternatives
from zicha_demo.skins.journey_choices import JourneyChoices

FindingOf = Callable[[str], Finding]
LEGAL = Identity.LEGAL_PERSON
SKINS = (
    "fields=cells required=colour situation=cards progress=sentence complaints=dialog uploads=grid handed_in=pair"
    " attaching=hidden over=drawer",
    "fields=two_columns required=behind situation=links progress=none complaints=toast uploads=cards hints=beside"
    " handed_in=lone_code attaching=made shell=frame",
    "fields=floating required=word situation=select complaints=alert dates=calendar handed_in=toast shell=hash_route",
    "fields=span required=drawn lists=drawn situation=cards complaints=lines hints=beside attaching=box over=dialog",
    "fields=above situation=links complaints=dialog dates=calendar handed_in=dialog",
    "fields=cells required=star uploads=cards pages=one",
    "fields=span required=behind complaints=lines hints=beside uploads=grid pages=folded",
    "fields=label_for required=drawn complaints=dialog attaching=hidden pages=tabbed",
)
STEPWISE = [skin for skin in SKINS if "pages=" not in skin]
QUESTIONS = [
    {"question": "经营场所属于下列哪种情形", "options": ["自有场所", "租赁场所", "无偿使用他人场所"]},
    {"question": "本次申请属于下列哪种情形", "options": ["内资", "外商投资"]},
]
_INVITATION = re.compile(r"^请选择(日期)?")
BADGE = "实名认证等级：高级　已绑定账号"
"""What every page of a healthy application says of the account, and asks nothing by."""
PLANTED = (
    ("A4", "填表下一步无反应", SKINS[0]),
    ("A2", "传材料时退出登录", SKINS[1]),
    ("A6", "再次实名认证", SKINS[4]),
    ("A7", "电话未带入", SKINS[2]),
    ("D1", "必填不标明", SKINS[3]),
    ("D2", "获取失败", SKINS[1]),
    ("C2", "少要材料", SKINS[0]),
    ("C2", "多要材料", SKINS[3]),
)
OF_WAY = (
    "session_survives",
    "application_page_opens",
    "application_can_proceed",
    "entrance_is_direct",
    "single_sign_on",
)
OF_FORM = ("user_information_carried_over", "shared_licences_are_fetched")
_CATALOGUE = load_defects()
USUAL = numbered(0, "平常外观许可")
HEALTHY = tuple(numbered(1 + number, f"外观{number:02d}许可") for number in range(len(SKINS)))
PROVING = tuple(numbered(20 + number, f"认证{number:02d}许可") for number in range(len(STEPWISE)))
DEFECTIVE = tuple(numbered(40 + number, f"事项{number:02d}许可") for number in range(len(PLANTED)))


def _wearing(skin: str, name: str, base: Variant | None = None, **more: object) -> Variant:
    """What makes a matter wear a skin, with a variant of the catalogue or more changes."""
    changes: dict[str, object] = {"skin": skin, "application.choices": QUESTIONS}
    changes |= {path.replace("__", "."): value for path, value in more.items()} | (base.changes if base else {})
    words = base.parameters if base else {}
    return Variant.model_validate({"框": "D1", "变体": name, "说明": name, "参数": words, "改动": changes})


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoPortal]:
    """A portal with every skin, healthy, asking for a proof in mid application, and with the planted defects."""
    worn = {USUAL: _wearing("", USUAL.name)}
    for matter, skin in zip(HEALTHY, SKINS, strict=True):
        department = skin == STEPWISE[-1]
        worn[matter] = _wearing(skin, matter.name, application__badge=BADGE, entry__department=department)
    for matter, skin in zip(PROVING, STEPWISE, strict=True):
        worn[matter] = _wearing(skin, matter.name, application__proof_at="materials")
    for matter, (box, name, skin) in zip(DEFECTIVE, PLANTED, strict=True):
        worn[matter] = _wearing(skin, matter.name, _CATALOGUE.variant(box, name))
    plantings = ({"事项": matter.name, "框": "D1", "变体": matter.name} for matter in worn)
    defects = Defects(variants=tuple(worn.values()), plantings=tuple(map(Planting.model_validate, plantings)))
    with DemoPortal(tuple(worn), defects, published={}) as portal:
        assert portal.unmatched == ()
        yield portal


@pytest.fixture(scope="module")
def profile(demo: DemoPortal) -> Profile:
    return load_profile("demo", demo.url).model_copy(update={"limits": LIMITS})


@pytest.fixture(scope="module")
def observer(chromium: Browser, profile: Profile, documents: DocumentReader) -> Iterator[LiveObserver]:
    """One visitor for all tests of this module."""
    thresholds = settings_of(profile, "demo").thresholds
    observer = LiveObserver(
        chromium, {"locale": "zh-CN"}, Terms(profile, thresholds, Permission(), now), documents.read
    )
    yield observer
    observer.close()


@pytest.fixture
def identity() -> Identity:
    return LEGAL


def reading(application: Application) -> list[tuple[str, bool, bool, str]]:
    """What a person reads of a form, however it is built."""
    assert application.ending is Ending.FORM
    assert application.form is not None
    fields = application.form.fields
    return [(each.label, each.required, each.prefilled, _INVITATION.sub("", each.hint).strip()) for each in fields]


@pytest.fixture(scope="module")
def usual(observer: LiveObserver) -> list[tuple[str, bool, bool, str]]:
    """The form as it is read on the usual skin."""
    fact = observer.application(USUAL, LEGAL).fact
    assert isinstance(fact, Application)
    return reading(fact)


def test_every_choice_is_tried() -> None:
    skins = [*map(Skin.parse, SKINS), Skin.parse("")]
    for name in JourneyChoices.model_fields:
        assert {getattr(skin, name) for skin in skins} == set(alternatives()[name]), name


@pytest.mark.parametrize("matter", HEALTHY, ids=lambda matter: matter.name[2:4])
def test_a_healthy_application_is_read_alike_and_clean(
    matter: Matter, portal: RecordedPortal, usual: list[tuple[str, bool, bool, str]], finding_of: FindingOf
) -> None:
    form, handed_in = portal.application(matter, LEGAL).fact, portal.submission(matter, LEGAL).fact
    assert isinstance(form, Application)
    assert isinstance(handed_in, Submission)
    assert reading(form) == usual
    assert handed_in.number, (handed_in.message, handed_in.demands)
    uploads = [(demand.name, demand.upload) for demand in handed_in.demands]
    assert uploads == [("申请表", True), ("营业执照", False), ("场地平面图", True)]
    is_one_page = len(handed_in.pages) == 1  # where only 提交 leads on nothing is left empty to see what is said
    assert handed_in.pages[0].when_empty is None if is_one_page else "申请事由" in str(handed_in.pages[0].when_empty)
    assert len(handed_in.chosen) >= len(QUESTIONS)
    findings = {name: finding_of(name) for name in (*OF_WAY, *OF_FORM)}
    assert {name: (f.verdict, f.reason) for name, f in findings.items() if f.verdict is not Verdict.CLEAN} == {}


@pytest.mark.parametrize("matter", PROVING, ids=lambda matter: matter.name[2:4])
def test_a_page_that_asks_for_a_proof_is_left_alone(matter: Matter, observer: LiveObserver, demo: DemoPortal) -> None:
    form = observer.application(matter, LEGAL).fact
    assert isinstance(form, Application)
    assert form.ending is Ending.FORM
    with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
        observer.submission(matter, LEGAL, print)
    assert demo.proofs_sent == 0


@pytest.mark.parametrize(
    ("planted", "matter"),
    list(zip(PLANTED, DEFECTIVE, strict=True)),
    ids=lambda value: f"{value[0]}-{PLANTED.index(value)}" if isinstance(value, tuple) else "",
)
def test_a_planted_defect_is_found(planted: tuple[str, str, str], matter: Matter, finding_of: FindingOf) -> None:
    box, name, _ = planted
    findings = {check.name: finding_of(check.name) for check in catalogue() if check.box == box}
    texts = " ".join(problem.text for finding in findings.values() for problem in finding.problems)
    assert [words for words in _CATALOGUE.variant(box, name).remark if words not in texts] == [], texts
    others = {check: finding_of(check) for check in OF_WAY if check not in findings}
    assert not [check for check, finding in others.items() if finding.verdict is Verdict.PROBLEM]
