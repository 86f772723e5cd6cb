"""What counts as too many, too long or too late: the catalogue's data with a portal's overrides, given to the rules."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from zicha.model.base import Model
from zicha.model.finding import Severity
from zicha.model.matter import Identity


class AccountDatum(StrEnum):
    """用户信息: what a portal's account holds about its owner."""

    PERSON_NAME = "姓名"
    BODY_NAME = "名称"
    ID_NUMBER = "证件号码"
    CREDIT_CODE = "统一社会信用代码"
    PHONE = "手机号码"
    ADDRESS = "地址"
    LEGAL_REPRESENTATIVE = "法定代表人"


_COMMON = (AccountDatum.PHONE, AccountDatum.ADDRESS)
_ACCOUNT = {
    Identity.PERSON: (AccountDatum.PERSON_NAME, AccountDatum.ID_NUMBER, *_COMMON),
    Identity.LEGAL_PERSON: (
        AccountDatum.BODY_NAME,
        AccountDatum.CREDIT_CODE,
        AccountDatum.LEGAL_REPRESENTATIVE,
        *_COMMON,
    ),
}


class FormLimits(Model):
    """The parameters of the F metrics (表单复杂), and the words by which A7 and they know what a field is for."""

    typed_warn: int
    """F-1: more fields to type than this ask a person."""
    typed_max: int
    """F-1: more than this are a problem."""
    asked_again_max: int
    """F-2: more account data wanted a second time than this are a problem."""
    same_datum: dict[str, tuple[str, ...]]
    """F-3: the wordings of one datum."""
    persons: tuple[str, ...]
    """F-3: whose name or number is another datum than the applicant's."""
    account_words: dict[AccountDatum, tuple[str, ...]]
    """A7, F-2: the wordings of what an account holds; blanks, colons and the owner before them are ignored."""
    account_owners: tuple[str, ...]
    """A7, F-2: how a label may call the owner before it names the datum."""
    account_others: tuple[str, ...]
    """A7, F-2: a part of the form headed with one of these, or with one of the persons, is about somebody else."""
    hint_words: tuple[str, ...]
    """F-5: a label with one of these asks for something that needs an example."""
    without_hint_share: float
    """F-5: a larger share of such fields without a hint asks a person."""
    says_nothing: tuple[str, ...]
    """F-6: an error text with one of these helps nobody."""
    short_without_draft: int
    """F-8: a form with more to type than this should be able to be put aside."""
    jargon: tuple[str, ...]
    """F-10: the bureau's list of terms that need an explanation."""
    sentence_max: int
    """F-10: Chinese characters in a sentence."""
    pages_max: int
    """F-12: more pages than this ask a person."""
    reasons_required: bool
    """F-14: whether every matter must register the reason of each field."""
    severities: dict[str, Severity]
    """A metric's own severity, where the portal's bureau has chosen another: F-10: I."""


class Thresholds(Model):
    """Limits of judgement. Times in seconds."""

    forms: FormLimits
    raters: int
    """People who must judge 难懂; 0 leaves it to the metrics (only where nobody will ever apply)."""
    listed_after: float
    """A case must stand in 我的办件 this long after it was handed in."""
    licence_after: float
    """T1: an e-licence must stand in 我的证照 this long after the paper one was made, in calendar time."""
    state_lag_days: int
    """T2: a state must show within so many working days."""
    login: float
    """A logged-in page must show within this time."""
    session: float = 1800
    """A login that is lost sooner than this was ended by the portal; later it has merely grown old."""
    account_holds: dict[Identity, tuple[AccountDatum, ...]] = Field(default_factory=lambda: dict(_ACCOUNT))
    """用户信息 that the accounts used here really hold; less than the default where an account lacks some."""
    licence_fetch: float
    """获取电子证照 must be done within this time."""
