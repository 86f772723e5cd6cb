"""A small inventory on disk, to be spoilt."""

from pathlib import Path

import pytest
import yaml

from tests.support.inventories import GOOD, ErrorsOf, Spoil, write
from zicha.inventory import InventoryError, SourceError, load


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "matters"


@pytest.fixture
def errors_of(root: Path) -> ErrorsOf:
    """The mistakes found in a file of this content."""

    def find(content: str | bytes) -> tuple[SourceError, ...]:
        write(root, "市直/水利局.yaml", content)
        with pytest.raises(InventoryError) as caught:
            load(root)
        return caught.value.errors

    return find


@pytest.fixture
def spoil(errors_of: ErrorsOf) -> Spoil:
    """The mistakes found when one place of the good file is replaced."""

    def replace(old: str, new: str) -> tuple[SourceError, ...]:
        assert GOOD.count(old) == 1, old
        return errors_of(GOOD.replace(old, new))

    return replace


@pytest.fixture(params=["with libyaml", "without"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk reads the same words whichever parser was installed."""
    if request.param == "without":
        monkeypatch.setattr("zicha.inventory.yaml_tree.Loader", yaml.SafeLoader)
