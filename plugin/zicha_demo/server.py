"""The embedded portal as something to start and stop: two sockets on loopback, one thread."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from zicha.model.matter import Matter
from zicha_demo.backend import Backend
from zicha_demo.clock import DemoClock, aware, beijing_now
from zicha_demo.defects import Defects, Planting, plant
from zicha_demo.publication import Platform, Publication
from zicha_demo.published import publish_all, shipped
from zicha_demo.site import Site
from zicha_demo.state import CaseRecord, EvaluationRecord, State

START_SECONDS = 20.0


class DemoPortal:
    """河南政务服务网（演示环境） for the matters given, with the defects given and no others.

    What `published` holds of a matter wins over the matter given; without it the shipped published.jsonl is used.
    A `pace` of 0.1 makes every delay that is published a tenth as long, for tests with limits a tenth as long. `before`
    gives what stands before the site, such as what stands in its way.
    """

    def __init__(
        self,
        matters: Sequence[Matter],
        defects: Defects | None = None,
        clock: Callable[[], datetime] | None = None,
        port: int = 0,
        *,
        published: Mapping[str, tuple[int, Matter]] | None = None,
        state_path: Path | None = None,
        pace: float = 1.0,
        before: Callable[[ASGIApp], ASGIApp] | None = None,
    ) -> None:
        self.clock = DemoClock(clock or beijing_now)
        self._matters = tuple(matters)
        self._sockets = (_listen(port), _listen(0))
        self._folder = tempfile.TemporaryDirectory(prefix="zicha-demo-", ignore_cleanup_errors=True)
        self._state = State(state_path or Path(self._folder.name) / "state.sqlite")
        publications = publish_all(matters, shipped() if published is None else published)
        planted = plant(publications, Platform(), defects or Defects(variants=()))
        self.unmatched: tuple[Planting, ...] = planted.unmatched
        ports = (_port(self._sockets[0]), _port(self._sockets[1]))
        self._backend = Backend(planted.publications, planted.platform, self._state, self.clock, ports, pace)
        self.url, self.department_url = self._backend.portal_url, self._backend.department_url
        self._seed_cases()
        self._site = Site(self._backend, ports[1], self._die)
        self._server = _Server(
            uvicorn.Config(
                before(self._site) if before is not None else self._site,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=1,
                server_header=False,
                http=_Protocol,
            )
        )
        self._thread = threading.Thread(target=self._server.run, args=(list(self._sockets),), daemon=True)

    @property
    def documents(self) -> tuple[str, ...]:
        """The paths of the pages that browsers have loaded, in their order."""
        return tuple(self._site.documents)

    @property
    def handed_in(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """What was handed in by the bureau's form."""
        return tuple(self._site.bureau_form.handed_in)

    @property
    def proofs_sent(self) -> int:
        """How often somebody has bound an account or proved an identity where a page asked for that."""
        return self._backend.proofs_sent

    @property
    def publications(self) -> tuple[Publication, ...]:
        """What is published now."""
        return self._backend.publications

    def start(self) -> Self:
        """Serve, and return once both origins answer."""
        self._thread.start()
        if not self._server.ready.wait(START_SECONDS):
            raise RuntimeError("the embedded portal did not start")
        return self

    def stop(self) -> None:
        """Stop at once: from now on connections are refused. Stopping twice is harmless."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        for each in self._sockets:
            each.close()
        self._state.close()
        self._folder.cleanup()

    def _die(self) -> None:
        """Refuse all further connections, as a portal that goes down in mid-run."""
        self._server.should_exit = self._server.force_exit = True

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _seed_cases(self) -> None:
        """The cases that the inventory declares stand in the account of their identity."""
        for matter in self._matters:
            for case in matter.cases:
                applied = case.applied_at or case.accepted_at or self.clock.now()
                record = CaseRecord.model_validate(
                    {
                        "number": case.number,
                        "page_id": matter.page_id,
                        "identity": case.identity,
                        "applied_at": _zoned(applied),
                        "accepted_at": _zoned(case.accepted_at or (applied if case.accepted else None)),
                        "refused_at": _zoned(applied) if case.accepted is False else None,
                        "finished_at": _zoned(case.finished_at),
                        "paper_at": _zoned(case.paper_at),
                    }
                )
                self._state.add_case(record)
                if case.grade is not None:
                    self._state.add_evaluation(
                        EvaluationRecord(
                            page_id=matter.page_id,
                            identity=case.identity,
                            case_number=case.number,
                            grade=case.grade,
                            tags=(),
                            text="",
                            at=_zoned(case.finished_at) or self.clock.now(),
                        )
                    )


class _Protocol(H11Protocol):
    """Hands its transport on, so that a connection can be broken."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """A uvicorn server that tells when it listens, and leaves the signals to its host."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio sets TCP_NODELAY; without it every answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    return listener


def _port(listener: socket.socket) -> int:
    number: int = listener.getsockname()[1]
    return number


def _zoned(moment: datetime | None) -> datetime | None:
    return None if moment is None else aware(moment)
