"""Names of licences and other results."""

from __future__ import annotations

from zicha.text.wording import Wording

LICENCE = Wording(r"(?<!凭)(?<!保)(?<!公)(?<!查)证(?:书)?(?:（[^）]*）|\([^)]*\))?$|执照$")
_BESIDE_NAME = Wording(r"[\s《》“”\"]|[（(](?:正本|副本|电子证照|电子版)[）)]|^中华人民共和国|电子证照$")


def bare_licence(name: str) -> str:
    """Return the name of a licence without what stands beside it: 残疾人证（正本）."""
    return _BESIDE_NAME.removed_from(name)
