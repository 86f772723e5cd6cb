"""A publication as the sections of a guide page, the same for every page shape."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote

from zicha_demo.publication import EvaluationTarget, FileLink, Publication, PublishedFile, PublishedMaterial


class Cell(NamedTuple):
    """One value, with an address when it is a link, or with what a button does: open, save, message."""

    text: str
    href: str = ""
    css: str = ""
    action: str = ""


class Section(NamedTuple):
    """One headed part of the guide: labelled rows, paragraphs, a table, or questions."""

    key: str
    heading: str
    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[tuple[Cell, ...], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


def sections(publication: Publication) -> tuple[Section, ...]:
    """Return all sections in their order."""
    heading, nothing = publication.headings, publication.empty_text

    def rows(elements: Any) -> tuple[tuple[str, str], ...]:
        return tuple((label, text or nothing) for label, text in (element.shown for element in elements))

    labels = publication.material_labels
    material_columns = tuple(labels.model_dump().values())
    with_outcome = any(step.outcome for step in publication.steps)
    hidden = set() if with_outcome else {"outcome"}
    return (
        Section("basic", heading.basic, rows=rows(publication.elements)),
        Section("conditions", heading.conditions, paragraphs=publication.conditions or (nothing,)),
        Section(
            "materials",
            heading.materials,
            columns=(*material_columns, "填报须知", "受理标准"),
            lines=tuple(_material_line(publication, material) for material in publication.materials),
        ),
        Section(
            "process",
            heading.process,
            columns=(
                "环节名称",
                "工作时限",
                "处理人",
                "办理内容",
                "特殊环节",
                "是否计算在法定办结时限内",
                "环节法定依据",
                *(["办理结果"] if with_outcome else []),
            ),
            lines=tuple(
                tuple(Cell(text or nothing) for text in step.model_dump(exclude=hidden).values())
                for step in publication.steps
            ),
        ),
        Section(
            "fees",
            heading.fees,
            paragraphs=() if publication.fees else (nothing,),
            columns=("收费项目名称", "收费标准", "收费依据", "减免情形") if publication.fees else (),
            lines=tuple(tuple(Cell(text or nothing) for text in fee.model_dump().values()) for fee in publication.fees),
        ),
        Section("basis", heading.basis, paragraphs=publication.basis or (nothing,)),
        Section("contact", heading.contact, rows=rows(publication.contacts)),
        Section(
            "questions",
            heading.questions,
            paragraphs=() if publication.questions else (nothing,),
            questions=tuple((pair.question, pair.answer) for pair in publication.questions),
        ),
    )


def counts(publication: Publication, material: PublishedMaterial) -> str:
    """Return 份数 in one of the ways portals write it."""
    if publication.ordinal % 3 == 0:
        return f"原件：{material.originals} 复印件：{material.copies}"
    return f"原件{material.originals}份，复印件{material.copies}份"


def _material_line(publication: Publication, material: PublishedMaterial) -> tuple[Cell, ...]:
    nothing = publication.empty_text
    return (
        Cell(material.name),
        Cell(material.kind),
        Cell(counts(publication, material)),
        Cell(material.medium),
        Cell(material.necessity),
        Cell(material.source),
        Cell(material.exemption or nothing),
        _file_cell(material.blank, publication),
        _file_cell(material.sample, publication),
        Cell(material.hint or nothing),
        Cell(material.acceptance or nothing),
    )


def _file_cell(file: PublishedFile | None, publication: Publication) -> Cell:
    if file is None:
        return Cell(publication.empty_text)
    word = file.shown or ("下载", "点击下载", "查看")[publication.ordinal % 3]
    return {
        FileLink.ADDRESS: Cell(word, file_address(file)),
        FileLink.WINDOW: Cell(word, file_address(file), action="open"),
        FileLink.SAVED: Cell(word, file_address(file), action="save"),
        FileLink.NULL: Cell(word, "javascript:;", css="DownloadNull"),
        FileLink.HASH: Cell(word, "#"),
        FileLink.MESSAGE: Cell(word, "暂未上传附件", action="message"),
        FileLink.WORDS: Cell(word),
    }[file.link]


def file_address(file: PublishedFile) -> str:
    """Return where a form file is downloaded: as on the real portal, without a file name."""
    return f"/fileserver/download?filePath={file.path}"


def entry_address(publication: Publication) -> str:
    """Return where 在线办理 leads."""
    if publication.entry.address is not None:
        return publication.entry.address
    if publication.entry.department:
        return f"/sso/jump?sxbm={publication.code}"
    return f"/portal/apply/{publication.page_id}?region={publication.region}"


_DEAD = {EvaluationTarget.HASH: "#/", EvaluationTarget.SCRIPT: "javascript:void(0);"}


def evaluation_address(publication: Publication) -> str:
    """Return where the guide's 好差评 leads."""
    return _DEAD.get(publication.evaluation.target) or _evaluation_page(publication, "")


def case_evaluation_address(publication: Publication, number: str) -> str:
    """Return where a finished case leads to be evaluated."""
    return _DEAD.get(publication.evaluation.prompt_target) or _evaluation_page(publication, number)


def _evaluation_page(publication: Publication, number: str) -> str:
    project = f"&projectNo={quote(number)}" if number else ""
    return (
        f"/ycslypt_web/pingjia.action?fn=pingjia&serviceUnid={publication.page_id}"
        f"&taskCode={publication.code}{project}&proStatus=3"
    )


def as_json(publication: Publication) -> dict[str, Any]:
    """Return what the guide's data service answers; the single-page guide is made of it."""
    value = {element.name: element.text for element in publication.elements}
    materials = [
        {
            "name": material.name,
            "copyNum": f"{material.originals}/{material.copies}",
            "materialType": material.kind,
            "submitMedium": material.medium,
            "srcWay": material.source,
            "acceptRequire": material.acceptance,
            "necessity": material.necessity,
            "fileUrl": file_address(material.blank) if material.blank else "",
            "exampleFileUrl": file_address(material.sample) if material.sample else "",
        }
        for material in publication.materials
    ]
    return {
        "baseInfo": {
            "unid": publication.page_id,
            "taskName": publication.matter_name,
            "taskCode": publication.code,
            "deptName": publication.department,
            "regionCode": publication.region,
            "lawLimit": value.get("法定办结时限", ""),
            "promiseLimit": value.get("承诺办结时限", ""),
        },
        "materialInfo": {"materialList": materials},
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "rows": section.rows,
                "paragraphs": section.paragraphs,
                "columns": section.columns,
                "lines": [[cell._asdict() for cell in line] for line in section.lines],
                "questions": section.questions,
            }
            for section in sections(publication)
        ],
        "stepsAsTable": publication.steps_as_table,
        "entry": {**publication.entry.model_dump(mode="json"), "href": entry_address(publication)},
        "evaluation": {
            "label": publication.evaluation.label,
            "present": publication.evaluation.present,
            "href": evaluation_address(publication),
            "opens": publication.evaluation.opens,
        },
    }
