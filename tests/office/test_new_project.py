"""zicha new: a folder in which pytest works at once, and nothing of what is there already is touched."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest

from tests.support.suites import MINE, ROOT, inspect
from zicha.cli import main
from zicha.inventory import load
from zicha.office.new_project import DEMO, NewProjectError, new_project, shipped_checks


def test_its_checks_find_its_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "开封市民政局"]) == 0
    listing = inspect(tmp_path, "--co", "-qq")
    assert listing.code == 0, listing.output
    assert re.findall(r"^tests_portal/(\w+\.py): [1-9]", listing.output, re.MULTILINE) == list(shipped_checks())


@pytest.mark.parametrize(
    ("department", "region", "code", "name"),
    [
        ("开封市民政局", "市直", "410200", "民政局"),
        ("河南省开封市城市管理局", "市直", "410200", "城市管理局"),
        ("杞县残疾人联合会", "杞县", "410221", "残疾人联合会"),
        ("开封市祥符区卫生健康委员会", "祥符区", "410212", "卫生健康委员会"),
    ],
)
def test_its_place_is_taken_from_the_name(tmp_path: Path, department: str, region: str, code: str, name: str) -> None:
    made = new_project(tmp_path, department)
    assert tmp_path / "matters" / region / f"{name}.yaml" in made.written
    (matter,) = load(tmp_path / "matters").matters
    assert (matter.department.full_name, matter.department.name) == (department, name)
    assert (matter.department.region, matter.department.region_code) == (region, code)


def test_its_demo_is_a_list_apart(tmp_path: Path) -> None:
    new_project(tmp_path, "开封市民政局")
    assert MINE in {matter.name for matter in load(tmp_path / DEMO).matters}
    assert MINE not in {matter.name for matter in load(tmp_path / "matters").matters}


def test_a_place_that_is_not_known_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NewProjectError, match="--region 区域 --code 六位区划代码"):
        new_project(tmp_path, "民政局")
    new_project(tmp_path, "洛阳市民政局", "市直", "410300")
    assert load(tmp_path / "matters").matters[0].department.region_code == "410300"


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("MINE = 1\n", encoding="utf-8")
    first = new_project(tmp_path, "开封市民政局")
    assert first.kept == (tmp_path / "conftest.py",)
    again = new_project(tmp_path, "开封市民政局")
    assert again.written == ()
    assert (tmp_path / "conftest.py").read_text(encoding="utf-8") == "MINE = 1\n"


def test_the_checks_have_one_home() -> None:
    assert shipped_checks() == {file.name: file.read_text("utf-8") for file in (ROOT / "tests_portal").glob("*.py")}


def test_its_settings_are_those_of_the_repository(tmp_path: Path) -> None:
    new_project(tmp_path, "开封市民政局")
    written = configparser.ConfigParser()
    written.read(tmp_path / "pytest.ini", encoding="utf-8")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    in_words = {key: value if isinstance(value, list) else [str(value).lower()] for key, value in settings.items()}
    assert {key: value.split() for key, value in written["pytest"].items()} == {
        key: " ".join(value).split() for key, value in in_words.items()
    }
