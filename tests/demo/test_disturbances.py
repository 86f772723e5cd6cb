"""Trouble on the way, as a visitor meets it: on the matter that has it, as often as declared, and on no other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from tests.support.demo_visits import numbered
from zicha_demo.defects import Defects
from zicha_demo.disturbances import HUGE_MEGABYTES, MEGABYTE
from zicha_demo.server import DemoPortal

MATTERS = [numbered(0), numbered(1)]


@contextmanager
def disturbed(**disturbance: Any) -> Iterator[tuple[DemoPortal, str, str]]:
    """A portal, the address of the disturbed guide, and of one that is left alone."""
    patch = {"skin": "tables", "disturbances": [{"at": "/portal/guide/", **disturbance}]}
    defects = Defects.model_validate(
        {
            "variants": [{"框": "G1", "变体": "故障", "说明": "", "改动": patch}],
            "plantings": [{"事项": MATTERS[0].name, "框": "G1", "变体": "故障"}],
        }
    )
    with DemoPortal(MATTERS, defects, published={}) as portal:
        one, other = (portal.url + publication.guide_path for publication in portal.publications)
        yield portal, one, other


def get(address: str, **options: Any) -> requests.Response:
    return requests.get(address, timeout=30, **options)


def test_it_happens_as_often_as_declared_and_elsewhere_never() -> None:
    with disturbed(status=502, message="502 Bad Gateway", times=2) as (_, one, other):
        assert [get(one).status_code for _ in range(3)] == [502, 502, 200]
        assert get(other).status_code == 200


@pytest.mark.parametrize("kind", ["reset", "stop"])
def test_a_broken_connection(kind: str) -> None:
    with disturbed(kind=kind) as (_, one, _other), pytest.raises(requests.ConnectionError):
        get(one)


def test_a_portal_that_stops_answers_nobody() -> None:
    with disturbed(kind="stop") as (portal, one, other):
        with pytest.raises(requests.ConnectionError):
            get(one)
        portal.stop()
        with pytest.raises(requests.ConnectionError):
            get(other)


def test_a_page_that_ends_in_the_middle() -> None:
    with disturbed(kind="cut_off") as (_, one, _other), pytest.raises(requests.exceptions.ChunkedEncodingError):
        get(one)


def test_a_page_that_never_comes() -> None:
    with disturbed(kind="hang") as (_, one, _other), pytest.raises(requests.Timeout):
        requests.get(one, timeout=0.5)


def test_damaged_pages() -> None:
    with disturbed(kind="unclosed") as (_, one, _other):
        text = get(one).text
        assert "</td>" not in text
        assert MATTERS[0].name in text
    with disturbed(kind="gbk") as (_, one, _other):
        answer = get(one)
        assert "charset" not in answer.headers["Content-Type"]
        assert 'charset="gbk"' in answer.text
        assert MATTERS[0].name in answer.content.decode("gbk")
    with disturbed(kind="garbled") as (_, one, _other):
        answer = get(one)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert MATTERS[0].name in answer.content.decode("gbk")


def test_files_without_an_end() -> None:
    with disturbed(kind="huge") as (_, one, _other), get(one, stream=True) as answer:
        assert int(answer.headers["Content-Length"]) == HUGE_MEGABYTES * MEGABYTE
    with disturbed(kind="bomb") as (_, one, _other), get(one, stream=True) as answer:
        packed = answer.raw.read(20_000, decode_content=False)
        assert len(zlib.decompressobj(wbits=31).decompress(packed)) > 500 * len(packed)
