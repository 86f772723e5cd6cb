"""汇总: the counts of a department's ledger as live formulas over the form, so that they follow when it is edited."""

from __future__ import annotations

from zicha.ledger.sheets import Sheets

FORM_SHEET, OPEN_SHEET, SUMMARY_SHEET = "台账", "未查完", "汇总"
BOX_CHOICES = "=选项清单"
"""The name of the cells that hold the choices of a box, code and wording."""


def write_summary(sheets: Sheets, first: int, last: int, open_lines: int) -> None:
    """Write the sheet. The rows of the form stand from `first` to `last`, counted from 1."""
    ledger, form = sheets.ledger, sheets.form
    widths = (16, 60, 14)
    sheet = sheets.sheet(SUMMARY_SHEET, widths)
    at = sheets.notices(sheet, widths)
    sheet.merge_range(at, 0, at, 2, f"{form.title}　{SUMMARY_SHEET}", sheets.title)
    sheet.set_row(at, 34)
    at += 1
    problems = [f"{FORM_SHEET}!{_letter(place)}{first}:{_letter(place)}{last}" for place in range(5, 12)]
    names, remarks = (f"{FORM_SHEET}!{letter}{first}:{letter}{last}" for letter in "BN")
    offset = len(ledger.notices)
    opened = f"{OPEN_SHEET}!A{offset + 2}:A{offset + open_lines + 1}"
    rows = len(ledger.rows)
    counts = (
        ("清单事项", "本部门清单中的全部事项", f"{rows + len(ledger.uncovered)}", rows + len(ledger.uncovered)),
        ("已查", "台账中有一行的事项", f'COUNTIF({names},"?*")', rows),
        (
            "有问题",
            "至少有一处勾选",
            f'SUMPRODUCT(--ISNUMBER(SEARCH("☑",{"&".join(problems)})))',
            sum(bool(row.boxes) for row in ledger.rows),
        ),
        (
            "无问题",
            "全部查完，没有勾选",
            f'COUNTIF({remarks},"{form.no_problem}")',
            sum(row.is_clean for row in ledger.rows),
        ),
        (
            "未查完",
            "见“未查完”表；一个事项可以既有问题又未查完",
            f'SUMPRODUCT(({opened}<>"")/COUNTIF({opened},{opened}&""))' if open_lines else "0",
            sum(not row.is_complete for row in ledger.rows),
        ),
    )
    for name, meaning, formula, value in counts:
        sheet.write_string(at, 0, name, sheets.head)
        sheet.write_string(at, 1, meaning, sheets.text)
        sheet.write_formula(at, 2, f"={formula}", sheets.number, value)
        at += 1
    at += 1
    for place, head in enumerate(("方面", "存在的问题", "勾选的事项数")):
        sheet.write_string(at, place, head, sheets.head)
    at += 1
    begin = at
    for box in form.boxes:
        column = problems[form.problem_columns.index(box.column)]
        ticked = sum(box.code in row.boxes for row in ledger.rows)
        sheet.write_string(at, 0, box.column.removesuffix("方面"), sheets.text)
        sheet.write_string(at, 1, f"{box.code} {box.wording}", sheets.text)
        sheet.write_formula(at, 2, f'=COUNTIF({column},"*☑{box.wording}*")', sheets.number, ticked)
        at += 1
    sheets.book.define_name(BOX_CHOICES[1:], f"={SUMMARY_SHEET}!$B${begin + 1}:$B${at}")


def _letter(place: int) -> str:
    return chr(ord("A") + place)
