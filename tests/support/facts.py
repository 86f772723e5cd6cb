"""Facts as a portal would give them, in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from zicha.catalogue.settings import rule_settings, thresholds
from zicha.evidence.archive import Manifest
from zicha.model.facts.case import Evaluations, Licence, Licences, Progress, Prompt, Rating, Stage, Withdrawal
from zicha.model.facts.guide import Element, EvaluationPage, GuidePage, ShownGroup, ShownValue
from zicha.model.facts.journey import (
    Application,
    ApplicationForm,
    DemandedMaterial,
    Ending,
    FormField,
    Login,
    LostLogin,
    MatterMention,
    Submission,
)
from zicha.model.facts.records import Fact, FactKey, Record
from zicha.model.matter import Identity

SEEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = "https://portal.example/guide/1"
THRESHOLDS = thresholds({"raters": 0})
"""Those of every portal, but that nobody is asked whether a form is 难懂."""
RULES = rule_settings({})
"""Those of every portal."""

PORTAL = Manifest(
    portal="门户",
    profile="own",
    address="https://portal.example",
    demo=False,
    thresholds=THRESHOLDS,
    rules={},
    started=SEEN,
)


def shown(element: Element, text: str, label: str = "") -> ShownValue:
    return ShownValue(element=element, label=label or element.value, text=text)


def group(values: Mapping[Element, str]) -> ShownGroup:
    return ShownGroup(values=tuple(shown(element, text) for element, text in values.items()))


def named_group(values: Mapping[str, str]) -> ShownGroup:
    """The cells of one line of a page, by the official names of their elements."""
    return group({Element(name): text for name, text in values.items()})


def material(name: str, **more: str) -> ShownGroup:
    """A material as the guide lists it; the further values by the names of Element: `MEDIUM="电子"`."""
    return group({Element.MATERIAL_NAME: name} | {Element[key]: text for key, text in more.items()})


def guide_page(
    values: Sequence[ShownValue] = (), materials: Sequence[ShownGroup] = (), answers: Sequence[str] = ()
) -> GuidePage:
    questions = (group({Element.QUESTION: "多久办结？", Element.ANSWER: answer}) for answer in answers)
    return GuidePage(
        url=PAGE,
        at=SEEN,
        title="办事指南",
        values=tuple(values),
        materials=tuple(materials),
        questions=tuple(questions),
    )


def login(
    logged_in: bool = True, seconds: float = 1.0, message: str = "", attempts: int = 1, saved: bool = False
) -> Login:
    return Login(
        url=PAGE,
        at=SEEN,
        identity=Identity.PERSON,
        logged_in=logged_in,
        seconds=seconds,
        message=message,
        attempts=attempts,
        saved=saved,
    )


def application(
    ending: Ending,
    message: str = "",
    other_site: bool = False,
    named: MatterMention = MatterMention.YES,
    lost: Sequence[LostLogin] = (),
) -> Application:
    return Application(
        url=PAGE,
        at=SEEN,
        hops=(),
        other_site=other_site,
        ending=ending,
        message=message,
        named=named,
        lost=tuple(lost),
    )


def lost_login(age: float, message: str = "", action: str = "点击“下一步”", url: str = PAGE) -> LostLogin:
    return LostLogin(action=action, url=url, at=SEEN, age=age, message=message)


def submission(
    demands: Sequence[DemandedMaterial] = (),
    number: str = "",
    message: str = "",
    dead: bool = False,
    refused: bool = False,
) -> Submission:
    return Submission(
        url=PAGE,
        at=SEEN,
        hops=(),
        demands=tuple(demands),
        number=number,
        message=message,
        dead=dead,
        refused=refused,
    )


NUMBER = "410200020221226A000001"


def progress(
    listed: bool = True,
    rows: int = 1,
    state: str = "已受理",
    stage: Stage | None = Stage.ACCEPTED,
    at: datetime = SEEN,
    message: str = "",
    number: str = NUMBER,
) -> Progress:
    return Progress(
        url=PAGE,
        at=at,
        number=number,
        listed=listed,
        state=state if listed else "",
        stage=stage if listed else None,
        rows=rows,
        message=message,
    )


def licences(*held: Licence, at: datetime = SEEN, message: str = "") -> Licences:
    return Licences(url=PAGE, at=at, licences=held, message=message)


def evaluation_page(
    entry: str = "好差评",
    opened: bool = True,
    grades: Sequence[str] = ("非常满意", "满意", "基本满意", "不满意", "非常不满意"),
    message: str = "",
    status: int | None = 200,
) -> EvaluationPage:
    return EvaluationPage(
        url=PAGE, at=SEEN, entry=entry, opened=opened, grades=tuple(grades), message=message, status=status
    )


GRADES = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")


def prompt(
    place: str = "“我的办件”",
    entry: str = "评价",
    opened: bool | None = True,
    grades: Sequence[str] = GRADES,
    message: str = "",
    status: int | None = None,
) -> Prompt:
    """Where a finished case asks to be evaluated; nowhere when `place` is empty."""
    return Prompt(
        url=PAGE,
        at=SEEN,
        number=NUMBER,
        place=place,
        entry=entry if place else "",
        opened=opened if place else None,
        grades=tuple(grades) if place and opened else (),
        message=message,
        status=status,
    )


def rating(
    button: str = "提交评价",
    disabled: bool = False,
    reacted: bool = True,
    confirmed: bool = True,
    message: str = "",
) -> Rating:
    return Rating(
        url=PAGE,
        at=SEEN,
        number=NUMBER,
        grade="满意",
        button=button,
        disabled=disabled,
        reacted=reacted,
        confirmed=confirmed,
        message=message,
    )


def evaluations(
    listed: bool = True, grade: str = "满意", waiting: bool = False, unnumbered: int = 0, message: str = ""
) -> Evaluations:
    return Evaluations(
        url=PAGE,
        at=SEEN,
        number=NUMBER,
        listed=listed,
        grade=grade if listed else "",
        waiting=waiting,
        unnumbered=unnumbered,
        message=message,
    )


def withdrawal(number: str = NUMBER, ended: bool = True) -> Withdrawal:
    return Withdrawal(
        url=PAGE, at=SEEN, number=number, offered=True, ended=ended, state="主动终止" if ended else "待预审"
    )


def form_field(
    label: str,
    *,
    type: str = "text",
    required: bool = False,
    required_shown: bool = True,
    labelled: bool = True,
    hint: str = "",
    prefilled: bool = False,
) -> FormField:
    return FormField(
        label=label,
        type=type,
        required=required,
        required_shown=required_shown,
        labelled=labelled,
        hint=hint,
        prefilled=prefilled,
    )


def application_form(fields: Sequence[FormField], has_draft: bool = True) -> ApplicationForm:
    return ApplicationForm(url=PAGE, fields=tuple(fields), has_draft=has_draft)


def record(fact: Fact, matter: str = "", minutes: int = 0, demo: bool = False) -> Record:
    """An entry of the evidence, so many minutes after the first; of the portal as a whole where no matter is named."""
    key = FactKey(kind=fact.kind, matter=matter)
    return Record(key=key, portal="门户", demo=demo, at=SEEN + timedelta(minutes=minutes), fact=fact)
