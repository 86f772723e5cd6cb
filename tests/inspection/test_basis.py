"""What a run judged on is compared with what there is when it is gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.inventories import GOOD, write
from zicha.inspection.basis import basis_of, changes
from zicha.inspection.options import Options
from zicha.portal.profile import load_profile

FILE = "matters/市直/水利局.yaml"


def _basis(folder: Path, profile: str = "http://127.0.0.1:8000") -> dict[str, str]:
    options = Options(inventory=folder / "matters", report=folder / "report", checks=folder / "checks.yaml")
    checks = [folder / "test_own.py", folder / "conftest.py", folder / "missing.py"]
    return basis_of(options, load_profile("demo", profile), checks)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, FILE, GOOD)
    (tmp_path / "test_own.py").write_text("def test_own(): ...\n")
    (tmp_path / "conftest.py").write_text("")
    return tmp_path


def test_nothing_has_changed(project: Path) -> None:
    assert changes(_basis(project), _basis(project)) == ()


def test_what_has_changed_is_named_once(project: Path) -> None:
    before = _basis(project)
    (project / "test_own.py").write_text("def test_own(): pass\n")
    (project / "conftest.py").write_text("# mine\n")
    assert changes(before, _basis(project)) == ("检查",)
    write(project, FILE, GOOD.replace("15个工作日", "14个工作日"))
    assert changes(before, _basis(project, "http://127.0.0.1:8001")) == ("事项清单", "门户配置", "检查")


def test_another_version(project: Path) -> None:
    now = _basis(project)
    assert changes({**now, "本工具": "another"}, now) == ("本工具",)
    assert changes({}, now) == ("本工具",), "which wrote no basis"


def test_a_check_that_is_new_has_no_finding_yet(project: Path) -> None:
    before = {name: digest for name, digest in _basis(project).items() if "conftest" not in name}
    assert changes(before, _basis(project)) == ()
