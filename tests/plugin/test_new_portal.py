"""docs/new-portal.zh-CN.md: every step of it, done as it stands there, on the embedded portal."""

from __future__ import annotations

import html
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.support.suites import CLEAN, ROOT, inspect, make_suite, user_environment
from zicha.inventory import load
from zicha.model.matter import Matter
from zicha.plain_yaml import completed
from zicha.portal.profile import ProfileError, load_profile

DOCUMENT = (ROOT / "docs" / "new-portal.zh-CN.md").read_text(encoding="utf-8")
COMMANDS, YAML, PRINTED = (re.findall(rf"```{kind}\n(.*?)```", DOCUMENT, re.DOTALL) for kind in ("sh", "yaml", "text"))
FIRST, PASTED, WRONG = YAML
FILE = "门户.yaml"
ACCOUNT = ("测试李四", "13803780002", "91410200MA9TEX102L", "开封测试科技有限公司", "faren", "Zicha-demo-2")
"""What the embedded portal knows of its account, and how that logs in."""


@dataclass(frozen=True)
class Portal:
    """The embedded portal, opened by its command, and the folder in which a reader works."""

    address: str
    folder: Path


def _arguments(command: str) -> list[str]:
    return shlex.split(command)[1:]


def _zicha(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zicha.cli", *arguments]
    return subprocess.run(
        command, cwd=folder, env=user_environment(), capture_output=True, encoding="utf-8", timeout=200, check=False
    )


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Step 1, on a port that is free."""
    folder = make_suite(tmp_path_factory.mktemp("new-portal"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = _arguments(COMMANDS[0].replace("8000", str(port)))
    process = subprocess.Popen(
        [sys.executable, "-m", "zicha.cli", *command],
        cwd=folder,
        env=user_environment({"PYTHONUNBUFFERED": "1"}),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        assert f"演示门户已打开：http://127.0.0.1:{port}" in process.stdout.readline()
        yield Portal(f"http://127.0.0.1:{port}", folder)
    finally:
        process.terminate()
        process.wait(30)


def _matter(portal: Portal) -> Matter:
    return next(each for each in load(portal.folder / "matters").matters if each.name == CLEAN)


def _write(portal: Portal, text: str, name: str = FILE) -> None:
    (portal.folder / name).write_text(text.replace("http://127.0.0.1:8000", portal.address), encoding="utf-8")


def _page(portal: Portal) -> str:
    return (portal.folder / "report" / "校准" / "index.html").read_text(encoding="utf-8")


def _cure(page: str) -> str:
    cure = re.search(r'<pre class="cure">(.*?)</pre>', page, re.DOTALL)
    return html.unescape(cure[1]) if cure else ""


def test_what_is_not_recognised_is_told_with_the_lines_that_cure_it(portal: Portal) -> None:
    """Steps 2 and 3."""
    _write(portal, FIRST)
    done = _zicha(portal.folder, *_arguments(COMMANDS[1]))
    assert (done.returncode, done.stderr) == (0, "")
    assert PRINTED[0] in done.stdout
    page = _page(portal)
    assert yaml.safe_load(_cure(page)) == yaml.safe_load(PASTED)
    assert "因此会怎样" in page
    assert "labels.承诺办结时限：承诺天数" in page, "a word of the manual that no page bears"


def test_what_is_pasted_cures_it(portal: Portal) -> None:
    """Steps 4 and 5."""
    pasted = completed(yaml.safe_load(FIRST), yaml.safe_load(PASTED))
    _write(portal, yaml.safe_dump(pasted, allow_unicode=True))
    done = _zicha(portal.folder, *_arguments(COMMANDS[2]))
    assert (done.returncode, done.stderr) == (0, "")
    assert PRINTED[1] in done.stdout
    assert "因此会怎样：" not in done.stdout
    assert _cure(_page(portal)) == ""


def test_the_address_of_a_guide_stands_for_the_matter(portal: Portal) -> None:
    """Also where the profile would look for it elsewhere, which is told; and nothing of the account's is written."""
    pasted = completed(yaml.safe_load(FIRST), yaml.safe_load(PASTED))
    _write(portal, yaml.safe_dump(pasted, allow_unicode=True))
    guide = load_profile(str(portal.folder / FILE)).guide_address(_matter(portal))
    wrong = completed(pasted, {"pages": {"guide": "/elsewhere/{page_id}"}})
    _write(portal, yaml.safe_dump(wrong, allow_unicode=True))
    done = _zicha(portal.folder, "calibrate", guide.replace("http://127.0.0.1:8000", portal.address), "--portal", FILE)
    assert (done.returncode, done.stderr) == (0, "")
    assert PRINTED[1] in done.stdout
    page = _page(portal)
    assert "门户配置的 pages.guide 拼出的是另一个网址" in page
    assert [value for value in ACCOUNT if value in page] == []


def test_what_is_written_wrong_is_told(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Step 6."""
    _write(portal, WRONG, "写错.yaml")
    monkeypatch.chdir(portal.folder)
    with pytest.raises(ProfileError) as caught:
        load_profile("写错.yaml")
    assert str(caught.value) == PRINTED[2].strip()


def test_a_matter_is_inspected_by_the_profile(portal: Portal) -> None:
    """Step 7."""
    pasted = completed(yaml.safe_load(FIRST), yaml.safe_load(PASTED))
    _write(portal, yaml.safe_dump(pasted, allow_unicode=True))
    run = inspect(portal.folder, *_arguments(COMMANDS[3]))
    assert {finding.verdict.value for finding in run.findings} == {"未发现问题"}, run.output
