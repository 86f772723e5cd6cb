"""The inventory shipped in matters/: it loads, it is broad, and its guides do not contradict themselves."""

import json
import re
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

from tests.support.facts import RULES, guide_page, shown
from tests.support.reading import guide_contradictions
from zicha.inventory import Inventory, load, schema
from zicha.model.facts.guide import Element
from zicha.model.matter import (
    HandlingType,
    Material,
    MaterialKind,
    Matter,
    MatterType,
    Medium,
    Method,
    OnlineDepth,
    ResultKind,
    Source,
)
from zicha.model.time_limit import TimeLimit, TimeUnit

MATTERS = Path(__file__).parents[2] / "matters"
FORM_LIKE = re.compile(r"申请表|申请书|登记表|承诺书|委托书|备案表|审核表|申报表")
GIVEN = """\
关闭煤矿和报废矿井许可 20个工作日 10个工作日 承诺件 1 其他
公共场所卫生许可（新办） 20个工作日 5个工作日 承诺件 0 全市通办
食品经营许可（新办） 10个工作日 5个工作日 承诺件 0 全市通办
内资公司设立登记 3个工作日 1个工作日 承诺件 0 全省通办
特种设备使用登记 15个工作日 3个工作日 承诺件 0 全市通办
城镇燃气经营许可证核发 20个工作日 7个工作日 承诺件 1 其他
临时占用城市道路审批 20个工作日 3个工作日 承诺件 1 其他
大型户外广告设置审批 20个工作日 5个工作日 承诺件 1 其他
人力资源服务许可 20个工作日 3个工作日 承诺件 0 全市通办
劳务派遣经营许可 20个工作日 5个工作日 承诺件 0 全市通办
失业登记 即办 即办 即办件 0 全省通办
医疗机构执业登记 45日 10个工作日 承诺件 1 其他
护士执业注册（首次） 20个工作日 3个工作日 承诺件 0 全省通办
取水许可审批 45个工作日 15个工作日 承诺件 1 其他
道路货物运输经营许可 20个工作日 3个工作日 承诺件 0 全省通办
社会团体成立登记 60日 15个工作日 承诺件 1 其他
排污许可证核发 20个工作日 10个工作日 承诺件 0 其他
企业投资项目备案 即办 即办 即办件 0 全省通办
住房公积金提取（购买自住住房） 3个工作日 1个工作日 承诺件 0 全国通办
残疾人证新办 30个工作日 10个工作日 承诺件 1 全市通办
老年人优待证申领 即办 即办 即办件 0 全省通办
固定资产投资项目节能审查 20个工作日 5个工作日 承诺件 1 其他
公众聚集场所投入使用、营业前消防安全检查 10个工作日 5个工作日 承诺件 1 其他
烟草专卖零售许可证新办 20个工作日 7个工作日 承诺件 0 其他
"""  # as commonly published: 法定, 承诺, 办件类型, 到办事现场次数, 通办范围


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return load(MATTERS)


def working_days(limit: TimeLimit) -> int | Decimal | None:
    return limit.amount if limit.unit is TimeUnit.WORKING_DAY else None


def papers(material: Material) -> int:
    return material.originals + material.copies


def test_it_is_broad(inventory: Inventory) -> None:
    departments = {matter.department.full_name for matter in inventory.matters if matter.department.region == "市直"}
    regions = {matter.department.region for matter in inventory.matters}
    assert len(inventory.matters) >= 60
    assert len(departments) >= 14
    assert regions >= {"市直", "杞县", "通许县", "尉氏县", "兰考县"}
    assert {matter.method for matter in inventory.matters} == set(Method)


def test_the_first_matter_is_the_one_of_the_notice(inventory: Inventory) -> None:
    matter = inventory.select(regions=["市直"], departments=["工业和信息化局"]).matters[0]
    assert matter.name == "关闭煤矿和报废矿井许可"
    assert matter.department.name == "工业和信息化局"
    assert matter.system == "省政务服务系统"
    assert matter.method is Method.TEST_APPLICATION
    assert not matter.cases
    assert not matter.known_problems


def test_the_well_known_matters_carry_the_published_values(inventory: Inventory) -> None:
    for line in GIVEN.splitlines():
        name, *published = line.split()
        for matter in inventory.select(matters=[name]).matters:
            guide = matter.guide
            values = (guide.legal_limit, guide.promised_limit, guide.handling_type, guide.visits, guide.scope)
            assert [str(value) for value in values] == published, name


def test_codes_follow_their_form(inventory: Inventory) -> None:
    for matter in inventory.matters:
        level = "3" if matter.department.region == "市直" else "4"
        assert re.fullmatch(rf"11{matter.department.region_code}[0-9A-Z]{{10}}{level}\d{{12}}", matter.code), (
            matter.name
        )
        for case in matter.cases:
            assert re.fullmatch(rf"{matter.code}\d{{12}}", case.number), matter.name


def test_the_schema_beside_the_files_is_current() -> None:
    assert json.loads((MATTERS / "department.schema.json").read_text(encoding="utf-8")) == schema()


def test_every_file_names_the_schema_and_says_that_limits_need_verifying() -> None:
    for file in MATTERS.rglob("*.yaml"):
        first, second = file.read_text(encoding="utf-8").splitlines()[:2]
        assert first == "# yaml-language-server: $schema=../department.schema.json"
        assert "核对" in second, file


def contradictions(matter: Matter) -> list[str]:
    """The rules of a consistent guide, L01 and so on, that the matter breaks."""
    guide, rules = matter.guide, []
    legal, promised = working_days(guide.legal_limit), working_days(guide.promised_limit)
    counted = sum(step.limit.amount or 0 for step in guide.steps if step.counted and step.limit)
    instant = guide.promised_limit == TimeLimit.instant()
    paper_only = [one for one in guide.materials if one.medium in (Medium.PAPER, Medium.BOTH)]
    rules += ["L01"] * (guide.visits == 0 and bool(paper_only) and not guide.courier)
    rules += ["L03"] * (guide.visits > 0 and OnlineDepth.FULL in guide.online_depth)
    rules += ["L04"] * (guide.visits > 0 and not guide.visit_reason)
    rules += ["L05"] * (guide.visits == 0 and bool(guide.visit_reason))
    rules += ["L06"] * (legal is not None and promised is not None and promised > legal)
    rules += ["L07"] * (guide.matter_type is MatterType.LICENCE and (legal or 0) > 20 and not guide.legal_limit_note)
    rules += ["L08/L09"] * ((guide.handling_type is HandlingType.INSTANT) != instant)
    rules += ["L11"] * (counted > (promised or 0))
    rules += ["L13"] * (
        guide.matter_type is MatterType.LICENCE
        and not {"受理", "审查", "决定", "送达"} <= {s.name for s in guide.steps}
    )
    rules += ["L15"] * (guide.charged != bool(guide.fees))
    rules += ["L17"] * (guide.visits == 0 and guide.charged and not guide.online_payment)
    rules += ["L22"] * (OnlineDepth.LICENCE in guide.online_depth and not guide.result.e_licence)
    rules += ["L34"] * (
        bool(re.search("(?<!凭)证(书)?$", guide.result.name)) and guide.result.kind is not ResultKind.LICENCE
    )
    rules += ["L36"] * (
        guide.visits == 0 and any(re.search("本人到场|当面|现场核验|面签", text) for text in guide.conditions)
    )
    rules += ["L39"] * (not guide.consultation or guide.consultation == guide.supervision)
    for one in guide.materials:
        rules += ["L24/L25"] * (one.shared and (papers(one) > 0 or one.source is Source.APPLICANT or not one.licence))
        rules += ["L27"] * (one.medium is Medium.PAPER and papers(one) == 0)
        rules += ["L27"] * (one.medium is Medium.ELECTRONIC and papers(one) > 0)
        rules += ["L28"] * (one.kind is MaterialKind.BOTH and not (one.originals and one.copies))
        rules += ["L30"] * (bool(FORM_LIKE.search(one.name)) and not (one.blank_form and one.sample))
        rules += ["L33"] * bool(re.search("其他材料|相关材料", one.name))
    return rules


def test_no_guide_contradicts_itself(inventory: Inventory) -> None:
    assert {matter.name: broken for matter in inventory.matters if (broken := contradictions(matter))} == {}


def test_no_rule_of_logic_finds_anything_in_the_lists(inventory: Inventory) -> None:
    """Read of a page that shows nothing else, so that the lists alone are judged."""
    page = guide_page([shown(Element.CONSULTATION, "0371-23255601")])
    for matter in inventory.matters:
        siblings = [one for one in inventory.matters if one.basic_code == matter.basic_code and one is not matter]
        assert guide_contradictions(page, matter, siblings, RULES) == (), matter.name


def test_the_texts_of_a_guide_speak_of_its_own_limits(inventory: Inventory) -> None:
    for matter in inventory.matters:
        guide = matter.guide
        notes = ((guide.legal_limit_note, guide.legal_limit), (guide.promised_limit_note, guide.promised_limit))
        for note, limit in notes:
            assert set(map(str, TimeLimit.find(note or ""))) == {str(limit)}, (matter.name, note)
        answers = chain.from_iterable(TimeLimit.find(one.answer) for one in guide.questions)
        assert set(map(str, answers)) <= {str(guide.promised_limit)}, matter.name


def test_no_two_departments_share_a_telephone(inventory: Inventory) -> None:
    owners: dict[str, set[str]] = {}
    for matter in inventory.matters:
        for number in (matter.guide.consultation, matter.guide.supervision):
            assert number
            assert re.fullmatch(r"0371-2\d{7}", number)
            owners.setdefault(number, set()).add(matter.department.full_name)
    assert all(len(names) == 1 for names in owners.values())


def test_a_shared_item_is_the_same_in_city_and_county(inventory: Inventory) -> None:
    known: dict[str, Matter] = {}
    for matter in inventory.matters:
        first = known.setdefault(matter.code[-12:], matter)
        same = {"level", "owner", "owner_kind", "place", "hours", "consultation", "supervision"}
        assert matter.guide.model_dump(exclude=same) == first.guide.model_dump(exclude=same), matter.name
