"""What people wrote into the ledger, without the personal data that should not have been written into it."""

from __future__ import annotations

from typing import TypeVar

from zicha.evidence.masking import mask
from zicha.model.matter import Matter
from zicha.model.statement import Statement

_AnyStatement = TypeVar("_AnyStatement", bound=Statement)
_WORDS = ("who", "reason", "note", "text")


def with_masked_statements(matter: Matter) -> Matter:
    """Return the matter with its statements masked: the ledger is e-mailed."""
    given = matter.statements
    masked = given.model_copy(
        update={
            "corrections": tuple(_masked(one) for one in given.corrections),
            "handlings": tuple(_masked(one) for one in given.handlings),
            "additions": tuple(_masked(one) for one in given.additions),
        }
    )
    return matter if masked == given else matter.model_copy(update={"statements": masked})


def _masked(statement: _AnyStatement) -> _AnyStatement:
    hidden = {key: mask(text) for key in _WORDS if (text := getattr(statement, key, None))}
    return statement.model_copy(update=hidden)
