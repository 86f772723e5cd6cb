"""Each fact is observed once and kept, failures too; a replay asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest

from tests.support.facts import (
    PAGE,
    SEEN,
    application,
    evaluation_page,
    evaluations,
    guide_page,
    licences,
    login,
    progress,
    prompt,
    rating,
    submission,
    withdrawal,
)
from tests.support.matters import make_matter
from tests.support.observers import OneObserver
from zicha.evidence.archive import Archive
from zicha.model.facts.case import OpenTestApplication, Withdrawal
from zicha.model.facts.forms import FormFiles
from zicha.model.facts.journey import Ending, Hop, Submission
from zicha.model.facts.records import Fact, FactKey, FirstLook, Record, Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.authorisation import Deed
from zicha.portal.interface import Archive as ArchiveOfFacts
from zicha.portal.interface import Keep, Observer, Seen
from zicha.portal.recorded import RecordedPortal

MATTER = make_matter()
NUMBER = "410821020210525A000002"
PERSON = Identity.PERSON


class MemoryArchive:
    """Keeps records in memory, and says when it is used without its lock."""

    def __init__(self) -> None:
        self.records: dict[FactKey, Record] = {}
        self.announced: set[FactKey] = set()
        self.locked: tuple[str, Identity | None] | None = None

    @contextmanager
    def lock(self, matter: str, identity: Identity | None) -> Iterator[None]:
        assert self.locked is None
        self.locked = (matter, identity)
        yield
        self.locked = None

    def read(self, key: FactKey) -> Record | None:
        return self.records.get(key)

    def announce(self, key: FactKey) -> bool:
        assert self.locked == (key.matter, key.identity)
        new = key not in self.announced
        self.announced.add(key)
        return new

    def announced_at(self, key: FactKey) -> datetime | None:
        return SEEN if key in self.announced else None

    def write(
        self, key: FactKey, sighting: Sighting, portal: str, demo: bool, first: FirstLook | None = None
    ) -> Record:
        assert self.locked == (key.matter, key.identity)
        fact = sighting.fact
        assert key not in self.records or self.records[key].fact == fact
        self.records[key] = Record(key=key, portal=portal, demo=demo, at=fact.at, fact=fact, first=first)
        return self.records[key]

    def write_failure(
        self, key: FactKey, reason: str, at: datetime, portal: str, demo: bool, first: FirstLook | None = None
    ) -> Record:
        assert self.locked == (key.matter, key.identity)
        self.records[key] = Record(key=key, portal=portal, demo=demo, at=at, failure=reason, first=first)
        return self.records[key]


class Witness:
    """An observer that counts what it is asked, and fails when told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.requests: list[str] = []
        self.cases: tuple[str, ...] = ()
        self.landed: Submission | None = None
        self._failure = failure

    def _see(self, fact: Fact) -> Sighting:
        self.requests.append(fact.kind)
        if self._failure is not None:
            raise self._failure
        return Sighting(fact)

    def login(self, identity: Identity) -> Sighting:
        return self._see(login())

    def guide(self, matter: Matter) -> Sighting:
        return self._see(guide_page())

    def forms(self, matter: Matter) -> Sighting:
        return self._see(FormFiles(url=PAGE, at=SEEN, files=()))

    def evaluation(self, matter: Matter) -> Sighting:
        return self._see(evaluation_page())

    def application(self, matter: Matter, identity: Identity) -> Sighting:
        return self._see(application(Ending.FORM))

    def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
        return self._see(submission())

    def landing(self, identity: Identity, submission: Submission) -> Sighting | None:
        self.requests.append("landing")
        if self._failure is not None:
            raise self._failure
        return Sighting(self.landed) if self.landed is not None else None

    def progress(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        return self._see(progress(number=number))

    def licences(self, matter: Matter, identity: Identity) -> Sighting:
        return self._see(licences())

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Sighting:
        return self._see(prompt())

    def rating(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        return self._see(rating())

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        return self._see(evaluations())

    def withdrawal(self, identity: Identity, number: str) -> Sighting:
        return self._see(withdrawal(number))

    def cases_since(self, matter: Matter, identity: Identity, since: datetime) -> tuple[str, ...]:
        self.requests.append("cases")
        return self.cases


def portal(archive: ArchiveOfFacts, witness: Witness | None) -> RecordedPortal:
    return RecordedPortal(archive, through(witness), "演示", True, lambda: SEEN)


def through(witness: Witness | None) -> OneObserver | None:
    return None if witness is None else OneObserver(witness)


def ask_everything(recorded: RecordedPortal) -> list[Record]:
    return [
        recorded.login(PERSON),
        recorded.guide(MATTER),
        recorded.forms(MATTER),
        recorded.evaluation(MATTER),
        recorded.application(MATTER, PERSON),
        recorded.submission(MATTER, PERSON),
        recorded.progress(MATTER, PERSON, NUMBER),
        recorded.licences(MATTER, PERSON),
    ]


KINDS = ["login", "guide", "forms", "evaluation", "application", "submission", "progress", "licences"]


def test_each_fact_is_observed_once() -> None:
    archive, witness = MemoryArchive(), Witness()
    first = ask_everything(portal(archive, witness))
    assert ask_everything(portal(archive, witness)) == first
    assert witness.requests == KINDS
    assert [record.fact.kind for record in first if record.fact] == KINDS
    assert all((record.portal, record.demo) == ("演示", True) for record in first)


def test_the_key_says_what_a_fact_is_about() -> None:
    keys = [record.key for record in ask_everything(portal(MemoryArchive(), Witness()))]
    assert keys == [
        FactKey(kind="login", identity=PERSON),
        FactKey(kind="guide", matter=MATTER.code),
        FactKey(kind="forms", matter=MATTER.code),
        FactKey(kind="evaluation", matter=MATTER.code),
        FactKey(kind="application", matter=MATTER.code, identity=PERSON),
        FactKey(kind="submission", matter=MATTER.code, identity=PERSON),
        FactKey(kind="progress", matter=MATTER.code, identity=PERSON, case=NUMBER),
        FactKey(kind="licences", matter=MATTER.code, identity=PERSON),
    ]


def test_each_look_says_what_it_does_at_the_portal() -> None:
    """So that an authorisation is asked for that, and for that matter."""

    @dataclass(frozen=True)
    class Listening(OneObserver):
        deeds: list[tuple[Deed, Matter | None]]

        def see(self, deed: Deed, matter: Matter | None, look: Callable[[Observer], Seen]) -> Seen:
            self.deeds.append((deed, matter))
            return super().see(deed, matter, look)

    listening = Listening(Breaking(Uncheckable("")), [])
    recorded = RecordedPortal(MemoryArchive(), listening, "演示", True, lambda: SEEN)
    ask_everything(recorded)
    recorded.prompt(MATTER, PERSON, NUMBER, True)
    recorded.rating(MATTER, PERSON, NUMBER)
    recorded.evaluations(MATTER, PERSON, NUMBER)
    recorded.withdrawal(OpenTestApplication(matter=MATTER.code, identity=PERSON, number=NUMBER))
    view, log_in = (Deed.VIEW, MATTER), (Deed.LOG_IN, MATTER)
    assert listening.deeds == [
        *((Deed.LOG_IN, None), view, view, view, log_in, (Deed.SUBMIT, MATTER), log_in, log_in),
        *(log_in, (Deed.EVALUATE, MATTER), log_in, (Deed.WITHDRAW, None)),
    ]


def test_identities_and_cases_are_facts_of_their_own() -> None:
    witness = Witness()
    recorded = portal(MemoryArchive(), witness)
    for identity in Identity:
        recorded.application(MATTER, identity)
        recorded.progress(MATTER, identity, NUMBER)
        recorded.progress(MATTER, identity, NUMBER[:-1] + "3")
    assert len(witness.requests) == 6


def test_what_another_worker_saw_is_not_visited_again() -> None:
    archive, witness = MemoryArchive(), Witness()
    theirs = portal(archive, Witness()).guide(MATTER)
    assert portal(archive, witness).guide(MATTER) is theirs
    assert witness.requests == []


def test_a_failure_is_kept_and_not_tried_again() -> None:
    archive, witness = MemoryArchive(), Witness(Uncheckable("门户正在维护"))
    recorded = portal(archive, witness)
    for record in (recorded.guide(MATTER), recorded.guide(MATTER)):
        assert (record.fact, record.failure, record.at) == (None, "门户正在维护", SEEN)
    assert witness.requests == ["guide"]


@pytest.mark.parametrize("error", [KeyError("x"), ZeroDivisionError(), AssertionError("内部"), OSError("网络断开")])
def test_a_fault_of_ours_costs_this_fact_only(error: Exception) -> None:
    archive = MemoryArchive()
    records = ask_everything(portal(archive, Witness(error)))
    assert len(archive.records) == len(KINDS)
    assert all(type(error).__name__ in record.failure and "本工具出错" in record.failure for record in records)
    assert archive.locked is None


def test_a_long_fault_is_cut() -> None:
    record = portal(MemoryArchive(), Witness(RuntimeError("长" * 5000))).guide(MATTER)
    assert len(record.failure) < 300


def test_an_interruption_is_no_failure_of_the_portal() -> None:
    class Interrupting(Witness):
        def guide(self, matter: Matter) -> Sighting:
            raise KeyboardInterrupt

    archive = MemoryArchive()
    with pytest.raises(KeyboardInterrupt):
        portal(archive, Interrupting()).guide(MATTER)
    assert archive.records == {}


def test_a_replay_answers_from_what_was_kept() -> None:
    archive = MemoryArchive()
    kept = ask_everything(portal(archive, Witness()))
    assert ask_everything(portal(archive, None)) == kept


def test_a_replay_says_what_it_does_not_hold_and_writes_nothing() -> None:
    archive = MemoryArchive()
    for record in ask_everything(portal(archive, None)):
        assert record.fact is None
        assert record.failure == "所给的证据中没有这项记录"
    assert archive.records == {}


def test_an_interrupted_submission_is_never_handed_in_again() -> None:
    class Interrupting(Witness):
        def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
            raise KeyboardInterrupt

    archive, witness = MemoryArchive(), Witness()
    with pytest.raises(KeyboardInterrupt):
        portal(archive, Interrupting()).submission(MATTER, PERSON)
    archive.locked = None
    record = portal(archive, witness).submission(MATTER, PERSON)
    assert (record.fact, witness.requests) == (None, [])
    assert "未重复提交" in record.failure
    assert portal(archive, witness).submission(MATTER, Identity.LEGAL_PERSON).fact is not None


class Breaking(Witness):
    """Files an application, sees its number, and gets no further."""

    def __init__(self, failure: BaseException) -> None:
        super().__init__()
        self._end = failure

    def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
        keep(Sighting(submission(number=NUMBER)))
        raise self._end


def test_a_run_that_dies_at_the_number_goes_on_with_it() -> None:
    archive, witness = MemoryArchive(), Witness()
    with pytest.raises(KeyboardInterrupt):
        portal(archive, Breaking(KeyboardInterrupt())).submission(MATTER, PERSON)
    archive.locked = None
    assert portal(archive, witness).submission(MATTER, PERSON).fact == submission(number=NUMBER)
    assert witness.requests == []


@pytest.mark.parametrize("failure", [Uncheckable("浏览器意外退出，已换用新的浏览器"), OSError(28, "No space left")])
def test_a_number_outlives_what_fails_after_it(failure: Exception) -> None:
    archive = MemoryArchive()
    assert portal(archive, Breaking(failure)).submission(MATTER, PERSON).fact == submission(number=NUMBER)


def test_a_number_that_is_kept_on_the_way_is_not_read_as_the_whole(tmp_path: Path) -> None:
    """Another worker that asks meanwhile waits until all has been seen."""
    whole, read = submission(number=NUMBER).model_copy(update={"chosen": ("企业",)}), list[Record]()
    another = Thread(target=lambda: read.append(portal(Archive(tmp_path), Witness()).submission(MATTER, PERSON)))

    class Midway(Witness):
        def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
            keep(Sighting(submission(number=NUMBER)))
            another.start()
            another.join(0.3)
            return Sighting(whole)

    assert portal(Archive(tmp_path), Midway()).submission(MATTER, PERSON).fact == whole
    another.join()
    assert [record.fact for record in read] == [whole]


class TestWhatIsDoneToACase:
    """Evaluating and withdrawing: once, and only what the suite itself has filed."""

    OWN = OpenTestApplication(matter=MATTER.code, identity=PERSON, number=NUMBER)

    @pytest.fixture
    def archive(self) -> MemoryArchive:
        archive = MemoryArchive()
        key = FactKey(kind="submission", matter=MATTER.code, identity=PERSON)
        archive.records[key] = Record(key=key, portal="", demo=True, at=SEEN, fact=submission(number=NUMBER))
        return archive

    def test_our_own_is_evaluated_and_withdrawn_once(self, archive: MemoryArchive) -> None:
        witness = Witness()
        for _ in range(2):
            assert portal(archive, witness).rating(MATTER, PERSON, NUMBER).fact == rating()
            assert portal(archive, witness).withdrawal(self.OWN).fact == withdrawal(NUMBER)
        assert witness.requests == ["rating", "withdrawal"]

    def test_what_broke_off_is_not_tried_again(self, archive: MemoryArchive) -> None:
        witness = Witness()
        for kind in ("rating", "withdrawal"):
            archive.announced.add(FactKey(kind=kind, matter=MATTER.code, identity=PERSON, case=NUMBER))
        assert "未重复提交" in portal(archive, witness).rating(MATTER, PERSON, NUMBER).failure
        assert "未重复撤回" in portal(archive, witness).withdrawal(self.OWN).failure
        assert witness.requests == []

    @pytest.mark.parametrize("number", ["410200020221226A000001", ""])
    def test_nobody_elses_case_is_touched(self, archive: MemoryArchive, number: str) -> None:
        """A citizen's case is looked at and no more."""
        witness = Witness()
        theirs = self.OWN.model_copy(update={"number": number})
        assert "不是本工具提交的测试件" in portal(archive, witness).rating(MATTER, PERSON, number).failure
        assert "不是本工具提交的测试件" in portal(archive, witness).withdrawal(theirs).failure
        assert witness.requests == []

    def test_what_an_earlier_run_left_open_is_withdrawn_before_another_is_filed(self) -> None:
        archive, witness = MemoryArchive(), Witness()
        other = OpenTestApplication(
            matter="11410200005197365E3000119009999", identity=PERSON, number="4108210202105250001"
        )
        recorded = RecordedPortal(archive, through(witness), "演示", True, lambda: SEEN, [self.OWN, other])
        recorded.submission(MATTER, PERSON)
        assert witness.requests == ["withdrawal", "submission"]
        key = FactKey(kind="withdrawal", matter=MATTER.code, identity=PERSON, case=NUMBER)
        record = archive.records[key]
        assert isinstance(record.fact, Withdrawal)
        recorded.withdrawal(self.OWN)
        recorded.withdrawal(other)
        assert witness.requests == ["withdrawal", "submission", "withdrawal"]

    def test_what_is_followed_is_gone_on_with_and_not_handed_in_anew(self) -> None:
        """And it is our own: it may be evaluated and withdrawn."""
        archive, witness = MemoryArchive(), Witness()
        filed = submission(number=NUMBER)
        recorded = RecordedPortal(
            archive, through(witness), "演示", True, lambda: SEEN, [self.OWN], [(self.OWN, filed)]
        )
        assert recorded.submission(MATTER, PERSON).fact == filed
        assert witness.requests == []
        assert recorded.rating(MATTER, PERSON, NUMBER).fact == rating()
        assert recorded.withdrawal(self.OWN).fact == withdrawal(NUMBER)
        recorded.submission(MATTER, Identity.LEGAL_PERSON)
        assert witness.requests == ["rating", "withdrawal", "submission"]

    def test_a_replay_withdraws_nothing(self, archive: MemoryArchive) -> None:
        assert portal(archive, None).withdrawal(self.OWN).failure == "所给的证据中没有这项记录"


class TestNeverTwice:
    """What broke off may have been filed: 我的办件 is looked at before anything is filed again."""

    BROKEN_OFF = OpenTestApplication(matter=MATTER.code, identity=PERSON, since=SEEN)

    def _portal(self, witness: Witness, *left: OpenTestApplication) -> RecordedPortal:
        return RecordedPortal(MemoryArchive(), through(witness), "演示", True, lambda: SEEN, left)

    def test_what_may_be_the_one_that_broke_off_stops_it(self) -> None:
        witness = Witness()
        witness.cases = (NUMBER,)
        record = self._portal(witness, self.BROKEN_OFF).submission(MATTER, PERSON)
        assert f"“我的办件”中已有可能是它的办件（{NUMBER}），未重复提交" in record.failure
        assert witness.requests == ["cases"]

    def test_where_nothing_stands_there_it_is_filed(self) -> None:
        witness = Witness()
        assert self._portal(witness, self.BROKEN_OFF).submission(MATTER, PERSON).fact == submission()
        assert [each for each in witness.requests if each != "withdrawal"] == ["cases", "submission"]

    def test_one_that_is_known_is_none(self) -> None:
        witness = Witness()
        witness.cases = (NUMBER,)
        known = OpenTestApplication(matter=MATTER.code, identity=PERSON, number=NUMBER)
        assert self._portal(witness, self.BROKEN_OFF, known).submission(MATTER, PERSON).fact == submission()

    def test_of_other_matters_nobody_asks(self) -> None:
        witness = Witness()
        other = self.BROKEN_OFF.model_copy(update={"matter": "0" * 31})
        self._portal(witness, other).submission(MATTER, PERSON)
        assert "cases" not in witness.requests


class TestSecondLook:
    """At the end of the run what did not come is looked at once more, and both looks are kept."""

    FIRST = FactKey(kind="application", matter=MATTER.code, identity=PERSON)
    SECOND = FIRST.model_copy(update={"look": 2})

    def _portal(self, archive: MemoryArchive, witness: Witness | None) -> RecordedPortal:
        return RecordedPortal(archive, through(witness), "演示", True, lambda: SEEN, looks_again=True)

    def test_what_did_not_come_is_looked_at_once_more(self) -> None:
        archive = MemoryArchive()
        assert portal(archive, Witness(Uncheckable("门户正在维护"))).application(MATTER, PERSON).failure
        witness = Witness()
        for _ in range(2):
            record = self._portal(archive, witness).application(MATTER, PERSON)
            assert record.fact == application(Ending.FORM)
            assert record.first == FirstLook(at=SEEN, silence="门户正在维护")
        assert witness.requests == ["application"]
        assert archive.records[self.FIRST].failure == "门户正在维护"
        assert portal(archive, None).application(MATTER, PERSON) == archive.records[self.SECOND], "a replay, too"

    def test_what_came_is_not_looked_at_again(self) -> None:
        archive, witness = MemoryArchive(), Witness()
        first = portal(archive, Witness()).application(MATTER, PERSON)
        assert self._portal(archive, witness).application(MATTER, PERSON) == first
        assert witness.requests == []

    @pytest.mark.parametrize(
        ("first", "asks"),
        [
            (submission(dead=True), ["submission"]),
            (submission(dead=True).model_copy(update={"pressed_submit": True}), ["cases", "submission"]),
        ],
        ids=["nothing was sent", "it may have been"],
    )
    def test_a_test_application_is_handed_in_again_only_where_none_was(
        self, first: Submission, asks: list[str]
    ) -> None:
        archive, witness = MemoryArchive(), Witness()
        key = self.FIRST.model_copy(update={"kind": "submission"})
        archive.announced.add(key)
        archive.records[key] = Record(key=key, portal="", demo=True, at=SEEN, fact=first)
        assert self._portal(archive, witness).submission(MATTER, PERSON).fact == submission()
        assert witness.requests == asks

    def test_one_that_stands_in_the_list_is_not_handed_in_again(self) -> None:
        archive, witness = MemoryArchive(), Witness()
        witness.cases = (NUMBER,)
        key = self.FIRST.model_copy(update={"kind": "submission"})
        archive.announced.add(key)
        archive.records[key] = Record(key=key, portal="", demo=True, at=SEEN, failure="门户限制访问频率")
        assert NUMBER in self._portal(archive, witness).submission(MATTER, PERSON).failure
        assert witness.requests == ["cases"]

    def test_what_was_seen_of_one_that_may_be_filed_stands(self) -> None:
        """The host did not answer the last button, and a case stands in the list: the form was seen all the same."""
        archive, witness = MemoryArchive(), Witness()
        witness.cases = (NUMBER,)
        key = self.FIRST.model_copy(update={"kind": "submission"})
        unanswered = submission().model_copy(update={"pressed_submit": True, "unanswered": "HTTP 503"})
        archive.announced.add(key)
        archive.records[key] = Record(key=key, portal="", demo=True, at=SEEN, fact=unanswered)
        assert self._portal(archive, witness).submission(MATTER, PERSON).fact == unanswered
        assert witness.requests == ["cases"]
        assert portal(archive, None).submission(MATTER, PERSON).fact == unanswered

    @pytest.mark.parametrize("status", [301, 302, 303])
    def test_the_page_to_which_it_led_tells_its_number(self, status: int) -> None:
        archive, witness = MemoryArchive(), Witness()
        witness.cases, witness.landed = (NUMBER,), submission(number=NUMBER)
        key = self._unanswered(archive, status)
        record = self._portal(archive, witness).submission(MATTER, PERSON)
        assert record.fact == submission(number=NUMBER)
        assert record.first == FirstLook(at=SEEN, silence="没有得到答复（页面空白）")
        assert witness.requests == ["landing"]
        assert key.model_copy(update={"look": 2}) in archive.announced, "it is this run's to take back"
        own = OpenTestApplication(matter=MATTER.code, identity=PERSON, number=NUMBER)
        assert portal(archive, witness).withdrawal(own).fact == withdrawal(NUMBER)

    def test_the_page_to_which_it_led_may_have_been_cut_off_before_it_began(self) -> None:
        archive, witness = MemoryArchive(), Witness()
        witness.cases, witness.landed = (NUMBER,), submission(number=NUMBER)
        key = self._unanswered(archive, 303)
        seen = archive.records[key].fact
        assert isinstance(seen, Submission)
        cut = seen.model_copy(update={"hops": seen.hops[:1] * 2, "url": f"{PAGE}/done"})
        archive.records[key] = archive.records[key].model_copy(update={"fact": cut})
        assert self._portal(archive, witness).submission(MATTER, PERSON).fact == submission(number=NUMBER)
        assert witness.requests == ["landing"]

    @pytest.mark.parametrize("status", [200, 307, 308, None])
    def test_what_was_sent_is_not_sent_again(self, status: int | None) -> None:
        """A page that answered the button itself, or a redirect that sends on, would hand in once more."""
        archive, witness = MemoryArchive(), Witness()
        witness.cases, witness.landed = (NUMBER,), submission(number=NUMBER)
        self._unanswered(archive, status)
        self._portal(archive, witness).submission(MATTER, PERSON)
        assert witness.requests == ["cases"]

    @pytest.mark.parametrize("failure", [None, Uncheckable("门户暂时无法服务（HTTP 503）")], ids=["no number", "down"])
    def test_where_it_tells_none_the_list_is_asked(self, failure: Uncheckable | None) -> None:
        archive, witness = MemoryArchive(), Witness(failure)
        witness.cases = (NUMBER,)
        self._unanswered(archive, 303)
        assert self._portal(archive, witness).submission(MATTER, PERSON).silence == "没有得到答复（页面空白）"
        assert witness.requests == ["landing", "cases"]

    def _unanswered(self, archive: MemoryArchive, status: int | None) -> FactKey:
        """Keep a first look at which 提交 led to a page that came blank."""
        hops = tuple(
            Hop(action="点击“提交”", url=f"{PAGE}/{page}", at=SEEN, status=answer)
            for page, answer in (("review", status), ("done", 200))
        )
        fact = submission().model_copy(update={"pressed_submit": True, "unanswered": "页面空白", "hops": hops})
        key = self.FIRST.model_copy(update={"kind": "submission"})
        archive.announced.add(key)
        archive.records[key] = Record(key=key, portal="", demo=True, at=SEEN, fact=fact)
        return key

    def test_nothing_is_evaluated_twice(self) -> None:
        archive, witness = MemoryArchive(), Witness()
        filed, rated = (
            FactKey(kind=kind, matter=MATTER.code, identity=PERSON, case=case)
            for kind, case in (("submission", ""), ("rating", NUMBER))
        )
        archive.records[filed] = Record(key=filed, portal="", demo=True, at=SEEN, fact=submission(number=NUMBER))
        archive.records[rated] = Record(key=rated, portal="", demo=True, at=SEEN, failure="门户限制访问频率")
        archive.announced.add(rated)
        assert "未重复提交" in self._portal(archive, witness).rating(MATTER, PERSON, NUMBER).failure
        assert witness.requests == []
