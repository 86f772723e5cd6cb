"""抽检.html and 抽检.json: what a spot check came to, with the evidence of both sides beside each difference."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from jinja2 import ChoiceLoader, PackageLoader

from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.html import report_environment
from zicha.ledger.ledger import RunInfo
from zicha.spot_check.agreement import Agreement, Kind

PAGE, DATA = "抽检.html", "抽检.json"


def write_agreement(folder: Path, agreement: Agreement, run: RunInfo, evidence: str) -> Path:
    """Write both into the report folder and return the page. `evidence` is the way from there to that of now."""
    environment = report_environment()
    environment.loader = ChoiceLoader(
        [PackageLoader("zicha.spot_check", "templates"), PackageLoader("zicha.ledger", "templates")]
    )
    is_demo = any(origin.is_demo for origin in agreement.sample.ledgers)
    form = ledger_form()
    page = environment.get_template("agreement.html").render(
        agreement=agreement,
        sample=agreement.sample,
        kinds=list(Kind),
        reports={each.body: each.report for each in agreement.sample.ledgers},
        titles={check.name: check.title for check in catalogue()},
        form=form,
        run=run,
        demo=is_demo,
        notices=(*((form.demo_notice,) if is_demo else ()), *run.notices),
        file_address=lambda report, path: _file_address(report, evidence, path),
    )
    (folder / DATA).write_text(agreement.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    target = folder / PAGE
    target.write_bytes(page.encode())
    return target


def _file_address(report: Path | None, evidence: str, path: str) -> str:
    """Return the address of a file of a report's evidence; of the evidence of now where no report is given."""
    if ".." in Path(path).parts:
        return ""
    return (report / "evidence" / path).as_uri() if report else quote(f"{evidence}/{path}")
