"""The cases of the detection matrix: every variant, twin, question and fault of demo/defects/, each on its own matter.

A case's matter starts healthy from one of bases.yaml. What deviates is planted on the portal's side (改动) and written
into the inventory (清单改动). Which skin and way of opening it gets follows from the case's name, so that a new case
changes no other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.model.finding import Verdict
from zicha.model.matter import Matter
from zicha_demo.defects import Circumstance, Deviation, Fault, Planting, Twin, Variant, load_defects, patched
from zicha_demo.skins.grammar import Skin, alternatives, draw
from zicha_demo.skins.journey_choices import JourneyChoices

DEFAULT_BASE, LOOK_BASE = "测试件", "入网查看"
GUIDE_BOXES = ("B1", "B2", "B3")
ON_THE_WAY = re.compile(
    r"application(\.(notice|choices|agent|dead|welcome|badge|small_print)|$)|landing|entry|sign_on|session|disturbances"
)
"""The parts of a publication that show between 在线办理 and the form."""
STRAIGHT_TO_THE_FORM: Mapping[str, Any] = {"application.notice": [], "application.choices": []}
"""Where the way is not what a case is about, it has no 办理须知 and no 情形选择."""
NOT_IN_THE_MATRIX: Mapping[str, frozenset[str]] = {
    **{name: frozenset(choices[1:]) for name, choices in alternatives().items() if name in JourneyChoices.model_fields},
    "framed": frozenset({"yes"}),
    "panes": frozenset({"links", "accordion"}),
    "links": frozenset({"script", "button"}),
    "steps": frozenset({"picture", "sentence"}),
    "details": frozenset({"dialog", "page", "hidden", "layer"}),
    "step_details": frozenset({"dialog"}),
}
"""Looks that are proved elsewhere (tests/live/test_journey_skins.py), or change what a whole inspection sees.

Parts of a guide that it does not open yet, and steps without all that they say, are left open rightly. Forms behind a
script are cases of the matrix themselves.
"""
_READ_FURTHER = re.compile(r"materials(?!\[\d\]\.(?:blank|sample))|申请材料")
"""What of a guide the checks of a test application read, too: its materials, but not their files."""
DEPARTMENT = {"填报单位": "开封市行政审批局", "审批部门": "行政审批局", "联系人": "联络员", "区划代码": "410200"}
_AGO = re.compile(r"\{(\d+)(小时|分钟|天)前\}|\{(\d+)天前的日期\}")
_UNITS = {"小时": "hours", "分钟": "minutes", "天": "days"}


class Kind(StrEnum):
    """What a case is, and how it is called on the page."""

    VARIANT = "变体"
    TWIN = "孪生"
    QUESTION = "提问"
    FAULT = "故障"


@dataclass(frozen=True)
class Case:
    """One deviation and what an inspection must say about its matter."""

    kind: Kind
    number: int
    box: str
    name: str
    deviation: Deviation

    @property
    def id(self) -> str:
        """In ASCII, to select by: B3-variant-1, fault-2."""
        return "-".join(filter(None, (self.box, self.kind.name.lower(), str(self.number))))

    @property
    def key(self) -> str:
        """What the matter's codes, skin and way of opening follow from."""
        return hashlib.sha256(f"{self.box}{self.kind}{self.name}".encode()).hexdigest().upper()

    @property
    def code(self) -> str:
        """实施编码."""
        return f"11410200{int(self.key[:16], 16) % 10**14:014d}"

    @property
    def ordinal(self) -> int:
        """The place in the portal's rotation of labels and ways of opening."""
        return int(self.key[-8:], 16) % 240

    @property
    def matter_name(self) -> str:
        return f"测验事项{self.box}{self.kind.name[0]}{self.number}许可"

    @property
    def ticks(self) -> frozenset[str]:
        """The boxes that must be ticked, and no other."""
        match self.deviation:
            case Variant(also=also):
                return frozenset({self.box, *also})
        return frozenset()

    @property
    def circumstance(self) -> Circumstance | None:
        """What befalls the inspection besides what the portal does."""
        return self.deviation.circumstance if isinstance(self.deviation, Fault) else None

    @property
    def words(self) -> dict[str, str]:
        return {"事项名称": self.matter_name, "实施编码": self.code, "办件编号": f"{self.code}202603020001"}

    @property
    def remark(self) -> tuple[str, ...]:
        """What must stand in 备注."""
        words = self.deviation.remark if isinstance(self.deviation, Variant) else ()
        parameters = self.words | self.deviation.parameters
        return tuple(_filled(text, parameters) for text in words)

    @property
    def skin(self) -> Skin:
        """The looks of its pages, drawn once for all runs."""
        return draw(self.key, NOT_IN_THE_MATRIX)

    @property
    def variant(self) -> Variant:
        """The deviation as something to plant on the portal, on the skin of the case unless it needs another."""
        data = {"框": self.planting.box, "变体": self.id, "说明": self.name, "参数": self.deviation.parameters}
        straight = {} if self.deviates_on_the_way else STRAIGHT_TO_THE_FORM
        changes = {"skin": self.skin.model_dump(), **straight, **self.deviation.changes}
        return Variant.model_validate(data | {"改动": changes, "平台改动": self.deviation.platform_changes})

    @property
    def deviates_on_the_way(self) -> bool:
        """Whether what deviates may show between 在线办理 and the form, or befall any page."""
        on_the_way = any(ON_THE_WAY.match(path) for path in self.deviation.changes)
        return on_the_way or bool(self.deviation.platform_changes) or bool(self.circumstance)

    @property
    def planting(self) -> Planting:
        return Planting.model_validate({"事项": self.matter_name, "框": self.box or "G1", "变体": self.id})

    @property
    def base(self) -> str:
        """The kind of matter it starts from: what it says, else one that all checks which read the deviation look at.

        That is half the way where only those of the guide do.
        """
        changed = " ".join((*self.deviation.changes, *self.deviation.inventory_changes))
        of_the_guide = self.box in GUIDE_BOXES and not _READ_FURTHER.search(changed)
        return self.deviation.base or (LOOK_BASE if of_the_guide else DEFAULT_BASE)

    def healthy_verdict(self, box: str) -> Verdict:
        """How the checks of a box end on a matter of that kind from which nothing deviates."""
        return Verdict(_declared(self.base).get(box, Verdict.CLEAN))

    def published(self) -> Matter:
        """The matter as the portal publishes it, before anything is planted."""
        return _matter(self, {})

    def listed(self, now: datetime) -> Matter:
        """The matter as the department's inventory has it. Times may be given as {50小时前}."""
        return _matter(self, self.deviation.inventory_changes, now)


def _matter(case: Case, changes: Mapping[str, Any], now: datetime | None = None) -> Matter:
    tree = _base(case.base)
    words = case.words | case.deviation.parameters
    own = {"事项名称": case.matter_name, "实施编码": case.code, "门户编号": case.key[:32]}
    complete = Matter.model_validate(
        {**patched(_each_text(tree, lambda text: _filled(text, words)), {}, {}), **own}
        | {"department": {**DEPARTMENT, "region": "市直"}}
    )
    # With every key there, a patch may name any; empty ones would be written as if somebody had meant them.
    full = complete.model_dump(mode="json", by_alias=True)
    if now is not None:
        changes = _each_text(changes, lambda text: _dated(text, now))
    return Matter.model_validate(patched(full, changes, words))


@cache
def bases() -> dict[str, Any]:
    """bases.yaml."""
    read: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "bases.yaml").read_text(encoding="utf-8"))
    return read


def _declared(name: str) -> dict[str, str]:
    entry = bases()[name]
    return {**(_declared(entry["始于"]) if "始于" in entry else {}), **entry.get("结论", {})}


def _base(name: str) -> dict[str, Any]:
    entry: dict[str, Any] = bases()[name]
    if "始于" not in entry:
        return {key: value for key, value in entry.items() if key != "结论"}
    tree = _base(entry["始于"])
    missing = {key: None for path in entry["改动"] if (key := path.split(".")[0].split("[")[0]) not in tree}
    changed: dict[str, Any] = patched({**tree, **missing}, entry["改动"], {})
    return changed


def _each_text(tree: Any, change: Callable[[str], str]) -> Any:
    match tree:
        case str():
            return change(tree)
        case dict():
            return {key: _each_text(value, change) for key, value in tree.items()}
        case list():
            return [_each_text(value, change) for value in tree]
    return tree


def _filled(text: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text


def _dated(text: str, now: datetime) -> str:
    """{50小时前} and {3天前的日期} as moments and dates: a limit of 48 hours is over or not, whatever day it is."""

    def moment(match: re.Match[str]) -> str:
        if match[3]:
            return f"{now - timedelta(days=int(match[3])):%Y-%m-%d}"
        return f"{now - timedelta(**{_UNITS[match[2]]: int(match[1])}):%Y-%m-%d %H:%M:%S}"

    return _AGO.sub(moment, text)


@cache
def all_cases() -> tuple[Case, ...]:
    """Box by box in the order of the form: its variants, twins and questions; after them the faults."""
    defects = load_defects()
    cases: list[Case] = []
    for box in ledger_form().boxes:
        variants = [variant for variant in defects.variants if variant.box == box.code]
        twins = [twin for twin in defects.twins if twin.box == box.code]
        cases += [Case(Kind.VARIANT, n, box.code, v.name, v) for n, v in enumerate(variants, 1)]
        cases += [Case(Kind.TWIN, n, box.code, t.name, t) for n, t in enumerate(twins, 1)]
        doubts = [doubt for doubt in defects.doubts if doubt.box == box.code]
        cases += [Case(Kind.QUESTION, n, box.code, d.name, d) for n, d in enumerate(doubts, 1)]
    cases += [Case(Kind.FAULT, n, "", f.name, f) for n, f in enumerate(defects.faults, 1)]
    return tuple(cases)


EACH_FAULT = 8
"""Of so many faults the slice holds one."""


def slice_of(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The cases that prove every box both ways in a fraction of the time.

    They are the first variant of each box and a twin that resembles it, the first question, and one fault in eight.
    """
    chosen = {id(case) for case in _of_each_box(cases)}
    chosen |= {id(case) for case in cases if case.kind is Kind.QUESTION and case.number == 1}
    chosen |= {id(case) for case in cases if case.kind is Kind.FAULT and case.number % EACH_FAULT == 1}
    return tuple(case for case in cases if id(case) in chosen)


def _of_each_box(cases: Sequence[Case]) -> Iterator[Case]:
    firsts = {case.box: case for case in cases if case.kind is Kind.VARIANT and case.number == 1}
    yield from firsts.values()
    for box, first in firsts.items():
        twins = (case for case in cases if case.box == box and isinstance(case.deviation, Twin))
        yield next(case for case in twins if isinstance(case.deviation, Twin) and first.name in case.deviation.like)


@cache
def boxes_without_check() -> frozenset[str]:
    """The boxes that no check of the catalogue can tick yet."""
    return frozenset(box.code for box in ledger_form().boxes) - {check.box for check in catalogue()}
