"""The embedded portal with a skin of its own for the guide of each matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from zicha.model.matter import Matter
from zicha_demo.defects import Defects, Planting, Variant
from zicha_demo.server import DemoPortal


@contextmanager
def clothed_portal(matters: Sequence[Matter], skins: Sequence[str]) -> Iterator[DemoPortal]:
    """Run a portal on which the guide of each matter wears the skin at its place."""
    worn = tuple(
        Variant.model_validate({"框": "B1", "变体": matter.name, "说明": skin, "改动": {"skin": skin}})
        for matter, skin in zip(matters, skins, strict=True)
    )
    plantings = tuple(
        Planting.model_validate({"事项": matter.name, "框": "B1", "变体": matter.name}) for matter in matters
    )
    with DemoPortal(matters, Defects(variants=worn, plantings=plantings), published={}) as portal:
        assert portal.unmatched == ()
        yield portal
