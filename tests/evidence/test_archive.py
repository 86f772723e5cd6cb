"""The evidence folder: what is read back is what was written, and nothing in it changes unseen."""

from __future__ import annotations

import gzip
import hashlib
import json
import multiprocessing
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.facts import (
    SEEN,
    THRESHOLDS,
    application,
    evaluation_page,
    guide_page,
    licences,
    login,
    progress,
    shown,
    submission,
)
from tests.support.offered_forms import files
from zicha.evidence.archive import Archive, Manifest
from zicha.evidence.chain import EvidenceUnreadable, add_to_chain, chain_remarks
from zicha.evidence.masking import is_identity_number, mask_data
from zicha.evidence.remarks import Remark
from zicha.model.facts.case import Licence, Licences
from zicha.model.facts.guide import Element
from zicha.model.facts.journey import Ending, Submission
from zicha.model.facts.records import Fact, FactKey, RawSnapshot, Record, Sighting, mark_of
from zicha.model.matter import Identity
from zicha.model.page import Box, Container, Flow, Ink, OpenedPage, Page, Run, Sight
from zicha.model.rule_settings import MaxSeverity, RuleSetting

VALID_ID = "41020219900101123X"
MATTER = "11410200005197365E3000119001000"
KEY = FactKey(kind="guide", matter=MATTER)
MANIFEST = Manifest(
    portal="内置演示门户",
    profile="demo",
    address="http://127.0.0.1:1",
    demo=True,
    thresholds=THRESHOLDS,
    rules={
        "L08": RuleSetting(
            name="即办件", severity=MaxSeverity.WARNING, parameters={"days": 1, "strict": True, "of": ("甲",)}
        )
    },
    started=SEEN,
)
FACTS: list[Fact] = [
    login(message=f"用户{VALID_ID}"),
    guide_page([shown(Element.SCOPE, "全市通办")], answers=["承诺10个工作日"]),
    application(Ending.REFUSED, "您好，张三丰！您的手机13912345678未绑定"),
    submission(number="410821020210525A000002"),
    progress(),
    evaluation_page(message=f"身份证{VALID_ID}"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "evidence")
    made.begin(MANIFEST)
    return made


def picture(content: bytes = b"\xff\xd8jpeg") -> RawSnapshot:
    return RawSnapshot(name="guide", content=content, media="image/jpeg", url=f"https://portal.example/?id={VALID_ID}")


def source(text: str) -> RawSnapshot:
    return RawSnapshot(name="guide", content=text.encode(), media="text/html", url="https://portal.example/guide/1")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.kind)
def test_what_is_returned_is_what_is_on_disk(archive: Archive, fact: Fact) -> None:
    key = FactKey(kind=fact.kind, matter=MATTER, identity=Identity.PERSON)
    record = archive.write(key, Sighting(fact, (picture(),), frozenset({"张三丰"})), "演示", True)
    on_disk = Archive(archive.folder).read(key)
    assert on_disk == record == archive.read(key)
    assert record.fact is not None
    assert record.fact.model_dump(mode="json") == mask_data(fact.model_dump(mode="json"), ["张三丰"])
    assert (record.key, record.portal, record.demo, record.at, record.failure) == (key, "演示", True, fact.at, "")
    written = (archive.folder / archive.path(key)).read_text(encoding="utf-8")
    assert VALID_ID not in written
    assert "张三丰" not in written
    assert "13912345678" not in written


def test_codes_of_ours_are_not_masked(archive: Archive) -> None:
    key = FactKey(kind="progress", matter=MATTER, identity=Identity.LEGAL_PERSON, case="410821020210525A000002")
    record = archive.write(key, Sighting(progress(number=key.case)), "演示", True)
    assert record.key == key
    assert Archive(archive.folder).read(key) == record


def test_a_case_number_whose_digits_pass_for_an_identity_number_is_kept(archive: Archive) -> None:
    """Else the case is looked for under stars, found missing, and never taken back."""
    number = "410202202601050018"
    assert is_identity_number(number)
    key = FactKey(kind="submission", matter=MATTER, identity=Identity.LEGAL_PERSON)
    page = source(f"<p>办件编号：{number}</p>")
    record = archive.write(key, Sighting(submission(number=number, message=number), (page,)), "演示", True)
    assert isinstance(record.fact, Submission)
    assert (record.fact.number, record.fact.message) == (number, number)
    assert number in (archive.folder / record.snapshots[0].path).read_text(encoding="utf-8")
    held = licences(Licence(name="取水许可证", case=number), message=VALID_ID)
    record = archive.write(key.model_copy(update={"kind": "licences"}), Sighting(held), "演示", True)
    assert isinstance(record.fact, Licences)
    assert record.fact.licences == held.licences
    assert VALID_ID not in record.fact.message
    other = key.model_copy(update={"kind": "progress", "case": number})
    assert archive.write_failure(other, f"没有找到{number}", SEEN, "演示", True).failure == f"没有找到{number}"


def test_snapshots_are_masked_hashed_and_named(archive: Archive) -> None:
    page = f'<p>您好，张三丰！{VALID_ID}</p><input value="秘密">'
    record = archive.write(KEY, Sighting(guide_page(), (source(page), picture())), "演示", True)
    html, jpeg = record.snapshots
    assert (html.path, jpeg.path) == (f"{MATTER}/guide-1.html", f"{MATTER}/guide-2.jpg")
    kept = (archive.folder / html.path).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == html.sha256
    for secret in (VALID_ID, "张三丰", "秘密"):
        assert secret not in kept.decode()
    assert (archive.folder / jpeg.path).read_bytes() == b"\xff\xd8jpeg"
    assert VALID_ID not in jpeg.url


def test_what_shows_a_form_is_called_by_its_address(archive: Archive) -> None:
    key = FactKey(kind="forms", matter=MATTER)
    shown = (source(f'<span class="value">张三丰</span>{VALID_ID}'), picture())
    record = archive.write(key, Sighting(files(), shown, frozenset({"张三丰"})), "演示", True)
    page, jpeg = record.snapshots
    assert page.path == f"{MATTER}/forms-1-{mark_of('https://portal.example/guide/1')}.html"
    assert jpeg.path == f"{MATTER}/forms-2-{mark_of(jpeg.url)}.jpg"
    kept = (archive.folder / page.path).read_text(encoding="utf-8")
    assert "张三丰" not in kept
    assert VALID_ID not in kept


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><html><head lang=zh><script>1</script></head></html>", "<p>办事指南</p>"]
)
def test_a_kept_page_runs_and_fetches_nothing(archive: Archive, page: str) -> None:
    record = archive.write(KEY, Sighting(FACTS[1], (source(page),)), "演示", True)
    kept = (archive.folder / record.snapshots[0].path).read_text(encoding="utf-8")
    policy = kept.index("Content-Security-Policy")
    assert "default-src 'none'" in kept
    assert "script>" not in kept
    assert policy < kept.index("办事指南" if "办事指南" in page else "<body>")


def test_a_page_that_is_no_utf8_is_kept(archive: Archive) -> None:
    raw = RawSnapshot(name="guide", content="办事指南".encode("gbk"), media="text/html", url="")
    record = archive.write(KEY, Sighting(guide_page(), (raw,)), "演示", True)
    assert (archive.folder / record.snapshots[0].path).read_bytes().decode()


def test_a_failure_is_a_record_too(archive: Archive) -> None:
    record = archive.write_failure(KEY, f"登录失败：{VALID_ID}", SEEN, "演示", True)
    assert record.fact is None
    assert record.failure.startswith("登录失败：410")
    assert VALID_ID not in record.failure
    assert Archive(archive.folder).read(KEY) == record
    assert broken_links(archive.folder) == ()


def test_what_was_never_observed(archive: Archive) -> None:
    assert archive.read(KEY) is None
    archive.write(KEY, Sighting(guide_page()), "演示", True)
    assert archive.read(KEY) is not None
    assert archive.read(KEY.model_copy(update={"kind": "evaluation"})) is None
    assert archive.read(KEY.model_copy(update={"identity": Identity.PERSON})) is None


def test_who_goes_on_with_a_run_observes_anew_what_could_not_be_observed(archive: Archive) -> None:
    archive.write_failure(KEY, "超时", SEEN, "演示", True)
    later = Archive(archive.folder, renew_failures_before=SEEN + timedelta(hours=1))
    assert later.read(KEY) is None
    renewed = later.write_failure(KEY, "又超时", SEEN + timedelta(hours=2), "演示", True)
    assert later.read(KEY) == renewed, "once is enough"
    later.write(KEY, Sighting(guide_page()), "演示", True)
    assert Archive(archive.folder, renew_failures_before=SEEN + timedelta(days=9)).read(KEY) is not None
    assert broken_links(archive.folder) == ()


def test_what_was_torn_is_removed_before_a_run_goes_on(archive: Archive) -> None:
    archive.begin(MANIFEST)
    kept = archive.write(KEY, Sighting(guide_page()), "演示", True)
    chain = archive.folder / "chain.jsonl"
    whole = chain.read_bytes()
    chain.write_bytes(whole + b'{"path":"torn')
    (archive.folder / MATTER / "form.json.new").write_bytes(b"{")
    (archive.folder / MATTER / "form.json").write_bytes(b"{}")
    later = Archive(archive.folder)
    assert later.take_up() == MANIFEST
    assert chain.read_bytes() == whole
    assert later.read(KEY) == kept
    assert broken_links(archive.folder) == ()
    assert [file.name for file in (archive.folder / MATTER).iterdir()] == ["guide.json"]


@pytest.mark.parametrize("damage", ["emptied", "garbled", "a line lost"])
def test_nothing_is_removed_where_the_chain_itself_is_damaged(damage: str, archive: Archive) -> None:
    """No death of a run does that: what the chain no longer knows is not what was being written."""
    archive.begin(MANIFEST)
    archive.write(KEY, Sighting(guide_page()), "演示", True)
    archive.write_failure(FactKey(kind="forms", matter=MATTER), "超时", SEEN, "演示", True)
    chain = archive.folder / "chain.jsonl"
    first, second, *rest = chain.read_bytes().splitlines(keepends=True)
    damaged = {"emptied": [], "garbled": [first, b"\x00" + second, *rest], "a line lost": [first, *rest]}
    chain.write_bytes(b"".join(damaged[damage]))
    before = {file: file.read_bytes() for file in archive.folder.rglob("*") if file.is_file()}
    with pytest.raises(EvidenceUnreadable, match="已损坏"):
        Archive(archive.folder).take_up()
    assert {file: file.read_bytes() for file in archive.folder.rglob("*") if file.is_file()} == before


def test_every_key_has_its_own_place(archive: Archive) -> None:
    keys = [
        FactKey(kind=kind, matter=matter, identity=identity, case=case)
        for kind in ("login", "guide")
        for matter in ("", MATTER, MATTER[:-1] + "1")
        for identity in (None, *Identity)
        for case in ("", "410821020210525A000002")
    ]
    paths = {archive.path(key) for key in keys}
    assert len(paths) == len(keys)
    assert all(path.isascii() for path in paths)
    assert archive.path(KEY) == f"{MATTER}/guide.json"
    assert archive.path(FactKey(kind="login", identity=Identity.LEGAL_PERSON)) == "portal/legal/login.json"


def test_the_manifest(archive: Archive) -> None:
    assert Archive(archive.folder).manifest() == MANIFEST
    with pytest.raises(FileNotFoundError):
        Archive(archive.folder / "elsewhere").manifest()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a few records, never changed: each test spoils a copy."""
    archive = Archive(tmp_path_factory.mktemp("kept") / "evidence")
    archive.begin(MANIFEST)
    archive.write(KEY, Sighting(guide_page(), (source("<p>页面</p>"), picture())), "演示", True)
    archive.write_failure(FactKey(kind="login", identity=Identity.PERSON), "超时", SEEN, "演示", True)
    return archive.folder


def broken_links(folder: Path) -> tuple[str, ...]:
    """Return in words what no longer agrees with the chain."""
    return tuple(f"{remark.place}：{remark.text}" for remark in chain_remarks(folder))


@pytest.fixture
def spoilt(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "evidence"))


def chain_lines(folder: Path) -> list[bytes]:
    return (folder / "chain.jsonl").read_bytes().splitlines(keepends=True)


def test_untouched_evidence_is_whole(kept: Path) -> None:
    assert broken_links(kept) == ()
    assert [json.loads(line)["path"] for line in chain_lines(kept)] == [
        "manifest.json",
        f"{MATTER}/guide-1.html",
        f"{MATTER}/guide-2.jpg",
        f"{MATTER}/guide.json",
        "portal/person/login.json",
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_is_found(spoilt: Path, data: st.DataObject) -> None:
    files = sorted(file for file in spoilt.rglob("*") if file.is_file() and ".locks" not in file.parts)
    file = data.draw(st.sampled_from(files), label="file")
    content = file.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1), label="place")
    how = data.draw(st.sampled_from(["change", "remove", "add"]), label="how")
    byte = data.draw(st.binary(min_size=1, max_size=1).filter(lambda b: b != content[place : place + 1]), label="byte")
    changed = content[:place] + {"change": byte, "remove": b"", "add": byte + content[place : place + 1]}[how]
    file.write_bytes(changed + content[place + 1 :])
    try:
        assert broken_links(spoilt) != ()
    finally:
        file.write_bytes(content)
    assert broken_links(spoilt) == ()


@pytest.mark.parametrize("ending", [b"x", b"\n", b"\r\n", b" "])
def test_anything_appended_is_found(spoilt: Path, ending: bytes) -> None:
    for file in (spoilt / "chain.jsonl", spoilt / "manifest.json"):
        content = file.read_bytes()
        file.write_bytes(content + ending)
        assert broken_links(spoilt) != ()
        file.write_bytes(content)


@pytest.mark.parametrize("number", range(5))
def test_a_removed_line_is_found(spoilt: Path, number: int) -> None:
    lines = chain_lines(spoilt)
    path = json.loads(lines.pop(number))["path"]
    (spoilt / "chain.jsonl").write_bytes(b"".join(lines))
    assert any(line.startswith(f"{path}：不在证据链中") for line in broken_links(spoilt))


@pytest.mark.parametrize("number", range(4))
def test_lines_in_another_order_are_found(spoilt: Path, number: int) -> None:
    lines = chain_lines(spoilt)
    lines[number], lines[number + 1] = lines[number + 1], lines[number]
    (spoilt / "chain.jsonl").write_bytes(b"".join(lines))
    assert "证据链在此处断开" in "".join(broken_links(spoilt))


def test_a_line_twice_is_found(spoilt: Path) -> None:
    lines = chain_lines(spoilt)
    (spoilt / "chain.jsonl").write_bytes(b"".join([*lines, lines[-1]]))
    assert "证据链在此处断开" in "".join(broken_links(spoilt))


def test_a_line_that_is_no_line_is_found(spoilt: Path) -> None:
    (spoilt / "chain.jsonl").write_bytes(b"".join(chain_lines(spoilt)) + b"\xff{}\n")
    assert "chain.jsonl 第6行：证据链在此处断开" in broken_links(spoilt)


@pytest.mark.parametrize("name", ["manifest.json", f"{MATTER}/guide-2.jpg", f"{MATTER}/guide.json"])
def test_a_file_that_is_gone_is_found(spoilt: Path, name: str) -> None:
    (spoilt / name).unlink()
    assert broken_links(spoilt) == (f"{name}：证据文件缺失",)


def test_a_file_that_is_changed_is_named(spoilt: Path) -> None:
    file = spoilt / MATTER / "guide.json"
    file.write_text(file.read_text(encoding="utf-8").replace("guide", "Guide"), encoding="utf-8")
    assert broken_links(spoilt) == (f"{MATTER}/guide.json：证据文件被改动",)


def test_a_file_from_elsewhere_is_found(spoilt: Path) -> None:
    (spoilt / MATTER / "guide-3.jpg").write_bytes(b"forged")
    assert broken_links(spoilt) == (f"{MATTER}/guide-3.jpg：不在证据链中",)


def test_a_missing_chain_is_found(spoilt: Path) -> None:
    (spoilt / "chain.jsonl").unlink()
    assert broken_links(spoilt) == ("chain.jsonl：证据链缺失",)


def test_observing_again_replaces_the_record_and_keeps_the_chain(archive: Archive) -> None:
    archive.write_failure(KEY, "超时", SEEN, "演示", True)
    record = archive.write(KEY, Sighting(guide_page()), "演示", True)
    assert Archive(archive.folder).read(KEY) == record
    assert broken_links(archive.folder) == ()


WRITES = 15


def write_many(folder: str, worker: int) -> None:
    """What one process of a parallel run does: its own matters, and one that all share."""
    archive = Archive(Path(folder))
    for number in range(WRITES):
        key = FactKey(kind="guide", matter=f"{worker:04d}{number:08d}")
        with archive.lock(key.matter, None):
            archive.write(key, Sighting(guide_page(), (picture(f"{worker}-{number}".encode()),)), "演示", True)
        shared = FactKey(kind="guide", matter=f"{number:012d}", identity=Identity.PERSON)
        with archive.lock(shared.matter, shared.identity):
            if archive.read(shared) is None:
                archive.write_failure(shared, f"由{worker}写入", datetime.now(UTC), "演示", True)


def test_two_processes_keep_one_chain(archive: Archive) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=write_many, args=(str(archive.folder), number)) for number in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert broken_links(archive.folder) == ()
    # the manifest, a record and a picture for each matter of each worker, and each shared record once
    assert len(chain_lines(archive.folder)) == 1 + 2 * 2 * WRITES + WRITES
    for number in range(WRITES):
        shared = archive.read(FactKey(kind="guide", matter=f"{number:012d}", identity=Identity.PERSON))
        assert shared is not None
        assert shared.failure in ("由1写入", "由2写入")


def test_the_moment_of_observation_keeps_its_zone(archive: Archive) -> None:
    china = SEEN.astimezone(timezone(timedelta(hours=8))) + timedelta(microseconds=1)
    record = archive.write_failure(KEY, "超时", china, "演示", True)
    again = Archive(archive.folder).read(KEY)
    assert isinstance(again, Record)
    assert again.at == record.at == china
    assert again.at.utcoffset() == timedelta(hours=8)


def test_what_is_announced_once_is_never_announced_again(archive: Archive) -> None:
    key = FactKey(kind="submission", matter=MATTER, identity=Identity.PERSON)
    assert archive.announce(key)
    assert not archive.announce(key)
    assert not Archive(archive.folder).announce(key)
    assert archive.announce(key.model_copy(update={"identity": Identity.LEGAL_PERSON}))
    assert archive.read(key) is None
    assert broken_links(archive.folder) == ()


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("field", ["path", "sha256", "previous", "link"])
def test_any_field_of_any_line_is_held(spoilt: Path, number: int, field: str) -> None:
    lines = chain_lines(spoilt)
    entry = json.loads(lines[number])
    entry[field] = entry[field][:-1] + "0" if not entry[field].endswith("0") else entry[field][:-1] + "1"
    lines[number] = json.dumps(entry, separators=(",", ":")).encode() + b"\n"
    (spoilt / "chain.jsonl").write_bytes(b"".join(lines))
    assert "证据链在此处断开" in "".join(broken_links(spoilt))


@pytest.mark.parametrize("number", range(5))
def test_a_line_written_otherwise_is_found(spoilt: Path, number: int) -> None:
    lines = chain_lines(spoilt)
    lines[number] = lines[number].replace(b"{", b"{ ", 1)
    (spoilt / "chain.jsonl").write_bytes(b"".join(lines))
    assert len(broken_links(spoilt)) == 1


def page(text: str, title: str = "办事指南") -> OpenedPage:
    box, ink = Box(1, 2, 30, 40), Ink(14, 400, "", "", "", 0)
    body = Container(parent=-1, run=0, tag="body", flow=Flow.BLOCK, box=box, hides=0, cuts=0, meaning={"title": text})
    run = Run(text, 0, ink=0, sight=Sight.SHOWN, boxes=(box,))
    url = f"https://portal.example/?id={VALID_ID}"
    return OpenedPage(tab="材料", page=Page(url=url, title=title, inks=(ink,), containers=(body,), runs=(run,)))


def test_the_pages_of_a_fact_are_kept_masked_and_chained(archive: Archive) -> None:
    key = FactKey(kind="guide", matter=MATTER)
    secret = f'张三丰 {VALID_ID} ?token=geheim"'
    sighting = Sighting(guide_page(), (source("办事指南"),), frozenset({"张三丰"}), (page(secret), page("收费")))
    record = archive.write(key, sighting, "演示", True)
    text = gzip.decompress((archive.folder / record.snapshots[-1].path).read_bytes()).decode()
    assert not any(hidden in text + record.snapshots[-1].url for hidden in ("张三丰", VALID_ID, "geheim"))
    (first, second) = Archive(archive.folder).pages(key)
    assert second.page.runs == page("收费").page.runs
    assert (first.tab, first.page.containers[0].flow) == ("材料", Flow.BLOCK)
    assert broken_links(archive.folder) == ()


def test_pages_that_are_damaged_or_of_another_time_cannot_be_read(archive: Archive) -> None:
    key = FactKey(kind="guide", matter=MATTER)
    assert archive.pages(key) == ()
    record = archive.write(key, Sighting(guide_page(), pages=(page("收费"),)), "演示", True)
    file = archive.folder / record.snapshots[-1].path
    whole = file.read_bytes()
    for damaged in (b"", whole[:-9], whole[:20] + b"\0\0\0\0" + whole[24:], gzip.compress(b'{"opened": [{"tab": 1}]}')):
        file.write_bytes(damaged)
        assert archive.pages(key) == ()


def test_a_run_that_dies_before_it_writes_a_file_anew_has_forged_nothing(tmp_path: Path) -> None:
    """The chain is told of it first, so that what still stands there is what the chain knew before."""
    archive = Archive(tmp_path)
    archive.begin(MANIFEST)
    archive.keep("journal.json", {"办件编号": "1"})
    add_to_chain(tmp_path, "journal.json", "0" * 64)
    assert [remark.kind for remark in chain_remarks(tmp_path)] == [Remark.INCOMPLETE]
    assert [remark.kind for remark in chain_remarks(tmp_path, is_over=True)] == [Remark.ALTERED]
    Archive(tmp_path).take_up()
    assert json.loads((tmp_path / "journal.json").read_bytes()) == {"办件编号": "1"}
    assert chain_remarks(tmp_path) == ()

    (tmp_path / "journal.json").write_text("{}", encoding="utf-8")
    assert [remark.kind for remark in chain_remarks(tmp_path)] == [Remark.ALTERED]
