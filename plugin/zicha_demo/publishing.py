"""From a Matter to its Publication: labels, skin, entry and form are spread over the matters by ordinal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

from zicha.model.matter import Guide, Identity, Material, Matter, Medium
from zicha.plain_yaml import read_yaml
from zicha_demo.application import Application, Choice, Demand, HandIn
from zicha_demo.evaluation import EvaluationDisplay
from zicha_demo.form_fields import form_fields
from zicha_demo.publication import (
    Element,
    Entry,
    FileKind,
    Headings,
    LicenceDisplay,
    MaterialLabels,
    Opens,
    Publication,
    PublishedFee,
    PublishedFile,
    PublishedMaterial,
    PublishedQuestion,
    PublishedStep,
)
from zicha_demo.skins.grammar import PRESETS, Skin

PORTAL_SYSTEM = "省政务服务系统"  # every other 业务系统 is a department's, on its own origin
EXEMPTION = "通过数据共享减免，无需提供"
_CONTACTS = ("咨询方式", "监督投诉方式", "办理地点", "办理时间")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BLANK_KINDS = (FileKind.DOCX, FileKind.DOC, FileKind.XLSX, FileKind.PDF, FileKind.WPS, FileKind.XLS)
_SAMPLE_KINDS = (FileKind.PDF, FileKind.DOCX, FileKind.DOC, FileKind.OFD, FileKind.XLSX, FileKind.WPS, FileKind.ET)
_AUTOMATIC = (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT)


@cache
def wording() -> dict[str, Any]:
    """Return the words pages are made of."""
    read: dict[str, Any] = read_yaml((files("zicha_demo") / "wording.yaml").read_text(encoding="utf-8"))
    return read


def publish(matter: Matter, ordinal: int) -> Publication:
    """Return what the portal publishes of a matter when nothing is wrong."""
    guide = matter.guide
    elements = _elements(matter, ordinal)
    return Publication(
        matter_name=matter.name,
        code=matter.code,
        page_id=matter.page_id,
        region=matter.department.region_code + "000000",
        region_name=matter.department.region,
        department=guide.owner,
        system=matter.system,
        matter_type=guide.matter_type,
        identities=matter.identities,
        ordinal=ordinal,
        skin=_skin(ordinal),
        empty_text=_pick(wording()["empty"], "empty", ordinal),
        headings=Headings(**_spread("headings", ordinal)),
        material_labels=MaterialLabels(**_spread("material_labels", ordinal)),
        elements=tuple(element for element in elements if element.name not in _CONTACTS),
        contacts=tuple(element for element in elements if element.name in _CONTACTS),
        conditions=tuple(_dirty(text, ordinal + i) for i, text in enumerate(guide.conditions)),
        materials=tuple(_material(material, matter, ordinal, index) for index, material in enumerate(guide.materials)),
        steps=tuple(
            PublishedStep(
                name=step.name,
                limit=str(step.limit) if step.limit is not None else "",
                handler=step.handler or "",
                content=step.content or "",
                special=_yes(step.special),
                counted=_yes(step.counted),
                basis=step.basis or "",
            )
            for step in guide.steps
        ),
        fees=tuple(
            PublishedFee(name=fee.name, standard=fee.standard, basis=fee.basis, relief=fee.relief or "")
            for fee in guide.fees
        ),
        basis=guide.basis,
        questions=tuple(PublishedQuestion(question=pair.question, answer=pair.answer) for pair in guide.questions),
        entry=Entry(
            label=_pick(wording()["entry"], "entry", ordinal),
            present=guide.online,
            opens=tuple(Opens)[(ordinal // 4 + ordinal) % 3],
            department=matter.system != PORTAL_SYSTEM,
        ),
        application=_application(matter),
        licence=LicenceDisplay(issued=guide.result.e_licence, name=guide.result.name),
        evaluation=EvaluationDisplay(label=_pick(wording()["evaluation"], "evaluation", ordinal)),
    )


def _skin(ordinal: int) -> Skin:
    """Return one of the presets, with what is spread over the matters besides."""
    preset = tuple(PRESETS)[ordinal % 4]
    as_table = "cards" if preset == "app" else "table"
    steps = as_table if (ordinal // 4) % 2 == 0 else "list"
    counts = "colon" if ordinal % 3 == 0 else "joined"
    return Skin.parse(f"{preset} steps={steps} counts={counts} units={'label' if ordinal % 6 == 4 else 'value'}")


def _application(matter: Matter) -> Application:
    words = {"{事项名称}": matter.name, "{实施主体}": matter.guide.owner}
    return Application(
        notice=tuple(_fill(line, words) for line in wording()["notice"]),
        choices=tuple(
            Choice(question=choice["question"], options=tuple(choice["options"]))
            for choice in wording()["choices"]
            if any(word in matter.name for word in choice["words"])
        )[:1],
        agent_choice=Identity.LEGAL_PERSON in matter.identities and crc32(matter.code.encode()) % 3 == 0,
        fields=form_fields(matter.name, matter.identities),
        demands=tuple(_demand(material, matter.guide) for material in matter.guide.materials),
    )


def _demand(material: Material, guide: Guide) -> Demand:
    exempt = material.shared or material.medium in _AUTOMATIC
    paper = HandIn.COURIER if guide.courier else HandIn.WINDOW
    return Demand(
        name=material.name,
        kind=material.kind,
        originals=material.originals,
        copies=material.copies,
        medium=material.medium,
        necessity=material.necessity,
        hand_in=HandIn.EXEMPT if exempt else paper if material.medium is Medium.PAPER else HandIn.UPLOAD,
        licence=(material.licence or material.name) if exempt else "",
    )


def _material(material: Material, matter: Matter, ordinal: int, index: int) -> PublishedMaterial:
    def file(filled: bool) -> PublishedFile:
        kinds = _SAMPLE_KINDS if filled else _BLANK_KINDS
        name = f"{matter.page_id}-{index}-{filled}"
        return PublishedFile(
            path=f"/group1/M00/{matter.page_id[:2]}/{matter.page_id[2:4]}/rBIB{crc32(name.encode()):08x}"
            f"{crc32(name[::-1].encode()):08x}",
            kind=kinds[(ordinal + index) % len(kinds)],
            matter=matter.name,
            title=material.name,
            filled=filled,
        )

    return PublishedMaterial(
        name=material.name,
        kind=material.kind,
        originals=material.originals,
        copies=material.copies,
        medium=material.medium,
        necessity=material.necessity,
        source=material.source,
        exemption=EXEMPTION if material.shared else "",
        blank=file(filled=False) if material.blank_form else None,
        sample=file(filled=True) if material.sample else None,
        hint=_dirty(material.hint or "", ordinal),
        acceptance=material.acceptance or "",
    )


def _elements(matter: Matter, ordinal: int) -> tuple[Element, ...]:
    guide = matter.guide
    joint = "、，,;"[ordinal % 4]
    legal, promised = str(guide.legal_limit), str(guide.promised_limit)
    if ordinal % 5 == 1:
        legal, promised = (text.translate(_FULL_WIDTH) for text in (legal, promised))
    texts = {
        "事项名称": matter.name,
        "实施编码": matter.code,
        "事项类型": guide.matter_type,
        "行使层级": guide.level,
        "实施主体": guide.owner,
        "实施主体性质": guide.owner_kind,
        "服务对象": joint.join(guide.audience),
        "办件类型": guide.handling_type,
        "办理形式": joint.join(guide.channels),
        "法定办结时限": legal,
        "法定办结时限说明": _dirty(guide.legal_limit_note or "", ordinal),
        "承诺办结时限": promised,
        "承诺办结时限说明": _dirty(guide.promised_limit_note or "", ordinal + 1),
        "到办事现场次数": f"{guide.visits}次",
        "必须现场办理原因说明": _dirty(guide.visit_reason or "", ordinal + 2),
        "通办范围": guide.scope,
        "是否网办": _yes(guide.online),
        "网上办理深度": joint.join(guide.online_depth),
        "是否对接单点登录": _yes(guide.single_sign_on),
        "跳转地址": guide.jump_address or "",
        "是否支持预约办理": _yes(guide.appointment),
        "是否支持网上支付": _yes(guide.online_payment),
        "是否支持物流快递": _yes(guide.courier),
        "是否收费": _yes(guide.charged),
        "结果名称": guide.result.name,
        "结果类型": guide.result.kind,
        "是否生成电子证照": _yes(guide.result.e_licence),
        "送达方式": joint.join(guide.result.delivery),
        "咨询方式": guide.consultation or "",
        "监督投诉方式": guide.supervision or "",
        "办理地点": _dirty(guide.place or "", ordinal),
        "办理时间": _dirty(guide.hours or "", ordinal + 1),
    } | _declared(guide, joint)
    return tuple(
        Element(
            name=name,
            label=_pick(wording()["labels"][name], name, ordinal),
            text=str(text),
        )
        for name, text in texts.items()
    )


def _declared(guide: Guide, joint: str) -> dict[str, str]:
    """Return elements that a guide shows only where the department gave them."""
    texts = {
        "网办地址": guide.online_address,
        "每日可预约量": guide.appointments_a_day,
        "是否支持申报材料邮寄": guide.material_courier,
        "是否支持办件结果邮寄": guide.result_courier,
        "面向自然人事项主题分类": joint.join(guide.person_topics) or None,
        "面向法人事项主题分类": joint.join(guide.legal_person_topics) or None,
        "计划生效日期": guide.effective_on,
        "计划取消日期": guide.cancelled_on,
        "结果样本": None if guide.result.sample is None else "查看样本" if guide.result.sample else "",
    }
    return {
        name: _yes(value) if isinstance(value, bool) else str(value)
        for name, value in texts.items()
        if value is not None
    }


def _dirty(text: str, ordinal: int) -> str:
    """Return the text as careless systems hand it on; its meaning stays. Every second one is clean."""
    if not text or ordinal % 2:
        return text
    rotten = (f"{text}&nbsp;", text.replace("。", "。<br>", 1), f"&nbsp;&nbsp;{text}", text.replace("，", "，\t", 1))
    return rotten[ordinal // 2 % 4]


def _pick(choices: Iterable[str], salt: str, ordinal: int) -> str:
    options = tuple(choices)
    return options[(ordinal + crc32(salt.encode())) % len(options)]


def _spread(group: str, ordinal: int) -> dict[str, str]:
    return {key: _pick(options, key, ordinal) for key, options in wording()[group].items()}


def _fill(template: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        template = template.replace(word, value)
    return template


def _yes(value: bool) -> str:
    return "是" if value else "否"
