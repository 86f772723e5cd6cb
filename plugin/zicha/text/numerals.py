"""Numbers in digits and in Chinese: 20, 二十, 二〇, 一百零五, 零点五, 半, 一个半."""

from __future__ import annotations

import re
from decimal import Decimal

from zicha.text.folding import solid_but_between_numbers

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONE_DIGIT = "[零〇一二两三四五六七八九]"
_WHOLE = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,7})"
# 5.2日 is the second of May, 2.10个工作日 the tenth item of a list: neither is a fraction.
NUMBER = (
    rf"(?:0\.\d{{1,2}}|\d{{1,4}}\.\d(?!日)|{_ONE_DIGIT}点[一二三四五六七八九]|(?<![上下前后大小多每])半"
    rf"|{_WHOLE}(?:个半)?)"
)
"""The pattern of a number that may have a fraction."""
_NUMBER_OR_RANGE = re.compile(rf"{NUMBER}(?:[-—–~～至到]{NUMBER})?")


def read_number(text: str) -> int:
    """Return the value of a number below 1,000: `20`, `二十`, `二〇`, `一百零五`. Raise ValueError if it is none."""
    if text.isdecimal():
        return int(text)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None or digit == 0 else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            raise ValueError(f"not a number: {text!r}")
    return total + (digit or 0)


def read_amount(text: str) -> int | Decimal:
    """Return the value of a number that may have a fraction: `20`, `0.5`, `零点五`, `半`, `一个半`. Else ValueError."""
    if text == "半":
        return Decimal("0.5")
    whole, point, tenths = text.replace("个半", ".5").replace("点", ".").partition(".")
    if not whole:
        raise ValueError(f"not a number: {text!r}")
    if not point:
        return read_number(text)
    return whole_if_possible(Decimal(f"{read_number(whole)}.{''.join(str(read_number(digit)) for digit in tenths)}"))


def whole_if_possible(amount: int | Decimal) -> int | Decimal:
    """Return a number as an int where it is one."""
    if isinstance(amount, int) or amount == amount.to_integral_value():
        return int(amount)
    return amount.normalize()


def is_number(text: str) -> bool:
    """Return whether a text is a number, or a range of numbers, without a unit: 20, 0.5, 十, 1-3."""
    return _NUMBER_OR_RANGE.fullmatch(solid_but_between_numbers(text)) is not None


def only_number(text: str) -> int | None:
    """Return the one number in digits of a text, None where it has none or several: 20个/天, but not 10-20个."""
    numbers = re.findall(r"\d+", solid_but_between_numbers(text))
    return int(numbers[0]) if len(numbers) == 1 else None
