"""Facts that are kept: `RecordedPortal` observes each fact once and keeps it, or only reads what was kept.

It answers from the archive first; so parallel workers find each other's facts instead of visiting twice, and a
check judges the same thing whether it runs in the first round or years later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from zicha.model.facts.case import OpenTestApplication
from zicha.model.facts.journey import Submission
from zicha.model.facts.records import FactKey, FirstLook, Record, Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.authorisation import Deed
from zicha.portal.interface import Archive, Keep, Observer, Observers, Seen

_WITHOUT_LOGIN = ("guide", "forms", "evaluation")
"""Kinds of facts that anybody may look at."""
_KEPT_EARLY = frozenset({"submission"})
"""Kinds of facts that are kept as soon as their number is seen, and once more when all is seen."""
_Act = Callable[[FactKey, Keep], Sighting]


class RecordedPortal:
    """The portal as the checks ask it: each question is the key under which its fact is kept."""

    def __init__(
        self,
        archive: Archive,
        observers: Observers | None,
        portal: str,
        demo: bool,
        clock: Callable[[], datetime],
        left_over: Sequence[OpenTestApplication] = (),
        followed: Sequence[tuple[OpenTestApplication, Submission]] = (),
        reread: Callable[[Record], Record] | None = None,
        looks_again: bool = False,
    ) -> None:
        """Observe nothing new without observers: what the archive does not hold is 未能核查 then.

        `left_over` are the test applications that earlier runs have left open, `followed` those of them that this
        run goes on with instead of handing in anew. `reread` gives the record of a guide anew. One who `looks_again`
        looks a second time at what did not come.
        """
        self._looks_again = looks_again
        self._reread = reread
        self._followed = {(case.matter, case.identity): submission for case, submission in followed}
        self._left_over = tuple(left_over)
        self._archive = archive
        self._observers = observers
        self._portal = portal
        self._demo = demo
        self._clock = clock

    def login(self, identity: Identity) -> Record:
        return self._record(FactKey(kind="login", identity=identity), None, lambda live: live.login(identity))

    def guide(self, matter: Matter) -> Record:
        record = self._record(FactKey(kind="guide", matter=matter.code), matter, lambda live: live.guide(matter))
        return self._reread(record) if self._reread is not None else record

    def forms(self, matter: Matter) -> Record:
        return self._record(FactKey(kind="forms", matter=matter.code), matter, lambda live: live.forms(matter))

    def evaluation(self, matter: Matter) -> Record:
        key = FactKey(kind="evaluation", matter=matter.code)
        return self._record(key, matter, lambda live: live.evaluation(matter))

    def application(self, matter: Matter, identity: Identity) -> Record:
        key = FactKey(kind="application", matter=matter.code, identity=identity)
        return self._record(key, matter, lambda live: live.application(matter, identity))

    def submission(self, matter: Matter, identity: Identity) -> Record:
        def hand_in_once(key: FactKey, keep: Keep) -> Sighting:
            if (going_on := self._followed.get((matter.code, identity))) is not None:
                self._archive.announce(key)  # it is as much this run's as the one's that filed it
                return Sighting(going_on)
            if (landed := self._landed(key, matter)) is not None:
                self._archive.announce(key)
                return landed
            own = [left for left in self._left_over if (left.matter, left.identity) == (matter.code, identity)]
            self._require_not_filed(matter, [*own, *self._doubtful(key)])
            if not self._archive.announce(key):
                raise Uncheckable("上一次提交测试件时中断，未重复提交：请到“我的办件”核对")
            for left in own:  # many portals take no second application while one is open
                self._withdraw(left)
            return self._see(Deed.SUBMIT, matter, lambda live: live.submission(matter, identity, keep))

        return self._record_act(FactKey(kind="submission", matter=matter.code, identity=identity), hand_in_once)

    def _landed(self, key: FactKey, matter: Matter) -> Sighting | None:
        """Return what the first look has filed, where the page that did not come then names it now."""
        first = self._archive.read(_first_of(key)) if key.look > 1 else None
        fact, identity = (first.fact if first is not None else None), key.identity
        if identity is None or not isinstance(fact, Submission) or not fact.landing:
            return None
        try:
            return self._see(Deed.LOG_IN, matter, lambda live: live.landing(identity, fact))
        except Uncheckable:  # 我的办件 may still tell whether it was filed
            return None

    def _doubtful(self, key: FactKey) -> tuple[OpenTestApplication, ...]:
        """Return the test application that the first look may have filed without being told a number."""
        begun = self._archive.announced_at(_first_of(key)) if key.look > 1 else None
        first = self._archive.read(_first_of(key))
        was_not_sent = first is not None and isinstance(first.fact, Submission) and not first.fact.pressed_submit
        if begun is None or was_not_sent or key.identity is None:
            return ()
        return (OpenTestApplication(matter=key.matter, identity=key.identity, since=begun),)

    def _require_not_filed(self, matter: Matter, own: Sequence[OpenTestApplication]) -> None:
        """Raise Uncheckable where an earlier run broke off, and 我的办件 shows what it may have filed."""
        known = {left.number for left in own}
        for left in own:
            if left.number or left.since is None:
                continue
            if filed := [each for each in self._cases_since(matter, left.identity, left.since) if each not in known]:
                raise Uncheckable(
                    f"上一次提交测试件时中断，“我的办件”中已有可能是它的办件（{'、'.join(filed)[:200]}），未重复提交：请核对并撤回"
                )

    def _cases_since(self, matter: Matter, identity: Identity, since: datetime) -> tuple[str, ...]:
        return self._see(Deed.LOG_IN, matter, lambda live: live.cases_since(matter, identity, since))

    def progress(self, matter: Matter, identity: Identity, number: str) -> Record:
        key = FactKey(kind="progress", matter=matter.code, identity=identity, case=number)
        return self._record(key, matter, lambda live: live.progress(matter, identity, number))

    def licences(self, matter: Matter, identity: Identity) -> Record:
        key = FactKey(kind="licences", matter=matter.code, identity=identity)
        return self._record(key, matter, lambda live: live.licences(matter, identity))

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Record:
        key = FactKey(kind="prompt", matter=matter.code, identity=identity, case=number)
        return self._record(key, matter, lambda live: live.prompt(matter, identity, number, is_test_application))

    def rating(self, matter: Matter, identity: Identity, number: str) -> Record:
        def rate_once(key: FactKey, keep: Keep) -> Sighting:
            if key.look > 1 and self._archive.announced_at(_first_of(key)) is not None:
                raise Uncheckable("首次提交评价没有结果，未重复提交：请到“我的评价”核对")
            if self._test_application_number(matter.code, identity) != number:
                raise Uncheckable("不是本工具提交的测试件，不提交评价")
            if not self._archive.announce(key):
                raise Uncheckable("上一次提交评价时中断，未重复提交：请到“我的评价”核对")
            return self._see(Deed.EVALUATE, matter, lambda live: live.rating(matter, identity, number))

        return self._record_act(FactKey(kind="rating", matter=matter.code, identity=identity, case=number), rate_once)

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Record:
        key = FactKey(kind="evaluations", matter=matter.code, identity=identity, case=number)
        return self._record(key, matter, lambda live: live.evaluations(matter, identity, number))

    def withdrawal(self, test_application: OpenTestApplication) -> Record:
        """Take back a test application of this run, or of an earlier one that left it open."""
        key = _of_withdrawal(test_application)
        if self._observers is None:
            return self._archive.read(key) or self._missing(key)
        with self._archive.lock(test_application.matter, test_application.identity):
            return self._withdraw(test_application)

    def _withdraw(self, test_application: OpenTestApplication) -> Record:
        number, identity = test_application.number, test_application.identity
        of_this_run = self._test_application_number(test_application.matter, identity)
        withdrawable = {of_this_run, *(left.number for left in self._left_over)}

        def withdraw_once(key: FactKey, keep: Keep) -> Sighting:
            if not number or number not in withdrawable:
                raise Uncheckable("不是本工具提交的测试件，不撤回")
            if not self._archive.announce(key):
                raise Uncheckable("上一次撤回时中断，未重复撤回：请到“我的办件”核对")
            return self._see(Deed.WITHDRAW, None, lambda live: live.withdrawal(identity, number))

        key = _of_withdrawal(test_application)
        return self._archive.read(key) or self._observe(key, withdraw_once)

    def _test_application_number(self, code: str, identity: Identity) -> str:
        """Return the number of the test application that was filed here: of nothing else anything may be changed."""
        key = FactKey(kind="submission", matter=code, identity=identity)
        looks = (self._archive.read(each) for each in (_second_of(key), key))
        numbers = (each.fact.number for each in looks if each is not None and isinstance(each.fact, Submission))
        return next(filter(None, numbers), "")

    def _see(self, deed: Deed, matter: Matter | None, look: Callable[[Observer], Seen]) -> Seen:
        assert self._observers is not None
        return self._observers.see(deed, matter, look)

    def _record(self, key: FactKey, matter: Matter | None, look: Callable[[Observer], Sighting]) -> Record:
        deed = Deed.VIEW if key.kind in _WITHOUT_LOGIN else Deed.LOG_IN
        return self._record_act(key, lambda key, keep: self._see(deed, matter, look))

    def _record_act(self, key: FactKey, act: _Act) -> Record:
        """Return the record of what is observed by doing something, which the key of the look is announced for."""
        first = self._look(key, act)
        if not first.silence:
            return first
        if self._observers is None:
            return _surer(first, self._archive.read(_second_of(key)) or first)
        if not self._looks_again:
            return first
        return _surer(first, self._look(_second_of(key), act, FirstLook(at=first.at, silence=first.silence)))

    def _look(self, key: FactKey, act: _Act, first: FirstLook | None = None) -> Record:
        is_whole = self._observers is None or key.kind not in _KEPT_EARLY
        if is_whole and (record := self._archive.read(key)) is not None:
            return record
        if self._observers is None:
            return self._missing(key)
        with self._archive.lock(key.matter, key.identity):  # under which another process may just have observed it
            return self._archive.read(key) or self._observe(key, act, first)

    def _observe(self, key: FactKey, act: _Act, first: FirstLook | None = None) -> Record:
        """Observe and keep what is seen; where that fails, what was kept on the way stands."""

        def keep(sighting: Sighting) -> Record:
            return self._archive.write(key, sighting, self._portal, self._demo, first)

        try:
            return keep(act(key, keep))
        except Uncheckable as failure:
            reason = str(failure)
        except Exception as error:  # a fault of ours must cost this fact only, and be the same in a replay
            message = next(iter(str(error).splitlines()), "")  # what follows may tell what was typed
            reason = f"本工具出错，未能取得页面内容（{type(error).__name__}：{message[:200]}）"
        return self._archive.read(key) or self._archive.write_failure(
            key, reason, self._clock(), self._portal, self._demo, first
        )

    def _missing(self, key: FactKey) -> Record:
        return Record(
            key=key, portal=self._portal, demo=self._demo, at=self._clock(), failure="所给的证据中没有这项记录"
        )


def _surer(first: Record, second: Record) -> Record:
    """Return the second look, or the first at what was handed in: where it may be filed, nobody hands it in again."""
    is_seen = isinstance(first.fact, Submission) and first.fact.unanswered != ""
    return first if is_seen and second.failure else second


def _first_of(key: FactKey) -> FactKey:
    return key.model_copy(update={"look": 1})


def _second_of(key: FactKey) -> FactKey:
    return key.model_copy(update={"look": 2})


def _of_withdrawal(test_application: OpenTestApplication) -> FactKey:
    return FactKey(
        kind="withdrawal",
        matter=test_application.matter,
        identity=test_application.identity,
        case=test_application.number,
    )
