"""What nobody but the portal may learn: passwords, sessions and tickets, noted as they come, and looked for later."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from zicha_demo.site import Site

_TICKET = re.compile(rb"[?&](?:ticket|token)=([^&#]+)")
_EACH = 10
"""Requests from one look at the list of processes to the next."""


class Secrets:
    """What was sent to the embedded portal and is a secret, with the processes that ran meanwhile."""

    def __init__(self, passwords: list[str]) -> None:
        self.values = {password.encode() for password in passwords}
        self.processes: set[bytes] = set()
        self._requests = 0

    def note(self, scope: Any) -> None:
        """Note the cookies and tickets of a request."""
        cookies = [value for name, value in scope.get("headers", ()) if name == b"cookie"]
        self.values |= {each.partition(b"=")[2].strip() for line in cookies for each in line.split(b";")}
        self.values |= set(_TICKET.findall(b"?" + scope.get("query_string", b"")))
        self.values.discard(b"")
        if self._requests % _EACH == 0:
            self.processes |= set(_commands())
        self._requests += 1

    def betrayed_in(self, folder: Path) -> list[str]:
        """Return the files of a folder, and the commands, in which one of them stands."""
        places = [("command", command) for command in self.processes]
        places += [(str(file.relative_to(folder)), _content(file)) for file in folder.rglob("*") if file.is_file()]
        return [name for name, content in places if any(value in content for value in self.values)]


@contextmanager
def watched_secrets(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> Iterator[Secrets]:
    """Note the secrets that the embedded portal is sent while the block lasts."""
    secrets, serve = Secrets(list(passwords)), Site.__call__

    async def noting(site: Site, scope: Any, receive: Any, send: Any) -> None:
        secrets.note(scope)
        await serve(site, scope, receive, send)

    monkeypatch.setattr(Site, "__call__", noting)
    yield secrets


def _commands() -> Iterator[bytes]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield (folder / "cmdline").read_bytes()


def _content(file: Path) -> bytes:
    """Return what stands in a file, unpacked."""
    content = file.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        return gzip.decompress(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    return content
