"""The data behind a guide: what is read of JSON, whatever its wrappers, and what says nothing of the matter."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.journeys import MATTER, PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.data import read_data

BASE = {"taskCode": MATTER.code, "PROMISE_DAY": "5个工作日", "isFee": 0, "isOnline": True}
LISTED = [{"MATERIAL_NAME": "申请表", "submitMedium": "纸质"}, {"fileName": "无关.pdf"}]


def shown(data: Any) -> dict[str, str]:
    read = read_data(json.dumps(data), MATTER, PROFILE, "https://portal.example/data")
    return {str(value.element): value.text for value in read.values}


@pytest.mark.parametrize(
    "answer",
    [
        BASE,
        {"code": 200, "result": {"baseInfo": BASE, "materialInfo": {"materialList": LISTED}}},
        {"data": {"task": {**BASE, "taskCode": ""}, "id": MATTER.page_id.lower()}},
    ],
    ids=["flat", "wrapped", "by its number"],
)
def test_fields_are_read_in_any_wrapper(answer: Any) -> None:
    read = shown(answer)
    assert (read["承诺办结时限"], read["是否收费"]) == ("5个工作日", "0")
    assert "是否网办" not in read, "true may mean anything"


def test_materials_are_the_records_of_lists_that_name_them() -> None:
    read = read_data(json.dumps({**BASE, "list": LISTED}), MATTER, PROFILE, "")
    assert [group.text(Element.MATERIAL_NAME) for group in read.materials] == ["申请表"]
    assert [group.text(Element.MEDIUM) for group in read.materials] == ["纸质"]


def test_prose_is_read_without_its_tags() -> None:
    assert shown({**BASE, "acceptCondition": "<p>甲&amp;乙</p><p>丙</p>"})["受理条件"].split() == ["甲&乙", "丙"]


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        ("<html>系统繁忙</html>", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        ('{"errCode": 0, "errMsg": "未找到匹配的信息", "result": null}', "没有提到本事项"),
        ('{"taskCode": "11410200005277264N4000117099000", "promiseDay": "1个工作日"}', "没有提到本事项"),
        ("[]", "没有提到本事项"),
        (json.dumps({"unid": MATTER.page_id, "elapsed": 3}), "没有认得的字段"),
    ],
)
def test_what_is_no_answer_says_nothing(answer: str, note: str) -> None:
    read = read_data(answer, MATTER, PROFILE, "https://portal.example/data")
    assert (read.values, read.materials) == ((), ())
    assert note in read.note
