"""The evidence folder of one run: records as JSON, snapshots beside them, and a hash chain over every file.

    evidence/manifest.json                     which portal, whether it was the embedded one
    evidence/chain.jsonl                       one line a file: its SHA-256, chained to the line before
    evidence/<matter>/[person|legal]/<kind>.json, <kind>-1.html, <kind>-2.jpg …
    evidence/<matter>/forms-1-<mark>.html …   what shows a form; the mark is that of its address
    evidence/<matter>/[person|legal]/<kind>-second.json …       the second look at what did not come at first
    evidence/<matter>/guide-pages.json.gz      the pages that the guide was read from, for `--reread`

Several processes may write into one archive; `lock` keeps them from observing the same thing twice.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import cached_property
from pathlib import Path

from filelock import FileLock
from pydantic import AwareDatetime, Field, ValidationError

from zicha.evidence.chain import (
    LOCKS,
    UNFINISHED,
    EvidenceUnreadable,
    add_to_chain,
    chained_digests,
    drop_unfinished,
)
from zicha.evidence.remarks import digest_of, has_other_line_ends
from zicha.model.base import BEIJING, Model
from zicha.model.facts.case import Licences
from zicha.model.facts.records import Fact, FactKey, FirstLook, RawSnapshot, Record, Sighting, Snapshot, mark_of
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.model.page import OpenedPage, PagesRead
from zicha.model.rule_settings import RuleSettings
from zicha.model.thresholds import Thresholds

_AT_HAND = 100
"""Records in memory at most. A city's would fill it, and Python would search them for garbage again and again."""
PAGES = "application/gzip"
"""The medium of the snapshot that holds pages to be read again, not to be looked at."""
_FORMS = "forms"
MANIFEST = "manifest.json"
_NO_MATTER = "portal"
"""The folder of what is observed once for all matters."""
FOLDERS = {Identity.PERSON: "person", Identity.LEGAL_PERSON: "legal", None: ""}


class Manifest(Model):
    """Where the evidence comes from, and by which thresholds and rules it was first judged."""

    portal: str
    profile: str
    address: str
    demo: bool
    thresholds: Thresholds
    rules: RuleSettings
    values: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    """Words of closed lists that the portal's profile adds: element → value → words."""
    started: AwareDatetime
    second_look: bool = False
    """Whether what did not come is looked at once more before it is a problem. Earlier versions looked once."""


class Archive:
    """The evidence of one run under `folder`, to read and to write.

    A run that goes on with an earlier one passes the moment when it began: what could not be observed before is
    observed anew.

    Each file is written, and chained, within `whole`, which lets an interruption wait. What masks is imported where
    something is written: a collection and a replay only read.
    """

    def __init__(
        self,
        folder: Path,
        whole: Callable[[], AbstractContextManager[None]] = nullcontext,
        renew_failures_before: datetime | None = None,
    ) -> None:
        self.folder = folder
        self._whole = whole
        self._renew_failures_before = renew_failures_before
        self._known: dict[FactKey, Record] = {}

    def begin(self, manifest: Manifest) -> None:
        """Make the folder and say where what follows comes from."""
        (self.folder / LOCKS).mkdir(parents=True, exist_ok=True)
        self._write_file(MANIFEST, manifest.model_dump_json(indent=1).encode())

    def keep(self, name: str, content: Mapping[str, str]) -> None:
        """Keep what is about the run as a whole, beside the manifest."""
        self._write_file(name, json.dumps(content, ensure_ascii=False, indent=1).encode())

    def kept(self, name: str) -> dict[str, str]:
        """Return what is kept under a name; nothing where that is not there, or damaged."""
        try:
            kept = json.loads((self.folder / name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, dict) else {}

    def take_over(self, earlier: EarlierArchive, matter: str) -> None:
        """Keep as this run's own what an earlier one has observed of a matter; of nothing, what is of no matter.

        Raise Uncheckable where it was altered.
        """
        for path in earlier.paths(matter):
            self._write_file(path, earlier.content(path))

    def take_up(self) -> Manifest:
        """Go on with what a run left that died: files that it had not finished writing are removed.

        Raise FileNotFoundError when the folder holds no evidence, EvidenceUnreadable when that is damaged.
        """
        manifest = self.manifest()
        (self.folder / LOCKS).mkdir(exist_ok=True)
        drop_unfinished(self.folder, MANIFEST)
        return manifest

    def manifest(self) -> Manifest:
        """Return where the evidence comes from.

        Raise FileNotFoundError when the folder holds none, EvidenceUnreadable when nobody can read it.
        """
        try:
            return Manifest.model_validate_json((self.folder / MANIFEST).read_bytes())
        except ValidationError as error:
            raise EvidenceUnreadable(f"{MANIFEST} 读不懂，已损坏") from error

    @contextmanager
    def lock(self, matter: str, identity: Identity | None) -> Iterator[None]:
        """Hold the lock under which something about a matter and identity is observed."""
        name = f"{matter or 'portal'}-{FOLDERS[identity] or 'any'}.lock"
        with FileLock(self.folder / LOCKS / name):
            yield

    def path(self, key: FactKey) -> str:
        """Return where the record of a key stands, relative to the folder."""
        name = "-".join(filter(None, (key.kind, key.case, "second" if key.look > 1 else ""))) + ".json"
        return "/".join(filter(None, (key.matter or _NO_MATTER, FOLDERS[key.identity], name)))

    def read(self, key: FactKey) -> Record | None:
        """Return the record of a key, or None when it was never observed, or is to be observed anew.

        Raise Uncheckable where nobody can read it: what a run has written is whole.
        """
        if (known := self._known.get(key)) is not None:
            return known
        file = self.folder / self.path(key)
        if not file.exists():
            return None
        try:
            record = self._remember(key, file.read_bytes())
        except ValidationError as error:
            raise Uncheckable(f"证据 {self.path(key)} 读不懂，不能据此判定") from error
        is_renewed = self._renew_failures_before is not None and record.at < self._renew_failures_before
        if is_renewed and (record.failure or (record.silence and key.look > 1)):
            del self._known[key]
            return None
        return record

    def pages(self, key: FactKey) -> tuple[OpenedPage, ...]:
        """Return the pages that the fact of a key was read from; none where they were not kept or are damaged."""
        try:
            text = gzip.decompress((self.folder / self._pages_path(key)).read_bytes())
            return PagesRead.model_validate_json(text).opened
        except (OSError, EOFError, zlib.error, ValueError):
            return ()

    def announce(self, key: FactKey) -> bool:
        """Note that something is about to be done which must not be done twice. False when that was noted before."""
        if self.announced_at(key) is not None:
            return False
        self._write_file(self._begun(key), b"")
        return True

    def announced_at(self, key: FactKey) -> datetime | None:
        """Return when that was noted; None where it was not."""
        file = self.folder / self._begun(key)
        return datetime.fromtimestamp(file.stat().st_mtime, BEIJING) if file.exists() else None

    def _begun(self, key: FactKey) -> str:
        return self.path(key).replace(".json", ".begun")

    def write(
        self, key: FactKey, sighting: Sighting, portal: str, demo: bool, first: FirstLook | None = None
    ) -> Record:
        """Mask and keep a sighting; the record returned is what was written, so what is judged is the evidence."""
        numbers = _case_numbers(key, sighting.fact)
        snapshots = tuple(
            self._write_snapshot(key, number, raw, sighting.personal, numbers)
            for number, raw in enumerate(sighting.snapshots, start=1)
        )
        if sighting.pages:
            snapshots += (self._write_pages(key, sighting, numbers),)
        fact, at = sighting.fact, sighting.fact.at
        record = Record(key=key, portal=portal, demo=demo, at=at, fact=fact, snapshots=snapshots, first=first)
        return self._write_record(record, sighting.personal, numbers)

    def write_failure(
        self, key: FactKey, reason: str, at: datetime, portal: str, demo: bool, first: FirstLook | None = None
    ) -> Record:
        """Keep that something could not be observed, and why."""
        record = Record(key=key, portal=portal, demo=demo, at=at, failure=reason, first=first)
        return self._write_record(record, frozenset(), _case_numbers(key))

    def _write_record(self, record: Record, personal: frozenset[str], numbers: frozenset[str]) -> Record:
        from zicha.evidence.masking import mask, mask_data

        # The matter's codes and hashes are ours, not the page's: only what was observed is masked.
        data = record.model_dump(mode="json")
        failure = mask(record.failure, personal, numbers)
        data |= {"fact": mask_data(data["fact"], personal, numbers), "failure": failure}
        text = json.dumps(data, ensure_ascii=False, indent=1)
        self._write_file(self.path(record.key), text.encode())
        return self._remember(record.key, text.encode())

    def _remember(self, key: FactKey, text: bytes) -> Record:
        """Read a record, and keep it at hand for the other checks of its matter, which run one after the other."""
        if len(self._known) >= _AT_HAND:
            self._known.clear()
        self._known[key] = record = Record.model_validate_json(text)
        return record

    def _write_snapshot(
        self, key: FactKey, number: int, raw: RawSnapshot, personal: frozenset[str], numbers: frozenset[str]
    ) -> Snapshot:
        from zicha.evidence.inert import inert
        from zicha.evidence.masking import mask, mask_page

        content, ending = raw.content, {"text/html": "html", "image/jpeg": "jpg"}[raw.media]
        if raw.media == "text/html":
            content = inert(mask_page(content.decode(errors="replace"), personal, numbers)).encode()
        url = mask(raw.url, personal, numbers)
        mark = f"-{mark_of(url)}" if key.kind == _FORMS else ""
        path = f"{self.path(key).removesuffix('.json')}-{number}{mark}.{ending}"
        return Snapshot(path=path, sha256=self._write_file(path, content), media=raw.media, url=url)

    def _write_pages(self, key: FactKey, sighting: Sighting, numbers: frozenset[str]) -> Snapshot:
        from zicha.evidence.masking import mask, mask_data

        data = PagesRead(opened=sighting.pages).model_dump(mode="json")
        text = json.dumps(mask_data(data, sighting.personal, numbers), ensure_ascii=False, separators=(",", ":"))
        path = self._pages_path(key)
        digest = self._write_file(path, gzip.compress(text.encode(), mtime=0))
        url = mask(sighting.pages[0].page.url, sighting.personal, numbers)
        return Snapshot(path=path, sha256=digest, media=PAGES, url=url)

    def _pages_path(self, key: FactKey) -> str:
        return f"{self.path(key).removesuffix('.json')}-pages.json.gz"

    def _write_file(self, path: str, content: bytes) -> str:
        with self._whole():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_name(f"{file.name}{UNFINISHED}")
            unfinished.write_bytes(content)
            digest, is_written_anew = digest_of(content), file.exists()
            if is_written_anew:  # a run that dies between the two leaves what stood there, which the chain knows
                add_to_chain(self.folder, path, digest)
            unfinished.replace(file)  # who reads without a lock finds all of it, or nothing
            if not is_written_anew:
                add_to_chain(self.folder, path, digest)
        return digest


class EarlierArchive(Archive):
    """The evidence of an earlier run, to judge again: what is not as its chain says is not judged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._whole_files: set[str] = set()

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return chained_digests(self.folder)

    def read(self, key: FactKey) -> Record | None:
        """Return the record of a key, None when it was never observed. Raise Uncheckable where evidence was altered."""
        path = self.path(key)
        if path not in self._digests and not (self.folder / path).exists():
            return None
        self._require_whole(path)
        record = super().read(key)
        for snapshot in record.snapshots if record is not None else ():
            self._require_whole(snapshot.path)
        return record

    def paths(self, matter: str) -> tuple[str, ...]:
        """Return where the files of a matter stand, or of what is of no matter, relative to the folder."""
        folder = f"{matter or _NO_MATTER}/"
        return tuple(path for path in self._digests if path.startswith(folder))

    def content(self, path: str) -> bytes:
        """Return a file as it was observed. Raise Uncheckable where it was altered."""
        self._require_whole(path)
        return (self.folder / path).read_bytes()

    def _require_whole(self, path: str) -> None:
        if path in self._whole_files:
            return
        digest, file = self._digests.get(path), self.folder / path
        if digest is None:
            raise Uncheckable(f"证据 {path} 不在证据链中，不能据此判定")
        if not file.is_file():
            raise Uncheckable(f"证据 {path} 缺失，不能据此判定")
        content = file.read_bytes()
        if digest_of(content) != digest and not has_other_line_ends(content, digest):
            raise Uncheckable(f"证据 {path} 被改动，不能据此判定")
        self._whole_files.add(path)


def _case_numbers(key: FactKey, fact: Fact | None = None) -> frozenset[str]:
    """Return the 办件编号 that a record is about.

    They are of the inventory, announced by the portal, or read from a column of them.
    """
    held = [licence.case for licence in fact.licences] if isinstance(fact, Licences) else []
    return frozenset(number for number in (key.case, getattr(fact, "number", ""), *held) if number)
