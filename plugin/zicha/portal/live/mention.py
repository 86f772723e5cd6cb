"""Whether a page names the matter that somebody came for."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from urllib.parse import unquote

from zicha.model.facts.journey import MatterMention
from zicha.model.matter import Matter
from zicha.portal.live.look import Look


def named_in(look: Look, matter: Matter) -> MatterMention:
    """Return whether a page names the matter, in its text, its address or those of its frames."""
    text = _folded(" ".join((look.title, look.text, *map(unquote, (look.url, *look.frames)))))
    if any(_folded(mark) in text for mark in (matter.name, matter.code, matter.page_id)):
        return MatterMention.YES
    name, headings = _folded(matter.name), _folded(" ".join((look.title, *look.headings)))
    short = _folded(re.sub(r"[（(].*?[）)]", "", matter.name))
    common = SequenceMatcher(None, name, headings, autojunk=False).find_longest_match().size
    close = common >= max(4, len(name) * 0.6) or (len(short) >= 4 and short in text)
    return MatterMention.PERHAPS if close else MatterMention.NO


def _folded(text: str) -> str:
    """Return letters and digits only, in half width: brackets and blanks differ from system to system."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).upper()


def surer(before: MatterMention, now: MatterMention) -> MatterMention:
    return min(before, now, key=list(MatterMention).index)
