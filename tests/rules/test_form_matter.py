"""L32: whose matter a form is for, by what it declares, else by its title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.matters import make_matter
from zicha.model.facts.forms import Condition, Document, FileType
from zicha.model.finding import Severity
from zicha.rules.guide_accuracy.forms.matter import other_matter

MATTER = make_matter()  # 取水许可审批


def document(**more: object) -> Document:
    return Document.model_validate({"type": FileType.DOCX, "condition": Condition.READABLE, **more})


def severity_of(material: str = "申请表", **more: object) -> Severity | None:
    other = other_matter(document(**more), MATTER, material)
    return other[1] if other else None


@pytest.mark.parametrize(
    ("declared", "severity"),
    [
        ("道路货物运输经营许可", Severity.ERROR),
        ("取水许可审批", None),
        ("取水许可（首次申请）", None),
        ("取水许可审批（新办）", None),
        ("新办", None),
        ("许可证延续换证", None),
        ("新设企业备案登记", None),
        ("", None),
    ],
)
def test_the_matter_that_the_form_names(declared: str, severity: Severity | None) -> None:
    assert severity_of(declared=declared, declared_surely=True) == severity


def test_what_stands_beside_another_label_or_in_a_picture_is_a_question() -> None:
    assert severity_of(declared="道路货物运输经营许可") is Severity.WARNING
    assert severity_of(declared="道路货物运输经营许可", declared_surely=True, ocr=True) is Severity.WARNING


@pytest.mark.parametrize(
    ("title", "material", "is_question"),
    [
        ("道路货物运输经营许可申请表", "申请表", True),
        ("烟花爆竹经营许可申请表（样表）", "取水许可申请表", True),
        ("河南省医疗机构执业登记申请书", "申请书", True),
        ("医疗机构执业登记表填写样例", "申请书", True),
        ("道路货物运输经营审核表", "审核表", True),
        ("取水许可申请表填写示例", "申请表", False),
        ("取水许可申请表", "申请表", False),
        ("《开封市取水许可证申请表》（样表）", "申请表", False),
        ("河南省取水许可延续申请书", "申请表", False),
        ("行政许可申请书", "申请表", False),
        ("行政许可申请授权委托书", "委托书", False),
        ("企业登记（备案）申请书", "申请表", False),
        ("公司登记注册申请表", "公司登记注册申请表", False),
        ("建设项目水资源论证登记表", "建设项目水资源论证表", False),
        ("填表须知", "申请表", False),
        ("关于道路货物运输经营许可的通知", "申请表", False),
        ("", "申请表", False),
    ],
)
def test_the_title_of_another_matter_is_a_question(title: str, material: str, is_question: bool) -> None:
    assert severity_of(material, title=title) == (Severity.WARNING if is_question else None)


def test_what_the_form_declares_counts_more_than_its_title() -> None:
    assert severity_of(declared="取水许可审批", declared_surely=True, title="道路货物运输经营许可申请表") is None


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_any_words_are_compared(declared: str, title: str, material: str) -> None:
    other = other_matter(document(declared=declared, title=title), MATTER, material)
    assert other is None or other[0]


@pytest.mark.parametrize(
    ("declared", "material", "severity"),
    [
        # what is too short, or names no operation or no subject, names no matter
        ("烟花许可", "申请表", None),
        ("烟花许可证", "申请表", Severity.ERROR),
        ("道路货物运输", "申请表", None),
        ("道路货物运输许可", "申请表", Severity.ERROR),
        ("水许可审批", "申请表", None),
        ("烟（首次）备案登记", "申请表", None),
        ("烟花（首次）备案登记", "申请表", Severity.ERROR),
        # a name as near as this to that of the material is the same in other words
        ("道路货物运输许可", "道路旅客运输许可", None),
        ("道路货物运输证", "道路旅客运输证", Severity.WARNING),
        ("道路货物运输许可", "道路货物运输许可申请表", None),
        ("道路货物运输许可申请表", "货物运输许可", None),
        # one that is somewhat like it may be meant for it
        (
            "道路货物运输经营许可证核发",
            "关于道路货物运输从业人员资格考试成绩合格的人员证件核发",
            Severity.ERROR,
        ),
        ("道路货物运输经营许可证核发", "关于道路货物运输从业人员资格考试成绩合格人员证件核发", Severity.WARNING),
        ("道路货物运输许可", "", Severity.ERROR),
    ],
)
def test_how_far_the_matter_that_is_named_is_from_this_one(
    declared: str, material: str, severity: Severity | None
) -> None:
    assert severity_of(material, declared=declared, declared_surely=True) == severity


@pytest.mark.parametrize(
    ("title", "material", "is_question"),
    [
        ("烟花许可申请表", "申请表", True),
        ("用水许可申请表", "申请表", True),
        ("开封市龙亭区取水许可申请表", "申请表", False),
        ("国家取水许可申请表", "申请表", False),
        ("国家变更登记申请书", "申请表", False),
        ("开封市祥符区许可申请表", "申请表", False),
        ("烟许可申请登记表", "申请表", False),
        ("烟花许可申请表", "花炮清单", False),
        ("烟花类许可申请表", "申请表", True),
        ("道路货物运输申请表", "申请表", True),
        ("道路货物运输申请表", "道路运输申请表", False),
        ("高龄津贴申请书", "申请表", True),
        ("水资源申请表", "申请表", True),
        ("水资源申请表", "水资源费申请表", False),
        ("水费申请表", "申请表", False),
        ("道路货物运输情况登记簿", "申请表", False),
        ("《道路 货物运输经营许可申请表》", "申请表", True),
        ("道路货物运输经营许可申请表【样表】", "申请表", True),
        ("道路货物运输经营许可申请表", "道路货物运输申请表", False),
        ("危化品仓储许可申请表", "危险品库储备案表", False),
        ("危化品仓储许可申请表", "危险品库房备案表", True),
    ],
)
def test_how_far_the_title_is_from_the_matter(title: str, material: str, is_question: bool) -> None:
    assert severity_of(material, title=title) == (Severity.WARNING if is_question else None)


OPERATIONS = [
    ("变更", "新办"),
    ("注销", "首次申请"),
    ("延续", "变更"),
    ("补办", "注销"),
    ("转让", "补发"),
    ("初次", "过户"),
    ("设立", "换证"),
    ("终止", "设立"),
    ("歇业", "成立"),
    ("停业", "新办"),
    ("恢复", "停业"),
    ("换领", "补领"),
    ("变更", "校验"),
    ("迁出", "迁入"),
]


@pytest.mark.parametrize(
    ("title", "name", "is_question"),
    [
        ("道路旅客运输经营许可申请表", "道路货物运输经营许可", True),
        ("再生资源回收备案申请表", "报废汽车回收备案", True),
        ("道路货运经营许可申请表", "道路货物运输经营许可", False),
        ("普通道路货物运输经营许可申请表", "道路货物运输经营许可", False),
        ("成品油零售经营批准证书申请表", "成品油零售经营资格审批", False),
    ],
)
def test_a_title_with_another_word_is_of_another_matter(title: str, name: str, is_question: bool) -> None:
    other = other_matter(document(title=title), make_matter(name=name), "申请表")
    assert (other is not None) is is_question
    assert other_matter(document(title=title), make_matter(name=name), title) is None, "the material asks for it"


@pytest.mark.parametrize(("on_form", "of_matter"), OPERATIONS)
def test_a_form_for_another_operation_is_a_question(on_form: str, of_matter: str) -> None:
    matter = make_matter(name=f"取水许可（{of_matter}）")
    for form in (
        {"title": f"取水许可{on_form}申请表"},
        {"declared": f"取水许可（{on_form}）", "declared_surely": True},
    ):
        other = other_matter(document(**form), matter, "申请表")
        assert other is not None
        assert other[1] is Severity.WARNING
        assert other_matter(document(**form), matter, f"{on_form}申请表") is None, "the material asks for it"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("取水许可变更申请表", "取水许可审批"),
        ("取水许可申请表", "取水许可（变更）"),
        ("取水许可申请表（新办、变更、注销）", "取水许可（变更）"),
        ("取水许可延期申请表", "取水许可（延续）"),
        ("取水许可换证申请书", "取水许可（延续）"),
        ("取水许可首次申请表", "取水许可（新办）"),
        ("变更说明", "取水许可（注销）"),
    ],
)
def test_a_form_for_this_operation_or_any_is_none(title: str, name: str) -> None:
    assert other_matter(document(title=title), make_matter(name=name), "申请表") is None


@pytest.mark.parametrize(
    ("more", "evidence"),
    [
        ({"declared": "道路货物运输 许可"}, "表内事项名称为“道路货物运输 许可”"),
        ({"title": "烟花类许可申请表（样表）"}, "标题为“烟花类许可申请表（样表）”"),
    ],
)
def test_what_shows_it_is_quoted(more: dict[str, object], evidence: str) -> None:
    assert other_matter(document(**more), MATTER, "申请表") == (evidence, Severity.WARNING)
