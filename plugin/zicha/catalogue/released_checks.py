"""The checks as they were released: the hash of each file, so that a ledger says where they are not the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pydantic import TypeAdapter

from zicha.catalogue.data import read_data

_HASHES = TypeAdapter(dict[str, str])


@cache
def released_checks() -> Mapping[str, str]:
    """Return the SHA-256 of each file with Unix line ends, by its name: those of the checks and conftest.py."""
    return _HASHES.validate_python(read_data("released_checks"))


class UnlikeReleased(NamedTuple):
    """Of the files that a run had its checks from, those that are not as released, and those that are beside them."""

    altered: tuple[str, ...]
    added: tuple[str, ...]


def unlike_released(hashes: Mapping[str, str]) -> UnlikeReleased:
    """Return what of a run's checks is not as released. `hashes` are by the path of each file."""
    released = {path: released_checks().get(path.rpartition("/")[2]) for path in hashes}
    return UnlikeReleased(
        altered=tuple(path for path, digest in hashes.items() if released[path] not in (None, digest)),
        added=tuple(path for path in hashes if released[path] is None),
    )
