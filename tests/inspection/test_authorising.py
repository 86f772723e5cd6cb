"""zicha authorise, and how a portal is known for the embedded one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile_portal.server import hostile_portal
from zicha.cli import main
from zicha.inspection.embedded import is_embedded
from zicha.portal.authorisation import Deed, load_authorisation
from zicha.portal.profile import Profile, load_profile
from zicha_demo.server import DemoPortal

PROFILE = """
extends: demo
title: 邻市政务服务网
address: https://www.portal.example
hosts: [login.portal.example]
handover_hosts: [10.1.2.3]
file_hosts: [files.portal.example]
resource_hosts: [cdn.example]
"""


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    """A command that writes an authorisation."""
    profile = tmp_path / "city.yaml"
    profile.write_text(PROFILE, encoding="utf-8")
    who = ("--by", "开封市数据局 张三", "--contact", "0371-1", "--until", "2026-12-31")
    return ["authorise", "--portal", str(profile), *who, "--output", str(tmp_path / "authorisation.yaml")]


def test_what_is_not_said_otherwise_only_looks(arguments: list[str], tmp_path: Path) -> None:
    assert main(arguments) == 0
    given = load_authorisation(tmp_path / "authorisation.yaml")
    assert given.portal == "https://www.portal.example"
    assert given.deeds == (Deed.VIEW, Deed.LOG_IN)
    own = ("www.portal.example", "login.portal.example")
    assert given.hosts == (*own, "10.1.2.3", "files.portal.example", "cdn.example")
    assert given.send_to == own


def test_what_submits_sends_to_the_departments_systems(arguments: list[str], tmp_path: Path) -> None:
    assert main([*arguments, "--allow", "查看、登录，提交", "--allow", "撤回", "--matter", "甲", "--matter", "乙"]) == 0
    given = load_authorisation(tmp_path / "authorisation.yaml")
    assert given.deeds == (Deed.VIEW, Deed.LOG_IN, Deed.SUBMIT, Deed.WITHDRAW)
    assert given.matters == ("甲", "乙")
    assert given.send_to == ("www.portal.example", "login.portal.example", "10.1.2.3")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--allow", "删除"), "可以允许的有：查看、登录、提交、评价、撤回"),
        (("--allow", "提交"), "也要允许“撤回”"),
        (("--until", "明年"), "“有效期至”不对：应当是 2026-12-31 这样的日期"),
        (("--portal", "demo"), "内置演示门户不需要授权书"),
    ],
)
def test_what_is_asked_wrong_is_told(
    more: tuple[str, ...], message: str, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, *more]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "authorisation.yaml").exists()


def test_one_that_is_there_is_not_overwritten(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "authorisation.yaml"
    file.write_text("signed", encoding="utf-8")
    assert main(arguments) == 1
    assert "已经存在，没有改动" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "signed"


def _profile(address: str) -> Profile:
    return load_profile("demo", address)


def test_the_embedded_portal_is_known_by_its_mark() -> None:
    """Not by its address: what else answers on this machine may be a tunnel to anywhere."""
    with DemoPortal([]) as demo, hostile_portal() as other:
        assert is_embedded(_profile(demo.url))
        assert is_embedded(_profile(demo.url.replace("127.0.0.1", "localhost")))
        assert not is_embedded(_profile(other.address))
        dead = demo.url
    assert not is_embedded(_profile(dead))
    assert not is_embedded(_profile("http://169.254.169.254"))
