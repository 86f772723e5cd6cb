"""zicha fill-in: the rows of a final ledger, typed into the bureau's form on line; a person looks and presses 提交.

The form is data, as a portal is: a profile says where it is, and what it calls the columns and boxes of the ledger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml
from pydantic import Field, ValidationError

from zicha.catalogue.form import ledger_form
from zicha.inspection.browser import CONTEXT
from zicha.ledger.handed_in import HandedInLedger, HandedInRow
from zicha.model.base import Model
from zicha.model.refusals import first_refusal
from zicha.office.person import Hands, browser_of_person
from zicha.plain_yaml import read_yaml
from zicha.portal.gate import Gate
from zicha.portal.profile import Limits, is_loopback

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from zicha.portal.live.browser_tab import BrowserTab
    from zicha.portal.live.typing_in import Known

RECORD = "在线填报记录.jsonl"
"""Beside the ledger: the rows that were handed in."""
_LIMITS = Limits(page=60, spinner=10, click=5, attempts=1, interval=0, download=60, megabytes=20)


class FillInError(Exception):
    """A form or a ledger that cannot be used; the message is for the reader."""


class OnlineForm(Model):
    """Where a form is, and what it calls the columns and the boxes of the ledger where it uses other words."""

    title: str = Field(alias="名称")
    address: str = Field(alias="网址")
    hosts: tuple[str, ...] = Field((), alias="其他主机")
    questions: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="题目")
    """Column of the ledger → what the form may call it."""
    options: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="选项")
    """Code of a box or of a state → what the form may call it."""
    finished: tuple[str, ...] = Field(("提交成功",), alias="提交后显示", min_length=1)


def read_form(file: Path) -> OnlineForm:
    """Read a form's profile. Raise FillInError in the reader's words."""
    try:
        form = OnlineForm.model_validate(read_yaml(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise FillInError(f"找不到表单配置 {file}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise FillInError(f"表单配置 {file} 不是 UTF-8 编码的 YAML 文件") from error
    except ValidationError as error:
        raise FillInError(f"表单配置 {file} 的{first_refusal(error)}") from error
    ledger = ledger_form()
    columns = [*ledger.columns.before, *ledger.columns.after, ledger.reporting_body, ledger.contact]
    for part, written, names in (("题目", form.questions, columns), ("选项", form.options, list(_wordings()))):
        if unknown := [name for name in written if name not in names]:
            raise FillInError(f"表单配置 {file} 的“{part}”中没有“{unknown[0]}”。可以写的有：{'、'.join(names)}")
    return form


def known_of(ledger: HandedInLedger, row: HandedInRow, form: OnlineForm) -> Iterator[Known]:
    """Yield what a row says, with what the form may call it."""
    from zicha.portal.live.typing_in import Known

    texts = {
        ledger_form().reporting_body: ledger.body,
        ledger_form().contact: ledger.contact,
        "事项名称": row.name,
        "审批部门": row.department,
        "业务系统名称": row.system,
        "办件编号": row.case_number,
        "备注": row.remark,
    }
    for name, value in texts.items():
        if value:
            yield Known(name, (name, *form.questions.get(name, ())), value)
    for code, wording in _wordings().items():
        if code in (*row.boxes, *row.states):
            yield Known(wording, (wording, *form.options.get(code, ())))


def _wordings() -> dict[str, str]:
    """Return what the boxes of the ledger and its states are called, by their codes."""
    boxes = {box.code: box.wording for box in ledger_form().boxes}
    return boxes | {state.code: state.wording for state in ledger_form().states}


def rows_to_fill_in(ledger: HandedInLedger, form: OnlineForm, record: Path) -> tuple[HandedInRow, ...]:
    """Return the rows that are final and were not handed in yet. Raise FillInError for a demo's ledger."""
    if ledger.is_demo and not is_loopback(form.address):
        raise FillInError("这是演示数据的台账，不得上报")
    done = _recorded(record)
    return tuple(row for row in ledger.rows if not row.is_open and _key(ledger, row, form) not in done)


def fill_in(
    ledger: HandedInLedger, form: OnlineForm, record: Path, clock: Callable[[], datetime], hands: Hands
) -> Iterator[str]:
    """Type in one row after the other and yield what there is to say, until the person closes the browser.

    A row is recorded once the form says that it was handed in; one that the person passes over is not.
    """
    from playwright.sync_api import Error as BrowserError
    from playwright.sync_api import sync_playwright

    from zicha.portal.live.browser_tab import BrowserTab
    from zicha.portal.live.gatekeeper import Gatekeeper
    from zicha.portal.live.typing_in import type_in

    rows = rows_to_fill_in(ledger, form, record)
    if not rows:
        yield "没有要填的事项：未查完的不填，提交过的不再填"
        return
    gate = Gate(own=(urlsplit(form.address).hostname or "", *form.hosts))
    with sync_playwright() as playwright, closing(browser_of_person(playwright, hands, gate.hosts)) as browser:
        keeper = Gatekeeper(browser, gate)
        page = browser.new_context(**CONTEXT).new_page()
        tab = BrowserTab(page, _LIMITS, clock, lambda address: None, keeper.stops)
        try:
            for number, row in enumerate(rows, 1):
                tab.go(form.address, "打开在线表单")
                left = type_in(tab, tuple(known_of(ledger, row, form)))
                yield f"第 {number} 个，共 {len(rows)} 个：{row.name} 已填入，请核对，在浏览器中提交；不交的按回车"
                yield from (f"  表单上没有找到“{each.name}”，请手工填写" for each in left)
                if not _is_handed_in(tab, form, hands):
                    yield f"  {row.name} 没有提交"
                    continue
                _write_down(record, _key(ledger, row, form), row, form, clock())
                yield f"  {row.name} 已提交"
        except BrowserError:
            yield "浏览器已关闭；已提交的有记录，下次从没有提交的接着填"


def _is_handed_in(tab: BrowserTab, form: OnlineForm, hands: Hands) -> bool:
    """Wait until the form says that the row was handed in, or the person passes it over."""
    page: Page = tab.page
    for _ in range(hands.rounds):
        hands.wait(page)
        text = page.inner_text("body")
        if any(words in text for words in form.finished):
            return True
        if hands.is_confirmed():
            return False
    return False


def _key(ledger: HandedInLedger, row: HandedInRow, form: OnlineForm) -> str:
    """Return what a row that was handed in is known by: changed afterwards, it is another."""
    content = row.model_dump(exclude={"line", "number"})
    data = json.dumps([form.address, ledger.body, content], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()


def _recorded(record: Path) -> frozenset[str]:
    lines = record.read_text(encoding="utf-8").splitlines() if record.is_file() else []
    return frozenset(json.loads(line)["散列"] for line in lines if line.strip())


def _write_down(record: Path, key: str, row: HandedInRow, form: OnlineForm, at: datetime) -> None:
    line = {"事项名称": row.name, "表单": form.address, "时间": at.isoformat(timespec="seconds"), "散列": key}
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
