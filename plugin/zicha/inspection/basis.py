"""On what a run judges: the list of matters, the portal's settings, the checks, this tool. Who resumes it compares.

evidence/basis.json    what each of them was when the run began, as a hash
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import zicha
from zicha.evidence.remarks import digest_of
from zicha.inspection.options import Options
from zicha.inspection.sealing import digest_of_folder, hashes_of_checks
from zicha.portal.profile import Profile

FILE = "basis.json"
_CHECK = "检查 "
_TOOL = "本工具"


def basis_of(options: Options, profile: Profile, checks: Iterable[Path]) -> dict[str, str]:
    """Return what a run judges on, by what it is called."""
    own = {
        "事项清单": digest_of_folder(options.inventory),
        "门户配置": digest_of(profile.model_dump_json().encode()),
        _TOOL: digest_of_folder(Path(zicha.__file__).parent),
    }
    return own | {f"{_CHECK}{name}": digest for name, digest in hashes_of_checks(checks, options).items()}


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is another now, each once. A run that wrote no basis was one of another version."""
    if not before:
        return (_TOOL,)
    changed = (name for name, digest in now.items() if before.get(name, digest) != digest)
    return tuple(dict.fromkeys(name.partition(" ")[0] for name in changed))
