"""一、网上办事申报易用性: can a person log in, open 在线办理, and go on to apply?"""

from zicha.model.facts import Application, ApplicationForm, Login, Submission
from zicha.model.finding import Verdict
from zicha.model.matter import Identity
from zicha.model.thresholds import Thresholds
from zicha.portal.interface import Uncheckable
from zicha.rules.account_data import not_carried_over
from zicha.rules.journeys import blocking_box, cannot_go_on, login_fails, way_is_lost
from zicha.verdicts import Undecided, blocked, no_problems


def test_login_succeeds(login: Login, thresholds: Thresholds) -> None:
    """是否存在登录困难。"""
    if login.saved:
        raise Undecided(Verdict.NEEDS_PERSON, "使用的是人工登录后保存的状态，登录是否困难请登录人判断")
    no_problems(login_fails(login, thresholds))


def test_application_can_proceed(application: Application, attempt: Submission | None) -> None:
    """打开申报页面后，后续能否顺利进行申报。"""
    box = blocking_box(application)
    if box not in ("", "A4"):
        raise blocked(box, f"申报页面没有正常打开（{application.ending}）")
    no_problems(way_is_lost(application, "A4"))
    if attempt is not None:
        no_problems(cannot_go_on(attempt))
        if not attempt.number:
            raise Uncheckable(f"测试件没有取得办件编号（{attempt.message}），不能确定是门户还是测试数据的原因")


def test_user_information_carried_over(
    application_form: ApplicationForm, identity: Identity, thresholds: Thresholds
) -> None:
    """跳转后是否需要多次补充用户信息。"""
    no_problems(not_carried_over(application_form, identity, thresholds))
