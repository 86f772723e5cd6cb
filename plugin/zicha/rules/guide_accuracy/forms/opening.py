"""Whether 空表 and 样表 open (the notice, 自查的重点 2: 能正常下载; ledger box B3): L32."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.model.facts.forms import Condition, Document, FileType, FormFile, FormFiles
from zicha.model.finding import Comparison, Problem
from zicha.rules.guide_accuracy.forms.files import (
    BROKEN,
    EXTENSIONS,
    NO_FILE,
    called,
    distinct_files,
    extension,
    file_problem,
    file_question,
    is_unopenable,
)
from zicha.rules.guide_accuracy.forms.roles import is_stray

_PAGES = (FileType.HTML, FileType.TEXT)


def unopenable_forms(files: FormFiles) -> Comparison:
    """Return a problem for each file that does not open, and a question for each that is not what its name says.

    0 byte, an error page, damaged, with a password, an empty archive, a bomb.
    """
    opened = [(file, file.document) for file in distinct_files(files.files) if file.document is not None]
    problems = (
        problem
        for file, document in opened
        for problem in (*_of_document(files, file, document), *_of_parts(files, file, document.parts))
    )
    return Comparison(problems, len(opened), NO_FILE)


def _of_parts(files: FormFiles, file: FormFile, parts: Sequence[Document]) -> Iterator[Problem]:
    for part in parts:
        if not is_stray(part, parts):
            yield from _of_document(files, file, part)
        elif part.condition is Condition.EMPTY:
            yield file_question(files, "L32", f"{called(file, part)}是空文件，请人工核对", file)


def _of_document(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    name = called(file, document)
    if document.condition in BROKEN:
        has_detail = document.message and document.condition is not Condition.EMPTY
        detail = f"（{document.message}）" if has_detail else ""
        text = f"{name}{BROKEN[document.condition]}{detail}"
        yield file_problem(files, "L32", text, file, seen=document.condition)
    elif document.condition in (Condition.UNSUPPORTED, Condition.GAVE_UP):
        if is_unopenable(document):
            text = f"{name}打不开（名为{extension(document.name)}，内容不是任何已知格式）"
            yield file_problem(files, "L32", text, file, seen=document.message)
        else:
            yield file_question(files, "L32", f"{name}请人工打开核对：{document.message}", file)
    else:
        yield from _of_name(files, file, document, name)


def _of_name(files: FormFiles, file: FormFile, document: Document, name: str) -> Iterator[Problem]:
    """Yield a question where a file is not what its name says, or a page or data stands in place of a form."""
    ending = extension(document.name)
    if ending in EXTENSIONS and document.type not in EXTENSIONS[ending]:
        text = f"{name}名为{ending}，内容却是{document.type}，请人工核对能否打开"
        yield file_question(files, "L32", text, file)
    elif document.unseen and document.type in _PAGES:
        yield file_question(files, "L32", f"{name}{document.unseen}，请人工核对", file)
