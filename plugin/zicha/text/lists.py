"""Whether a material's words list what it is, and how many places a text names."""

from __future__ import annotations

import re

from zicha.text.wording import Wording

LISTED_IN_NAME = Wording(r"包括|附.{0,6}清单|[(（].*[、].*[)）]")
LISTED = Wording(r"包括|是指|如下|清单|[：:][^、；;]+[、；;]")
AND_MORE = Wording(r"不限于")
NUMBERED = Wording(r"\d[.、)）]|[①-⑳]")
_BREAKS = Wording(r"[；;\n]|\d+[.、]")


def breaks_of_list(text: str) -> int:
    """Return how often a text goes on to a further item."""
    return len(_BREAKS.all_in(text))


def parts_of_name(name: str) -> frozenset[str]:
    """Return the papers that one line puts together: 营业执照、身份证; none where it names one."""
    parts = frozenset(re.split(r"[、,，+]|以及|和|及|与", name))
    return parts if len(parts) > 1 else frozenset()
