"""The report as HTML: index.html is the city, departments/*.html are the draft ledgers whose rows open to evidence.

Pages stand on their own: no network, embedded style, and they print as the form (A3 landscape). The only scripts are
those of the templates, which their policy names by hash; a page is whole without them.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zicha.catalogue.form import ledger_form
from zicha.ledger.age import age_choices
from zicha.ledger.answers_draft import FOLDER, GRADING, answers_name
from zicha.ledger.differences import marked
from zicha.ledger.ledger import WORKBOOK_FOLDER, Ledger, RunInfo
from zicha.ledger.open_questions import OpenQuestion, open_questions
from zicha.ledger.people_sheets import SHEETS, details_of
from zicha.ledger.printing import box_lines, columns, local_time, state_lines
from zicha.ledger.quoting import quoted
from zicha.ledger.reminders import reminders
from zicha.ledger.row_details import alike, pictures, points_of, telling
from zicha.ledger.rows import Outcome, Row
from zicha.ledger.statistics import CityStatistics
from zicha.ledger.trend import Trend, changes, known_since, trend
from zicha.model.facts.records import mark_of
from zicha.model.finding import Verdict
from zicha.model.statement import Progress

DEPARTMENT_FOLDER = "departments"

_EVIDENCE_KINDS = {".html": "页面快照", ".jpg": "截图", ".jpeg": "截图", ".png": "截图", ".json": "记录"}


def write_report(
    folder: Path, ledgers: Sequence[Ledger], statistics: CityStatistics, run: RunInfo, evidence_dir: str
) -> Path:
    """Write all pages into the folder and return its index. `evidence_dir` is relative to the folder."""
    (folder / DEPARTMENT_FOLDER).mkdir(parents=True, exist_ok=True)
    environment = report_environment()
    checks = {outcome.check for ledger in ledgers for row in ledger.rows for outcome in row.outcomes}
    shared = {"run": run, "form": ledger_form(), "evidence_dir": evidence_dir, "checks_in_catalogue": len(checks)}
    covered = [ledger for ledger in ledgers if ledger.rows]
    questions = {ledger.slug: open_questions(ledger) for ledger in covered}
    for ledger in covered:
        _write_department(environment, folder / DEPARTMENT_FOLDER, ledger, questions[ledger.slug], shared)
    is_demo = any(ledger.is_demo for ledger in covered)
    index = folder / "index.html"
    page = environment.get_template("index.html").render(
        ledgers={ledger.slug: ledger for ledger in ledgers},
        statistics=statistics,
        trend=_trend_of_all(ledgers, run),
        annexes={slug: _annexes(entries) for slug, entries in questions.items()},
        pending={slug: sum(entry.is_pending for entry in entries) for slug, entries in questions.items()},
        demo=is_demo,
        notices=(*((ledger_form().demo_notice,) if is_demo else ()), *run.notices),
        **shared,
    )
    index.write_bytes(page.encode())
    return index


def _annexes(questions: Sequence[OpenQuestion]) -> list[str]:
    """Return the names of the pages beside a department's: one for its questions, one for its forms to grade."""
    graded = {entry.question.graded for entry in questions}
    return [name for name, kind in (("questions", False), ("grading", True)) if kind in graded]


def _trend_of_all(ledgers: Sequence[Ledger], run: RunInfo) -> Trend | None:
    if run.earlier is None:
        return None
    rows = [row for ledger in ledgers for row in ledger.rows]
    return trend(rows, [matter for ledger in ledgers for matter in ledger.uncovered], run.earlier)


def _write_department(
    environment: Environment,
    folder: Path,
    ledger: Ledger,
    questions: Sequence[OpenQuestion],
    shared: Mapping[str, object],
) -> None:
    """Write the page of a department, and a page each for its questions and its forms to grade, if it has any."""
    values = {"ledger": ledger, "demo": ledger.is_demo, "notices": ledger.notices, **shared}
    names = _annexes(questions)
    page = environment.get_template("department.html").render(
        annexes=names,
        ages=age_choices(filter(None, (row.observed_on for row in ledger.rows)), ledger.run.finished.date()),
        problem_ages=_problem_ages(ledger),
        reminders=tuple(reminders(ledger)),
        file_name=answers_name(ledger, "填报-"),
        progress=[each.value for each in Progress],
        **values,
    )
    (folder / f"{ledger.slug}.html").write_bytes(page.encode())
    for name in names:
        graded = name == "grading"
        page = environment.get_template("questions.html").render(
            entries=[entry for entry in questions if entry.question.graded is graded],
            graded=graded,
            sheet=SHEETS.grading if graded else SHEETS.questions,
            file_name=answers_name(ledger, f"{GRADING}-" if graded else ""),
            **values,
        )
        (folder / f"{ledger.slug}-{name}.html").write_bytes(page.encode())


def _problem_ages(ledger: Ledger) -> tuple[tuple[date, str], ...]:
    """Return the ages by which rows with a problem can be chosen; none where no report came before."""
    if ledger.run.earlier is None:
        return ()
    known = ((row, known_since(row, ledger.run.earlier)) for row in ledger.rows)
    days = [since[box] for row, since in known for box in row.boxes if box in since]
    return age_choices(days, ledger.run.finished.date())


def report_environment() -> Environment:
    """Return the templates of the report, with what they are written with."""
    environment = Environment(
        loader=PackageLoader("zicha.ledger", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "quoted": quoted,
        "phrases": _phrases,
        "time": local_time,
        "box_lines": box_lines,
        "state_lines": state_lines,
        "tone": _tone,
        "telling": telling,
        "alike": alike,
        "pictures": pictures,
        "details_of_boxes": _details_of_boxes,
        "points_of": points_of,
        "changes": changes,
        "known_since": known_since,
        "web_address": _web_address,
        "url_path": quote,
        "json": partial(json.dumps, ensure_ascii=False),
        "zip": zip,
    }
    environment.globals |= {
        "columns": columns(ledger_form()),
        "evidence_links": _evidence_links,
        "form_views": _form_views,
        "evidence_address": _evidence_address,
        "marked": marked,
        "script": _script,
        "script_hash": _script_hash,
        "workbook_folder": WORKBOOK_FOLDER,
        "department_folder": DEPARTMENT_FOLDER,
        "draft_folder": FOLDER,
    }
    return environment


@lru_cache
def _script(name: str) -> Markup:
    """Return a script of the templates as it stands in a page, behind what all of them share."""
    loader = PackageLoader("zicha.ledger", "templates")
    text = "".join(loader.get_source(Environment(), each)[0] for each in ("saving.js", name))
    return Markup(text.replace("\r\n", "\n"))  # ours; a browser takes the hash of these line ends


@lru_cache
def _script_hash(name: str) -> str:
    """Return how a page's policy names a script."""
    digest = hashlib.sha256(_script(name).encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _details_of_boxes(row: Row) -> dict[str, tuple[str, ...]]:
    """Return what stands in 备注 for each ticked box: what a person refutes who takes the tick away."""
    return {code: details_of(row, code) for code in row.boxes}


def _phrases(head: str) -> Markup:
    """Return a head of the form that is broken between its words, not within them: before 便利性, 方面, 名称."""
    tails = (("性", 2), ("方面", 0), ("名称", 0))
    places = sorted(at - before for tail, before in tails if (at := head.find(tail)) > before)
    return Markup("<wbr>").join(head[first:last] for first, last in pairwise((0, *places, len(head))))


def _tone(outcome: Outcome) -> str:
    """Return the colour of an outcome: what is open shows as open whatever its verdict."""
    if outcome.is_ticked:
        return "problem"
    if outcome.refuted:
        return "none"
    if outcome.open or outcome.finding is None:
        return "open"
    return "clean" if outcome.finding.verdict in (Verdict.CLEAN, Verdict.RECTIFIED) else "none"


def _web_address(text: str) -> str:
    """Return the text if it is a web address and may become a link, else nothing."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _evidence_links(folder: str, paths: Iterable[str]) -> Markup:
    """Return a link to each file of the evidence."""
    return Markup("".join(_evidence_link(folder, path) for path in paths))


def _form_views(folder: str, paths: Iterable[str], address: str) -> Markup:
    """Return what shows the form at an address: pictures of its pages, and its text in a frame of its own."""
    views = [path for path in paths if f"-{mark_of(address)}." in path]
    return Markup("".join(map(partial(_form_view, folder), sorted(views, key=lambda path: path.endswith(".html")))))


def _form_view(folder: str, path: str) -> str:
    target = escape(_evidence_address(folder, path))
    if path.endswith(".jpg"):
        return f'<a href="{target}" target="_blank"><img src="{target}" loading="lazy" alt="表格的一页"></a>'
    return f'<iframe src="{target}" sandbox loading="lazy" title="从表格中读出的文字"></iframe>' if target else ""


@lru_cache(maxsize=4096)  # all checks of a matter have the same files as their evidence
def _evidence_link(folder: str, path: str) -> str:
    """Return a link to a file of the evidence in HTML, or its path where that leads out of the folder."""
    if address := _evidence_address(folder, path):
        return f'<a href="{escape(address)}">{escape(_evidence_name(path))}</a>'
    return f"<span>{escape(quoted(path, 100))}</span>"


def _evidence_address(folder: str, path: str) -> str:
    """Return the relative address of a file of the evidence from a department's page; nothing if it leads out of it."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or not parts.parts or ":" in parts.parts[0]:
        return ""
    return "../" + quote(f"{folder}/{parts}")


def _evidence_name(path: str) -> str:
    file = PurePosixPath(path.replace("\\", "/"))
    return f"{_EVIDENCE_KINDS.get(file.suffix.lower(), '文件')} {quoted(file.name, 60)}"
