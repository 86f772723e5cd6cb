"""The facts as pytest fixtures: what a check asks for by naming it, each observed once and counted as its evidence.

A fixture also says when a fact cannot be had: not applicable, out of the method's reach, blocked by an earlier
problem, or 未能核查.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from zicha.catalogue.checks import REACH, Need
from zicha.catalogue.working_days import WorkingDays, working_days
from zicha.inspection.browser import CONTEXT
from zicha.inspection.driver import Driver
from zicha.inspection.run import Run
from zicha.judging.verdicts import Undecided, blocked, not_applicable, not_due, not_reached
from zicha.model.facts.case import Evaluations, Licences, Progress, Prompt, Rating
from zicha.model.facts.forms import FormFiles
from zicha.model.facts.guide import EvaluationPage, GuidePage
from zicha.model.facts.journey import Application, ApplicationForm, Login, Submission
from zicha.model.facts.records import Record
from zicha.model.finding import Uncheckable
from zicha.model.matter import Case, Identity, Matter
from zicha.model.rule_settings import RuleSettings
from zicha.model.thresholds import Thresholds
from zicha.portal.recorded import RecordedPortal
from zicha.published.choices import Vocabulary, vocabulary
from zicha.published.guide import PublishedGuide
from zicha.published.materials import PublishedMaterial
from zicha.rules.application_ease.journeys import application_stuck, blocking_box
from zicha.rules.evaluation.availability import failed_rating, is_finished, missing_prompt
from zicha.rules.handling_consistency.collected_materials import Collection, of_application, of_case
from zicha.rules.process_convenience.shared_licences import blocked_by_missing_licence, exempt_materials

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUN = pytest.StashKey[Run]()
"""The inspection that a session belongs to."""
RECORDS = pytest.StashKey[list[Record]]()
"""What the test that runs now has looked at: the evidence of its finding."""
_FactT = TypeVar(
    "_FactT",
    Login,
    GuidePage,
    FormFiles,
    Application,
    Submission,
    Progress,
    Licences,
    EvaluationPage,
    Prompt,
    Rating,
    Evaluations,
)


# Of what every test needs, a fixture of its own costs most, and one that asks for `request` twice as much: so these
# are of the session, and know the inspection and the running test by the stash.


@pytest.fixture(scope="session")
def portal(request: pytest.FixtureRequest) -> Iterator[RecordedPortal]:
    """Where facts come from. No browser starts before a fact is needed that nobody has observed yet."""
    run, has_plugin = request.config.stash[RUN], request.config.pluginmanager.has_plugin("playwright")
    driver = Driver((lambda: request.getfixturevalue("playwright")) if has_plugin else None)

    def settings(fixture: str) -> dict[str, Any]:
        return dict(request.getfixturevalue(fixture)) if has_plugin else {}

    def launch() -> tuple[Browser, dict[str, Any]]:
        browser = driver.launch(settings("browser_type_launch_args"), run.access.hosts)
        return browser, {**CONTEXT, **settings("browser_context_args")}

    yield run.portal(launch)
    run.access.close_browser()
    driver.stop()


@pytest.fixture(scope="session")
def observed(pytestconfig: pytest.Config) -> Callable[[Record, type[_FactT]], _FactT]:
    """Take a record as evidence of the running test, and return its fact. Raise Uncheckable when there is none."""
    records = pytestconfig.stash[RECORDS]

    def take(record: Record, kind: type[_FactT]) -> _FactT:
        records.append(record)
        if record.failure or not isinstance(record.fact, kind):
            raise Uncheckable(record.failure or f"证据中的记录不是{kind.__name__}")
        return record.fact

    return take


@pytest.fixture(scope="session")
def thresholds(pytestconfig: pytest.Config) -> Thresholds:
    """What counts as too many, too long or too late on this portal."""
    return pytestconfig.stash[RUN].access.manifest.thresholds


@pytest.fixture(scope="session")
def rules(pytestconfig: pytest.Config) -> RuleSettings:
    """How grave each rule of judgement is on this portal, and its parameters."""
    return pytestconfig.stash[RUN].access.manifest.rules


@pytest.fixture
def siblings(pytestconfig: pytest.Config, matter: Matter) -> tuple[Matter, ...]:
    """The same item as the inventory lists it for other levels."""
    return pytestconfig.stash[RUN].selection.siblings(matter)


@pytest.fixture
def login(portal: RecordedPortal, matter: Matter, identity: Identity, observed: Callable[..., Login]) -> Login:
    """How the identity's account got in: one login for all matters, asked about for each."""
    return observed(portal.login(identity), Login)


@pytest.fixture
def guide(portal: RecordedPortal, matter: Matter, observed: Callable[..., GuidePage]) -> GuidePage:
    """办事指南 as the portal publishes it."""
    return observed(portal.guide(matter), GuidePage)


@pytest.fixture(scope="session")
def words(pytestconfig: pytest.Config) -> Vocabulary:
    """The words of this portal for the values of closed lists."""
    return vocabulary(pytestconfig.stash[RUN].access.manifest.values)


@pytest.fixture
def published_guide(guide: GuidePage, words: Vocabulary) -> PublishedGuide:
    """办事指南 as a person reads it: every element once, with the words of its portal."""
    return PublishedGuide(guide, words)


@pytest.fixture
def form_files(
    portal: RecordedPortal, matter: Matter, guide: GuidePage, observed: Callable[..., FormFiles]
) -> FormFiles:
    """Every 空表 and 样表 that the guide offers, downloaded and read."""
    return observed(portal.forms(matter), FormFiles)


@pytest.fixture
def evaluation_page(portal: RecordedPortal, matter: Matter, observed: Callable[..., EvaluationPage]) -> EvaluationPage:
    """Where the guide's 好差评 leads."""
    return observed(portal.evaluation(matter), EvaluationPage)


def _require_login(login: Login, identity: Identity) -> None:
    if not login.logged_in:
        raise blocked("A1", f"{identity}账号未能登录")


@pytest.fixture
def online_matter(matter: Matter) -> Matter:
    """The matter, where it can be applied for on line at all: known before anybody logs in."""
    if not matter.guide.online:
        raise not_applicable("本事项不提供网上办理")
    return matter


@pytest.fixture
def application(
    portal: RecordedPortal,
    online_matter: Matter,
    identity: Identity,
    login: Login,
    observed: Callable[..., Application],
) -> Application:
    """The way from 在线办理 to the application form."""
    _require_login(login, identity)
    return observed(portal.application(online_matter, identity), Application)


@pytest.fixture
def application_form(application: Application) -> ApplicationForm:
    """The application form before anything is typed."""
    if box := blocking_box(application):
        raise blocked(box, f"未到达申报表单（{application.ending}）")
    if application.form is None:
        raise Uncheckable("到达申报表单，但没有认出任何填写项")
    return application.form


@pytest.fixture
def test_application(
    pytestconfig: pytest.Config,
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    application: Application,
    observed: Callable[..., Submission],
) -> Submission | None:
    """The test application, handed in once for each matter and identity; None where that is not to be tried."""
    access = pytestconfig.stash[RUN].access
    is_allowed = Need.SUBMIT in REACH[matter.method] and access.may_submit(application.url)
    if not is_allowed or blocking_box(application):
        return None
    return observed(portal.submission(matter, identity), Submission)


@pytest.fixture
def submission(matter: Matter, application_form: ApplicationForm, test_application: Submission | None) -> Submission:
    """A test application that came at least as far as the materials it asks for."""
    if test_application is None:
        if Need.SUBMIT not in REACH[matter.method]:
            raise not_reached(f"自查方式为“{matter.method}”，不提交测试件，看不到填表之后的页面")
        raise not_reached("未获授权在申报页面所在的主机提交测试件")
    if application_stuck(test_application):
        raise blocked("A4", "申报过程无法继续")
    if test_application.lost and not test_application.demands:
        raise blocked("A2", "申报过程中被注销")
    if not (test_application.number or test_application.demands):
        raise Uncheckable(f"测试件没有走到提交材料的页面（{test_application.message}）")
    return test_application


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """办件 as 我的办件 shows it: a real case with consent and its `record`, or the test application, without one.

    `handed_in` is None when unknown.
    """

    number: str
    handed_in: datetime | None
    record: Case | None
    progress: Progress

    @property
    def ended_at(self) -> datetime | None:
        """When it was finished, as far as that is on record, else when it was handed in."""
        return self.finished_at or self.handed_in

    @property
    def finished_at(self) -> datetime | None:
        """When it was finished, if that is on record."""
        return self.record.finished_at if self.record is not None else None


@pytest.fixture
def real_cases(matter: Matter, identity: Identity) -> tuple[Case, ...]:
    """The identity's real cases that the inventory declares and the method allows to follow."""
    reached = Need.CASE in REACH[matter.method]
    return tuple(case for case in matter.cases if reached and case.identity is identity)


@pytest.fixture
def followed_cases(
    request: pytest.FixtureRequest,
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    login: Login,
    real_cases: tuple[Case, ...],
    observed: Callable[..., Progress],
) -> tuple[FollowedCase, ...]:
    """The identity's real cases if there are any, else the test application, as 我的办件 shows them."""
    _require_login(login, identity)
    if not real_cases:
        return (request.getfixturevalue("test_application_progress"),)
    return tuple(
        FollowedCase(
            case.number, case.applied_at, case, observed(portal.progress(matter, identity, case.number), Progress)
        )
        for case in real_cases
    )


@pytest.fixture
def require_number(
    request: pytest.FixtureRequest, matter: Matter, test_application: Submission | None, thresholds: Thresholds
) -> Callable[[str], None]:
    """End a check whose test application got no number: 受阻 where D2 stood in its way, else 未能核查 as told."""

    def require(otherwise: str) -> None:
        if test_application is None or test_application.number:
            return
        if test_application.demands and blocked_by_missing_licence(
            request.getfixturevalue("published_guide"), test_application, thresholds, matter.guide
        ):
            raise blocked("D2", "标注共享减免的材料没有取得，测试件没有提交成功")
        raise Uncheckable(f"测试件没有取得办件编号（{test_application.message or '页面没有说明'}）{otherwise}")

    return require


@pytest.fixture
def test_application_progress(
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    submission: Submission,
    require_number: Callable[[str], None],
    observed: Callable[..., Progress],
) -> FollowedCase:
    """The test application, as 我的办件 shows it."""
    if submission.lost:
        raise blocked("A2", "申报过程中被注销")
    require_number("")
    progress = observed(portal.progress(matter, identity, submission.number), Progress)
    return FollowedCase(submission.number, submission.at, None, progress)


@dataclass(frozen=True, slots=True)
class FinishedCase:
    """办结: a followed case that is finished, where it asks to be evaluated, and what 我的评价 says once it was."""

    followed: FollowedCase
    prompt: Prompt
    evaluations: Evaluations | None


@pytest.fixture
def finished_cases(
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    followed_cases: tuple[FollowedCase, ...],
    observed: Callable[..., Any],
) -> tuple[FinishedCase, ...]:
    """The followed cases that are finished. Where an applicant has evaluated already, 我的评价 is looked at, too."""
    listed = [case for case in followed_cases if case.progress.listed]
    if not listed:
        raise blocked("E1", "“我的办件”中查询不到办件")
    finished = [case for case in listed if is_finished(case.progress, case.record)]
    if not finished:
        raise not_due(f"办件尚未办结（显示“{listed[0].progress.state}”），办结后才能判断")
    return tuple(
        FinishedCase(
            case,
            observed(portal.prompt(matter, identity, case.number, is_test_application=case.record is None), Prompt),
            observed(portal.evaluations(matter, identity, case.number), Evaluations)
            if case.record is not None and case.record.grade is not None
            else None,
        )
        for case in finished
    )


@pytest.fixture
def rating(
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    login: Login,
    test_application_progress: FollowedCase,
    observed: Callable[..., Any],
) -> Rating:
    """The evaluation of the suite's own test application, submitted once; never one of a citizen's case."""
    if not test_application_progress.progress.listed:
        raise blocked("E1", "“我的办件”中查询不到测试件")
    if not is_finished(test_application_progress.progress, None):
        raise not_due(f"测试件尚未办结（显示“{test_application_progress.progress.state}”），办结后才能评价")
    number = test_application_progress.number
    if missing_prompt(observed(portal.prompt(matter, identity, number, is_test_application=True), Prompt)):
        raise blocked("F2", "测试件办结后没有弹出评价页面")
    submitted: Rating = observed(portal.rating(matter, identity, number), Rating)
    if submitted.incomplete:
        raise Uncheckable(f"测试件的评价没有填完整（{submitted.message}），不能确定是门户还是测试数据的原因")
    return submitted


@pytest.fixture
def test_application_evaluation(
    portal: RecordedPortal, matter: Matter, identity: Identity, rating: Rating, observed: Callable[..., Evaluations]
) -> Evaluations:
    """What 我的评价 says of the test application after it was evaluated."""
    return observed(portal.evaluations(matter, identity, rating.number), Evaluations)


@dataclass(frozen=True, slots=True)
class EvaluatedCase:
    """A case that was evaluated: with what grade, when as far as that is known, and what 我的评价 says of it."""

    grade: str
    at: datetime | None
    shown: Evaluations


@pytest.fixture
def evaluated_cases(
    request: pytest.FixtureRequest,
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    login: Login,
    real_cases: tuple[Case, ...],
    observed: Callable[..., Evaluations],
) -> tuple[EvaluatedCase, ...]:
    """The identity's real cases that their applicants have evaluated, else the suite's own test application."""
    _require_login(login, identity)
    rated = tuple(
        EvaluatedCase(case.grade, None, observed(portal.evaluations(matter, identity, case.number), Evaluations))
        for case in real_cases
        if case.grade is not None
    )
    if rated:
        return rated
    rating: Rating = request.getfixturevalue("rating")
    shown: Evaluations = request.getfixturevalue("test_application_evaluation")
    if failed_rating(rating, shown):
        raise blocked("F3", "测试件的评价没有提交成功")
    return (EvaluatedCase(rating.grade, rating.at, shown),)


@pytest.fixture
def licensed_cases(matter: Matter, real_cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """The real cases whose paper licence was made, where the portal must have an electronic one, too."""
    if not matter.guide.result.e_licence:
        raise not_applicable("审批结果不生成电子证照")
    cases = tuple(case for case in real_cases if case.paper_at is not None)
    if not cases:
        raise not_applicable("办件没有记录纸质证照制发时间" if real_cases else "该身份没有办件")
    return cases


@pytest.fixture
def licences(
    portal: RecordedPortal, matter: Matter, identity: Identity, login: Login, observed: Callable[..., Licences]
) -> Licences:
    """What 我的证照 holds."""
    _require_login(login, identity)
    return observed(portal.licences(matter, identity), Licences)


@pytest.fixture
def shared_materials(matter: Matter, published_guide: PublishedGuide) -> tuple[PublishedMaterial, ...]:
    """The materials that data sharing spares the applicant; there is nothing to look at where there are none."""
    materials = exempt_materials(published_guide, matter.guide)
    if not materials:
        raise not_applicable("办事指南没有标注可通过数据共享减免的材料")
    return materials


@pytest.fixture
def materials_page(guide: GuidePage, submission: Submission) -> Submission:
    """The test application, where the materials that it asks for were seen, as far as the guide lists any."""
    if guide.materials and not submission.demands:
        raise Uncheckable("办事指南列有申请材料，申报过程中却没有认出要求提交的材料")
    return submission


@dataclass(frozen=True, slots=True)
class CollectedMaterials:
    """What was collected; where what the application page demands could not be seen, `unseen` says why."""

    collections: tuple[Collection, ...]
    unseen: str = ""


@pytest.fixture
def collected(
    request: pytest.FixtureRequest, published_guide: PublishedGuide, real_cases: tuple[Case, ...]
) -> CollectedMaterials:
    """What was collected: by the identity's real cases, and by a test application as far as one can be handed in."""
    of_cases = tuple(of_case(case, published_guide.page) for case in real_cases)
    try:
        submission: Submission = request.getfixturevalue("materials_page")
    except Undecided:
        if not of_cases:
            raise
        return CollectedMaterials(of_cases)
    except Uncheckable as failure:
        return CollectedMaterials(of_cases, str(failure))
    return CollectedMaterials((*of_cases, of_application(submission, published_guide.words)))


@pytest.fixture
def handled_cases(matter: Matter) -> tuple[Case, ...]:
    """The real cases that were not refused: only they have a handling to look at."""
    handled = tuple(case for case in matter.cases if case.accepted is not False)
    if not handled:
        raise not_applicable("办件均未受理，没有办理过程可以核对")
    return handled


@pytest.fixture(scope="session")
def calendar() -> WorkingDays:
    """工作日历, by which limits in working days are counted."""
    return working_days()
