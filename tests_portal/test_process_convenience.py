"""四、办理过程便利性: is the application form simple, and what is shared not asked for again?"""

from zicha.model.facts import ApplicationForm
from zicha.model.thresholds import Thresholds
from zicha.rules.forms import form_complexity
from zicha.verdicts import no_problems


def test_form_is_simple(application_form: ApplicationForm, thresholds: Thresholds) -> None:
    """表单填写是否复杂、难懂。"""
    no_problems(form_complexity(application_form, thresholds))
