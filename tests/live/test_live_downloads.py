"""Getting 空表 and 样表 from a real server: what is nobody's defect is 未能下载, never a dead link and never a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.live_matters import HEALTHY
from tests.support.live_portals import LIMITS, Observe
from zicha.model.facts.forms import Condition, DownloadOutcome, FormFile, FormFiles, FormRole
from zicha.portal.live.observer import LiveObserver
from zicha.portal.profile import load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

NOBODYS = {
    "busy": "系统繁忙，请稍后重试",
    "bad_gateway": "HTTP 502",
    "huge": "超过2MB",
    "inflated": "超过2MB",
    "hang": "没有响应",
}
DEFECTS = {
    "missing": "HTTP 404",
    "null": "点击后没有反应",
    "hash": "点击后没有反应",
    "words": "没有可以点击的链接",
    "message": "暂未上传附件",
}
LINKS = ("null", "hash", "words", "message")
CASES = dict(zip((*NOBODYS, *DEFECTS, "saved", "window", "normal"), HEALTHY, strict=False))


@pytest.fixture(scope="module")
def portal() -> Iterator[DemoPortal]:
    """The blank form of each matter behaves in one of the ways."""
    variants = [
        {
            "框": "B3",
            "变体": way,
            "说明": way,
            "改动": {f"materials[0].blank.{'link' if way in (*LINKS, 'saved', 'window') else 'content'}": way},
        }
        for way in CASES
    ]
    plantings = [{"框": "B3", "变体": way, "事项": matter.name} for way, matter in CASES.items()]
    defects = Defects.model_validate({"variants": variants, "plantings": plantings})
    with DemoPortal(tuple(CASES.values()), defects, published={}) as portal:
        assert portal.unmatched == ()
        yield portal


@pytest.fixture
def observer(portal: DemoPortal, observe: Observe) -> LiveObserver:
    limits = LIMITS.model_copy(update={"page": 3})
    return observe(load_profile("demo", portal.url).model_copy(update={"limits": limits}))


def blank_of(observer: LiveObserver, way: str) -> FormFile:
    fact = observer.forms(CASES[way]).fact
    assert isinstance(fact, FormFiles)
    sample = next(file for file in fact.files if file.role is FormRole.SAMPLE and file.material == "申请表")
    assert sample.fetched is DownloadOutcome.DONE or way == "hang"
    return next(file for file in fact.files if file.role is FormRole.BLANK and file.material == "申请表")


@pytest.mark.parametrize("way", NOBODYS)
def test_what_is_nobodys_defect_is_no_file_and_no_dead_link(way: str, observer: LiveObserver) -> None:
    file = blank_of(observer, way)
    assert (file.fetched, file.document, file.sha256) == (DownloadOutcome.UNANSWERED, None, "")
    assert NOBODYS[way] in file.message


@pytest.mark.parametrize("way", DEFECTS)
def test_a_link_that_leads_nowhere_is_dead(way: str, observer: LiveObserver) -> None:
    file = blank_of(observer, way)
    assert file.fetched is DownloadOutcome.DEAD
    assert DEFECTS[way] in file.message


@pytest.mark.parametrize("way", ["normal", "saved", "window"])
def test_a_file_comes_however_it_is_offered(way: str, observer: LiveObserver) -> None:
    file = blank_of(observer, way)
    assert file.fetched is DownloadOutcome.DONE
    assert file.document is not None
    assert file.document.condition is Condition.READABLE
    assert file.size
    assert len(file.sha256) == 64


def test_what_shows_each_form_is_kept_beside_the_facts(observer: LiveObserver) -> None:
    sighting = observer.forms(CASES["normal"])
    assert isinstance(sighting.fact, FormFiles)
    readable = {file.address for file in sighting.fact.files if file.document and file.document.text}
    assert {view.url for view in sighting.snapshots} == readable
    assert all(b"<table" in view.content or view.media == "image/jpeg" for view in sighting.snapshots)


def test_a_file_is_called_by_its_header(observer: LiveObserver) -> None:
    assert blank_of(observer, "normal").name.startswith("申请表（空表）.")
