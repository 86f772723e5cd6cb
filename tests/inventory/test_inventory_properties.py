"""What holds for every inventory, and for every file that is none."""

import re
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.inventories import GOOD, write
from zicha.inventory import Inventory, InventoryError, load
from zicha.model.base import Model
from zicha.model.matter import (
    Audience,
    Case,
    Channel,
    CollectedMaterial,
    Consent,
    Department,
    Fee,
    Grade,
    Guide,
    HandlingType,
    Identity,
    KnownProblem,
    Level,
    Material,
    MaterialKind,
    Matter,
    MatterType,
    Medium,
    Method,
    Necessity,
    OnlineDepth,
    OwnerKind,
    QuestionAndAnswer,
    Result,
    Scope,
    Source,
    Step,
    Suspension,
)
from zicha.model.time_limit import TimeLimit

M = TypeVar("M", bound=Model)

# Without the old line breaks, which PyYAML writes bare and reads back as blanks, and letters that cannot be seen.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cf"], exclude_characters="\x85\u2028\u2029"), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()) and ":" not in text and "：" not in text)
maybe = texts | st.none()
limits = st.sampled_from(["即办", "无", "20个工作日", "45日", "3个月", "24小时", "1-3个工作日"]).map(TimeLimit.parse)
dates = st.dates(min_value=date(2000, 1, 1))
numbers = st.from_regex(r"[0-9A-Z]{8,50}", fullmatch=True)


def tuples(of: st.SearchStrategy[Any], min_size: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=min_size, max_size=2).map(tuple)


def records(model: Callable[..., M], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[M]:
    return st.fixed_dictionaries(fields).map(lambda values: model(**values))


materials = records(
    Material,
    name=texts,
    kind=st.sampled_from(MaterialKind),
    copies=st.integers(0, 99),
    medium=st.sampled_from(Medium),
    necessity=st.sampled_from(Necessity),
    source=st.sampled_from(Source),
    shared=st.booleans(),
    licence=maybe,
)
steps = records(Step, name=texts, limit=limits | st.none(), handler=maybe, counted=st.booleans())
guides = records(
    Guide,
    matter_type=st.sampled_from(MatterType),
    level=st.sampled_from(Level),
    owner=texts,
    owner_kind=st.sampled_from(OwnerKind),
    audience=tuples(st.sampled_from(Audience), min_size=1),
    handling_type=st.sampled_from(HandlingType),
    channels=tuples(st.sampled_from(Channel), min_size=1),
    legal_limit=limits,
    promised_limit=limits,
    promised_limit_note=maybe,
    visits=st.integers(0, 2),
    scope=st.sampled_from(Scope),
    online_depth=tuples(st.sampled_from(OnlineDepth)),
    charged=st.booleans(),
    fees=tuples(records(Fee, name=texts, standard=texts, basis=texts, relief=maybe)),
    conditions=tuples(texts),
    materials=tuples(materials),
    steps=tuples(steps),
    result=records(Result, name=texts, e_licence=st.booleans()),
    questions=tuples(records(QuestionAndAnswer, question=texts, answer=texts)),
)
moments = st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
days = st.integers(0, 30).map(lambda number: timedelta(days=number))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case whose moments stand in their order, handled or refused."""
    applied = draw(moments)
    accepted = applied + draw(days)
    suspension = Suspension(begun=accepted.date() + timedelta(1), ended=accepted.date() + timedelta(2), reason="勘验")
    finished = accepted + timedelta(3) + draw(days)
    handled = {"accepted": True, "accepted_at": accepted, "finished_at": finished, "paper_at": finished + draw(days)}
    collected = records(CollectedMaterial, name=texts, medium=st.sampled_from(Medium), count=st.integers(0, 9))
    made = {
        "number": draw(numbers),
        "identity": draw(st.sampled_from(Identity)),
        "consent": Consent(form=draw(st.sampled_from(["口头", "书面"])), on=draw(dates), handler=draw(texts)),
        "applied_at": draw(st.sampled_from([applied, None])),
        "suspensions": draw(st.sampled_from([(), (suspension,)])),
        "visits": draw(st.integers(0, 99) | st.none()),
        "materials": draw(tuples(collected) | st.none()),
        "grade": draw(st.sampled_from(Grade) | st.none()),
        **draw(st.sampled_from([handled, {"accepted": False, "refusal": "不属于本辖区"}, {}])),
    }
    return Case(**made)


known = records(
    KnownProblem,
    box=st.sampled_from(["A1", "F1"]),
    since=st.dates(date(2020, 1, 1), date(2025, 1, 1)),
    expires=st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    owner=texts,
    reason=texts,
)


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    made: list[Matter] = []
    for number, region in enumerate(draw(st.lists(st.sampled_from(["杞县", "市直"]), min_size=1, unique=True))):
        department = Department(
            name=draw(texts), full_name=draw(texts), contact=draw(texts), region=region, region_code="410200"
        )
        for name in draw(st.lists(texts.map(str.strip), min_size=1, max_size=2, unique=True)):
            serial = f"{number}{len(made)}"
            made.append(
                Matter(
                    department=department,
                    name=name,
                    code=f"1141020000519736{serial}",
                    page_id=f"{serial:0>32}",
                    system=draw(texts),
                    method=draw(st.sampled_from(Method)),
                    guide=draw(guides),
                    cases=draw(tuples(cases())),
                    known_problems=draw(tuples(known)),
                )
            )
    return Inventory(matters=tuple(sorted(made, key=lambda matter: matter.department.region != "市直")))


def dump(inventory: Inventory, root: Path) -> None:
    """The inventory as departments would keep it."""
    for region in {matter.department.region for matter in inventory.matters}:
        matters = [matter for matter in inventory.matters if matter.department.region == region]
        header = matters[0].department.model_dump(by_alias=True, exclude={"region"})
        items = [
            matter.model_dump(mode="json", by_alias=True, exclude={"department"}, exclude_none=True)
            for matter in matters
        ]
        text = yaml.safe_dump({**header, "事项": items}, allow_unicode=True, sort_keys=False)
        write(root, f"{region}/部门.yaml", text)


@settings(max_examples=40, deadline=None)
@given(inventories())
def test_an_inventory_written_and_read_again_is_the_same(inventory: Inventory) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "matters"
        dump(inventory, root)
        assert load(root) == inventory


def only_inventory_errors(content: str | bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "matters"
        write(root, "市直/部门.yaml", content)
        refusal = None
        try:
            load(root)
        except InventoryError as error:
            refusal = error
        if refusal:
            text = content if isinstance(content, str) else content.decode(errors="replace")
            last = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text))  # what breaks a line in YAML
            assert refusal.errors
            assert all(one.message and one.advice and 1 <= one.line <= last for one in refusal.errors)
            assert all(str(one) in str(refusal) for one in refusal.errors)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    only_inventory_errors(content)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="-:：[]{}|>'\"#&*!%@?,~ \t\n甲事项默认a1", max_size=40))
def test_any_text_is_read_or_refused(content: str) -> None:
    only_inventory_errors(content)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_good_file_with_a_piece_replaced_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 30)))
    piece = data.draw(st.text(alphabet="-:：[]{}|>'\"#&*! \t\n甲0一个工作日", max_size=8))
    only_inventory_errors(GOOD[:start] + piece + GOOD[end:])
