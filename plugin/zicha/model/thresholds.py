"""What counts as too many, too long or too late: set by a portal's profile, given to the rules as arguments."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from zicha.model.base import Model
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


class Thresholds(Model):
    """Limits of judgement. Times in seconds."""

    typed_fields_warn: int
    """F-1: more fields to type than this ask a person."""
    typed_fields_max: int
    """F-1: more than this are a problem."""
    asked_again_max: int
    """F-2: more data of the account asked for again than this are a problem."""
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
