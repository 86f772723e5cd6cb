"""The accounts one can log in with: one 个人用户 and one 法人用户, both invented."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from zicha.model.base import Model
from zicha.model.matter import Identity
from zicha.plain_yaml import read_yaml
from zicha_demo.application import Datum


class Account(Model):
    """A user of the portal and what the portal knows of him."""

    identity: Identity
    user: str
    password: str
    name: str
    id_number: str
    phone: str
    address: str
    legal_representative: str = ""

    def datum(self, which: Datum) -> str:
        """Return what the account holds."""
        return str(getattr(self, which.value))


@cache
def accounts() -> tuple[Account, ...]:
    """Return all accounts, from accounts.yaml."""
    lines = read_yaml((files("zicha_demo") / "accounts.yaml").read_text(encoding="utf-8"))
    return tuple(Account.model_validate(line) for line in lines)


def account_of(identity: Identity) -> Account:
    """Return the account of an identity."""
    return next(account for account in accounts() if account.identity is identity)
