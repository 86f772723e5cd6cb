"""Whether 空表 and 样表 are offered, and can be downloaded (the notice, 自查的重点 2; ledger box B3): L30."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.model.facts.forms import DownloadOutcome, FormFile, FormFiles, FormRole
from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import Material, MaterialKind, Matter, Source
from zicha.published.guide import PublishedGuide
from zicha.published.material_names import Sameness, compare_names, normalise, pair_materials
from zicha.published.materials import PublishedMaterial
from zicha.rules.guide_accuracy.forms.files import file_problem
from zicha.rules.guide_accuracy.forms.roles import holds_both
from zicha.rules.problems import problem, question
from zicha.text.forms import FORM
from zicha.text.handing_in import FILLED_ON_LINE, ISSUED


def missing_forms(files: FormFiles, guide: PublishedGuide, matter: Matter) -> Comparison:
    """Return a problem for each material of the applicant's own without 空表 or 样表, and for each dead link (L30).

    行政许可法第三十条 (示范文本), R25, R26. What is filled in on line, or issued by an office, needs no form.
    """
    names = [material.name for material in guide.materials]
    if not names and matter.guide.materials:
        return Comparison([question(guide.page, "L30", "办事指南页面上没有认出申请材料，请人工核对空表、样表")], 0)
    pairs = pair_materials([material.name for material in matter.guide.materials], names)
    approved = {names[j]: matter.guide.materials[i] for i, j in pairs.items()}
    problems = (
        each for material in guide.materials for each in _of_material(files, material, approved.get(material.name))
    )
    return Comparison(problems, len(names), "核准清单没有申请材料，办事指南也没有列出")


def names_a_form(material: str) -> bool:
    """Return whether the name of a material is that of a form: 申请表, 承诺书."""
    return FORM.is_in(normalise(material))


def _of_material(files: FormFiles, material: PublishedMaterial, approved: Material | None) -> Iterator[Problem]:
    name = material.name
    of_material = [file for file in files.files if file.material == name]
    for file in of_material:
        if file.fetched is DownloadOutcome.DEAD:
            text = f"“{name}”的{file.role}无法下载（{file.message}）"
            yield file_problem(files, "L30", text, file, seen=file.shown)
    absent = [
        role for role in FormRole if all(f.fetched is DownloadOutcome.ABSENT for f in of_material if f.role is role)
    ]
    promised = {FormRole.BLANK: approved.blank_form, FormRole.SAMPLE: approved.sample} if approved else {}
    wanted = [role for role in absent if promised.get(role) or _is_form(material)]
    if wanted and not (len(absent) == 1 and any(map(holds_both, of_material))):
        severity = Severity.INFO if _is_filled_on_line(material, of_material) else Severity.ERROR
        if severity is Severity.ERROR and (unnamed := _unnamed_links(material.group)):
            text = f"“{name}”旁的{unnamed}没有写明是不是{'、'.join(wanted)}，请人工核对"
            yield question(files, "L30", text, expected="、".join(wanted), seen=unnamed)
            return
        text = f"“{name}”未提供{'、'.join(wanted)}"
        if severity is Severity.ERROR and approved and not _is_promised_to(material, approved):
            text = f"{text}，与核准清单的“{approved.name}”是否同一材料，请人工核对"
            yield question(files, "L30", text, expected="、".join(wanted))
            return
        yield problem(files, "L30", text, expected="、".join(wanted), severity=severity)


def _unnamed_links(group: ShownGroup) -> str:
    """Return the words of what can be clicked beside a material without saying which file it is, as a quotation."""
    unnamed = [value for value in group.values if value.element in (Element.MATERIAL_NAME, Element.MATERIAL_NOTE)]
    words = dict.fromkeys(link.text or value.label or value.text for value in unnamed for link in value.links)
    return "、".join(f"“{text}”" for text in words)


def _is_promised_to(material: PublishedMaterial, approved: Material) -> bool:
    """Return whether a form is wanted by its own name, or by the list's line of surely the same paper."""
    return _is_form(material) or compare_names(material.name, approved.name) is Sameness.SAME


def _is_form(material: PublishedMaterial) -> bool:
    copied = material.kind is MaterialKind.COPY
    issued = material.source is Source.GOVERNMENT or ISSUED.is_in(material.group.text(Element.SOURCE))
    return names_a_form(material.name) and not copied and not issued


def _is_filled_on_line(material: PublishedMaterial, files: Sequence[FormFile]) -> bool:
    """Return whether the line of a material states that nothing is downloaded; 否 beside 免提交 states nothing."""
    texts = [value.text for value in material.group.values] + [file.shown for file in files]
    return material.is_marked_exempt or any(map(FILLED_ON_LINE.is_in, texts))
