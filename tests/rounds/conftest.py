"""A store in a file, and one on a real PostgreSQL where there is one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zicha.rounds.store import Store


def _programs() -> Path | None:
    """Return where initdb and pg_ctl are."""
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    beside = shutil.which("pg_ctl")
    return next(
        (place for place in [*places, *([Path(beside).parent] if beside else [])] if (place / "initdb").exists()), None
    )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of this session's own."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine (initdb, pg_ctl)")
    folder = Path(tempfile.mkdtemp(prefix="zicha-postgresql-"))  # pytest's own folders are closed to other users
    as_who: list[str] = []
    if os.name == "posix" and os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "nobody")
        as_who = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    data = folder / "data"
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}

    def run(*command: str | Path) -> None:
        arguments = [*as_who, *map(str, command)]
        done = subprocess.run(arguments, env=environment, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    run(programs / "initdb", "-D", data, "-U", "zicha", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://zicha@127.0.0.1:{port}/postgres"
    finally:
        run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file."""
    with closing(Store.open(str(tmp_path / "轮次.db"))) as opened:
        yield opened
