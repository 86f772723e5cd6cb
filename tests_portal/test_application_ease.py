"""一、网上办事申报易用性: can a person log in, open 在线办理, and go on to apply?"""

from collections.abc import Callable

from zicha.judging.verdicts import blocked, conclude, needs_person
from zicha.model.facts.journey import Application, ApplicationForm, Login, Submission
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.model.thresholds import Thresholds
from zicha.rules.account_data import missing_account_data
from zicha.rules.application_ease.journeys import (
    abnormal_logout,
    application_stuck,
    blocking_box,
    failed_login,
    journey_problem,
    lost_logins,
    passing_logout,
    wrong_landing,
)


def test_login_succeeds(login: Login, thresholds: Thresholds) -> None:
    """是否存在登录困难。"""
    if login.saved:
        raise needs_person("使用的是人工登录后保存的状态，登录是否困难请登录人判断")
    conclude(failed_login(login, thresholds))


def test_session_survives(
    application: Application,
    test_application: Submission | None,
    require_number: Callable[[str], None],
    thresholds: Thresholds,
) -> None:
    """是否存在异常注销。"""
    lost = lost_logins(application, test_application)
    conclude([*abnormal_logout(lost, thresholds), *passing_logout(application, thresholds)])
    _require_way_to(application, "A2")
    if lost and (test_application is None or test_application.lost):
        raise Uncheckable("登录状态因时间过久失效，不能判断是否异常注销")
    if test_application is not None and application_stuck(test_application):
        raise blocked("A4", "申报过程无法继续")
    require_number("，申报过程没有走完")


def test_application_page_opens(application: Application) -> None:
    """“在线办理”页面能否打开。"""
    if blocking_box(application) == "A2":
        raise blocked("A2", "打开申报页面前即被注销")
    conclude(journey_problem(application, "A3"))


def test_application_can_proceed(
    application: Application, test_application: Submission | None, require_number: Callable[[str], None]
) -> None:
    """打开申报页面后，后续能否顺利进行申报。"""
    _require_way_to(application, "A4")
    conclude(journey_problem(application, "A4"))
    if test_application is not None:
        conclude(application_stuck(test_application))
        if test_application.lost:
            raise blocked("A2", "申报过程中被注销")
        require_number("，不能确定是门户还是测试数据的原因")


def test_entrance_is_direct(application: Application) -> None:
    """点击“在线办理”后，能否直接到达本事项的申报页面，是否需要再次查找办事入口。"""
    _require_way_to(application, "A5")
    conclude(wrong_landing(application))


def test_single_sign_on(application: Application) -> None:
    """跳转到其他系统后，是否需要二次登录。"""
    _require_way_to(application, "A6")
    conclude(journey_problem(application, "A6"))


def test_user_information_carried_over(
    application_form: ApplicationForm, test_application: Submission | None, identity: Identity, thresholds: Thresholds
) -> None:
    """跳转后是否需要多次补充用户信息。"""
    conclude(missing_account_data(application_form, test_application, identity, thresholds))


def _require_way_to(application: Application, box: str) -> None:
    """受阻 where the way ended under another box, so that what lies behind cannot be seen."""
    by = blocking_box(application)
    if by not in ("", box):
        raise blocked(by, f"未到达申报表单（{application.ending}）")
