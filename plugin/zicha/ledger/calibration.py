"""zicha calibrate as a page and as a few lines: what a profile makes of each page of a matter, with marked pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from zicha import __version__
from zicha.catalogue.calibration import consequences
from zicha.catalogue.form import ledger_form
from zicha.catalogue.working_days import working_days
from zicha.ledger.html import report_environment
from zicha.ledger.ledger import RunInfo
from zicha.ledger.quoting import quoted
from zicha.model.calibration import Calibration, Part

_PARTS = (Part.ELEMENT, Part.SECTION, Part.MARK, Part.FIELD, Part.COLUMN, Part.STATE, Part.GRADE, Part.BUTTON)
"""In this order each page tells them; the frame stands by itself."""
_MOST_LINES = 8


def write_calibration(folder: Path, calibration: Calibration, pictures: Mapping[str, bytes]) -> Path:
    """Write the page and its pictures into the folder and return the page."""
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in (*folder.glob("*.jpg"), *folder.glob("表*.html")):
        earlier.unlink()
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
    run = RunInfo(
        portal=calibration.portal,
        started=calibration.begun,
        finished=calibration.ended,
        version=__version__,
        calendar=str(working_days()),
    )
    form = ledger_form()
    page = (
        report_environment()
        .get_template("calibration.html")
        .render(
            calibration=calibration,
            parts=_PARTS,
            frame=Part.FRAME,
            title=consequences().title,
            name=consequences().name,
            file_address=quote,
            run=run,
            form=form,
            demo=calibration.demo,
            notices=(form.demo_notice,) if calibration.demo else (),
        )
    )
    index = folder / "index.html"
    index.write_bytes(page.encode())
    return index


def calibration_lines(calibration: Calibration) -> Iterator[str]:
    """Yield what a terminal shows: a line a page, what was not recognised, what comes of it."""
    yield f"校准：{calibration.portal}　{calibration.matter}"
    for page in calibration.pages:
        counts = "，".join(
            f"{part}{sum(item.is_recognised for item in page.of(part))}/{len(page.of(part))}"
            for part in _PARTS
            if part is not Part.BUTTON and page.of(part)
        )
        state = (
            f"没有认出（{quoted(page.failure, 120)}）" if page.failure else "已认出" if page.is_whole else "认出一部分"
        )
        counts = counts or (f"{len(page.forms)}份" if page.forms else "")
        yield f"  {page.name}：{state}{f'　{counts}' if counts else ''}"
    unknown = calibration.unknown
    yield f"未认出的内容：{len(unknown)}处"
    for page, item in unknown[:_MOST_LINES]:
        guess = f"　可能是“{consequences().title(item.part, item.key)}”" if item.key else ""
        yield f"  {page.name}　{item.part}“{quoted(item.words, 60)}”{guess}"
    if len(unknown) > _MOST_LINES:
        yield f"  另有{len(unknown) - _MOST_LINES}处，见网页"
    if calibration.effects:
        yield "因此会怎样："
        for effect in calibration.effects[:_MOST_LINES]:
            yield f"  {effect.page}　{'、'.join(effect.boxes)}　{quoted(effect.what, 60)}：{effect.effect}"
    if calibration.stopped:
        yield f"拦下的访问：{len(calibration.stopped)}处"
        yield from (f"  {quoted(each, 160)}" for each in calibration.stopped[:_MOST_LINES])
    for word in calibration.unused:
        yield f"门户配置中没有用到的词：{word}"
