"""Facts that are kept: `Recorded` observes each fact once and keeps it, or only reads what was kept.

It answers from the archive first; so parallel workers find each other's facts instead of visiting twice, and a
check judges the same thing whether it runs in the first round or years later.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from zicha.model.facts import FactKey, Record, Sighting
from zicha.model.matter import Identity, Matter
from zicha.portal.interface import Archive, Observer, Uncheckable


class Recorded:
    """Turns each question of the Portal interface into the key under which its fact is kept."""

    def __init__(
        self, archive: Archive, observer: Observer | None, portal: str, demo: bool, clock: Callable[[], datetime]
    ) -> None:
        """Without an observer nothing new is observed: what the archive does not hold is 未能核查."""
        self._archive = archive
        self._observer = observer
        self._portal = portal
        self._demo = demo
        self._clock = clock

    def login(self, identity: Identity) -> Record:
        return self._record(FactKey(kind="login", identity=identity), lambda live: live.login(identity))

    def guide(self, matter: Matter) -> Record:
        return self._record(FactKey(kind="guide", matter=matter.code), lambda live: live.guide(matter))

    def forms(self, matter: Matter) -> Record:
        return self._record(FactKey(kind="forms", matter=matter.code), lambda live: live.forms(matter))

    def evaluation(self, matter: Matter) -> Record:
        return self._record(FactKey(kind="evaluation", matter=matter.code), lambda live: live.evaluation(matter))

    def application(self, matter: Matter, identity: Identity) -> Record:
        key = FactKey(kind="application", matter=matter.code, identity=identity)
        return self._record(key, lambda live: live.application(matter, identity))

    def submission(self, matter: Matter, identity: Identity) -> Record:
        key = FactKey(kind="submission", matter=matter.code, identity=identity)

        def hand_in_once(live: Observer) -> Sighting:
            if not self._archive.announce(key):
                raise Uncheckable("上一次提交测试件时中断，未重复提交：请到“我的办件”核对")
            return live.submission(matter, identity)

        return self._record(key, hand_in_once)

    def progress(self, matter: Matter, identity: Identity, number: str) -> Record:
        key = FactKey(kind="progress", matter=matter.code, identity=identity, case=number)
        return self._record(key, lambda live: live.progress(matter, identity, number))

    def licences(self, matter: Matter, identity: Identity) -> Record:
        key = FactKey(kind="licences", matter=matter.code, identity=identity)
        return self._record(key, lambda live: live.licences(matter, identity))

    def _record(self, key: FactKey, observe: Callable[[Observer], Sighting]) -> Record:
        if self._observer is None:
            return self._archive.read(key) or self._missing(key)
        with self._archive.lock(key.matter, key.identity):
            known = self._archive.read(key)
            if known is not None:
                return known
            try:
                return self._archive.write(key, observe(self._observer), self._portal, self._demo)
            except Uncheckable as failure:
                reason = str(failure)
            except Exception as error:  # a fault of ours must cost this fact only, and be the same in a replay
                reason = f"本工具出错，未能取得页面内容（{type(error).__name__}：{str(error)[:200]}）"
            return self._archive.write_failure(key, reason, self._clock(), self._portal, self._demo)

    def _missing(self, key: FactKey) -> Record:
        return Record(
            key=key, portal=self._portal, demo=self._demo, at=self._clock(), failure="所给的证据中没有这项记录"
        )
