"""A publication as the sections of a guide page, the same for every skin."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote

from zicha_demo.evaluation import EvaluationTarget
from zicha_demo.publication import FileLink, Publication, PublishedFile, PublishedMaterial

GENERIC_WORDS = ("下载", "点击下载", "查看")
"""What a link to a form says where its column says which form."""


class Cell(NamedTuple):
    """One value, with an address when it is a link, or with what a button does: open, save, message."""

    text: str
    href: str = ""
    css: str = ""
    action: str = ""


class Column(NamedTuple):
    """What a table shows in one column, and how it calls it."""

    key: str
    label: str


class Section(NamedTuple):
    """One headed part of the guide: labelled rows, paragraphs, a table, or questions."""

    key: str
    heading: str
    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    lines: tuple[tuple[Cell, ...], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


_STEP_COLUMNS = (
    Column("name", "环节名称"),
    Column("limit", "工作时限"),
    Column("handler", "处理人"),
    Column("content", "办理内容"),
    Column("special", "特殊环节"),
    Column("counted", "是否计算在法定办结时限内"),
    Column("basis", "环节法定依据"),
)
_FEE_COLUMNS = (
    Column("name", "收费项目名称"),
    Column("standard", "收费标准"),
    Column("basis", "收费依据"),
    Column("relief", "减免情形"),
)


def sections(publication: Publication) -> tuple[Section, ...]:
    """Return all sections in their order."""
    heading, nothing = publication.headings, publication.empty_text

    def rows(elements: Any) -> tuple[tuple[str, str], ...]:
        return tuple((label, text or nothing) for label, text in (element.shown for element in elements))

    with_outcome = any(step.outcome for step in publication.steps)
    hidden = set() if with_outcome else {"outcome"}
    return (
        Section("basic", heading.basic, rows=rows(publication.elements)),
        Section("conditions", heading.conditions, paragraphs=publication.conditions or (nothing,)),
        Section(
            "materials",
            heading.materials,
            columns=_material_columns(publication),
            lines=tuple(_material_line(publication, material) for material in publication.materials),
        ),
        Section(
            "process",
            heading.process,
            columns=(*_STEP_COLUMNS, *([Column("outcome", "办理结果")] if with_outcome else [])),
            lines=tuple(
                tuple(Cell(text or nothing) for text in step.model_dump(exclude=hidden).values())
                for step in publication.steps
            ),
        ),
        Section(
            "fees",
            heading.fees,
            paragraphs=() if publication.fees else (nothing,),
            columns=_FEE_COLUMNS if publication.fees else (),
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


def _material_columns(publication: Publication) -> tuple[Column, ...]:
    labels = publication.material_labels.model_dump().items()
    columns = tuple(column for key, label in labels for column in _count_columns(key, label, publication.skin.counts))
    return (*columns, Column("hint", "填报须知"), Column("acceptance", "受理标准"))


def _count_columns(key: str, label: str, counts: str) -> tuple[Column, ...]:
    if key == "counts" and counts == "split":
        return Column("originals", "原件份数"), Column("copies", "复印件份数")
    return (Column(key, label),)


def _counts(publication: Publication, material: PublishedMaterial) -> tuple[Cell, ...]:
    """Return 份数 in one of the ways portals write it."""
    match publication.skin.counts:
        case "split":
            return Cell(str(material.originals)), Cell(str(material.copies))
        case "colon":
            return (Cell(f"原件：{material.originals} 复印件：{material.copies}"),)
    return (Cell(f"原件{material.originals}份，复印件{material.copies}份"),)


def _material_line(publication: Publication, material: PublishedMaterial) -> tuple[Cell, ...]:
    nothing = publication.empty_text
    return (
        Cell(material.name),
        Cell(material.kind),
        *_counts(publication, material),
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
    word = file.shown or GENERIC_WORDS[publication.ordinal % 3]
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
    """Return what the guide's data service answers of a matter, by the exchange fields of the national list."""
    value = {element.name: element.text for element in (*publication.elements, *publication.contacts)}
    data = publication.data
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
            **{field: value[name] for name, field in _FIELDS.items() if name in value},
            **data.fields,
        },
        "materialInfo": {
            "materialList": [
                {**material, **data.materials.get(material["name"], {})}
                for material in materials
                if material["name"] not in data.without
            ]
        },
    }


_FIELDS = {
    "法定办结时限": "anticipateDay",
    "承诺办结时限": "promiseDay",
    "办件类型": "projectType",
    "到办事现场次数": "limitSceneNum",
    "通办范围": "handleArea",
    "服务对象": "serverType",
    "是否收费": "isFee",
    "咨询方式": "linkWay",
    "监督投诉方式": "superviseWay",
}
