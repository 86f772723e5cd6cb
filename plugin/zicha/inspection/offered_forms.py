"""What a calibration tells of each 空表 and 样表 that the guide offers: as a run reads it, and what a run would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zicha.model.calibration import OfferedForm
from zicha.model.facts.forms import Condition, Document, DownloadOutcome, FormFile, FormFiles, PlaceKind
from zicha.model.finding import Problem
from zicha.model.matter import Matter
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.files import called, documents_of
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms


def offered_forms(files: FormFiles, matter: Matter, views: Mapping[str, Sequence[str]]) -> Iterator[OfferedForm]:
    """Yield every file, those of an archive each by itself; `views` are the files that show it, by its address."""
    problems = (*unopenable_forms(files), *filled_blanks(files, matter), *wrong_samples(files, matter))
    for file in files.files:
        documents = list(documents_of(file))
        if not documents:
            yield OfferedForm(material=file.material, role=file.role, file=_without_file(file))
        for document in documents:
            yield _form(file, document, problems, views if document is file.document else {})


def _without_file(file: FormFile) -> str:
    return file.fetched + (f"（{file.message}）" if file.message else "")


def _form(
    file: FormFile, document: Document, problems: Sequence[Problem], views: Mapping[str, Sequence[str]]
) -> OfferedForm:
    is_readable = document.condition is Condition.READABLE
    state = document.filling
    organs = [place.name for place in document.places if place.kind is not PlaceKind.MENTION]
    name = f"{document.name}（{document.type}）"
    return OfferedForm(
        material=file.material,
        role=file.role,
        file=name if is_readable else f"{name}，{document.condition}",
        filling=f"填写项{state.places}处，已填{state.filled}处，示例内容{state.placeholders}处"
        if is_readable and not document.parts
        else "",
        owners="、".join(organs),
        unseen=document.unseen,
        doubts=tuple(_doubts(file, document, problems)),
        views=tuple(views.get(file.address, ())) if file.fetched is DownloadOutcome.DONE else (),
    )


def _doubts(file: FormFile, document: Document, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield what a run says of a form, without its name."""
    name = called(file, document)
    others = [called(file, part) for part in documents_of(file) if part is not document]
    for problem in problems:
        is_of_another = any(len(other) > len(name) and problem.text.startswith(other) for other in others)
        if problem.text.startswith(name) and not is_of_another:
            yield problem.text.removeprefix(name)
