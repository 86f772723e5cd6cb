"""办结时限: how long a matter may take; text/durations.py reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from pydantic import GetJsonSchemaHandler, field_validator, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from zicha.model.base import Model
from zicha.text.durations import Duration, mentions, read_duration
from zicha.text.durations import TimeUnit as TimeUnit
from zicha.text.numerals import whole_if_possible


class TimeLimit(Model):
    """One limit. `amount` is the upper bound, `least` the lower one of a range such as 1-3个工作日.

    即办 is amount 0; a limit that the law does not set (无, 无期限) has no amount. `same_day`: its words are 当日办结,
    当场办结 and the like, which say how the matter is handled, and not that nothing is promised beyond it.
    """

    amount: int | Decimal | None
    unit: TimeUnit = TimeUnit.WORKING_DAY
    least: int | Decimal | None = None
    same_day: bool = False

    @classmethod
    def instant(cls) -> Self:
        """Return 即办: decided on the spot."""
        return cls(amount=0)

    @classmethod
    def of(cls, duration: Duration) -> Self:
        """Return the limit of what was read."""
        return cls(**duration._asdict())

    @classmethod
    def find(cls, text: str) -> tuple[Self, ...]:
        """Return every limit of a text, in its order; both where one has two units: 20个工作日（自然日）."""
        return tuple(cls.of(mention.duration) for mention in mentions(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the one limit that the text is. Raise ValueError if it is none, or more than a limit."""
        return cls.of(read_duration(text))

    @property
    def is_set(self) -> bool:
        """Return whether there is a limit at all."""
        return self.amount is not None

    @property
    def is_within_a_day(self) -> bool:
        """Return whether what is done within this time may be done on the day itself: 半天, 24小时, 1个工作日."""
        parts_of_day = {TimeUnit.MINUTE: 24 * 60, TimeUnit.HOUR: 24, TimeUnit.MONTH: 0, TimeUnit.YEAR: 0}
        return self.amount is not None and self.amount <= parts_of_day.get(self.unit, 1)

    def __str__(self) -> str:
        if self.amount is None:
            return "无"
        if self.amount == 0:
            return "即办"
        span = f"{self.least}-{self.amount}" if self.least is not None else str(self.amount)
        looks_like_date = self.unit is TimeUnit.DAY and isinstance(self.amount, Decimal)
        return f"{span}天" if looks_like_date else f"{span}{self.unit}"

    @model_serializer
    def _to_text(self) -> str:
        return "当日办结" if self.same_day else str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "string",
            "description": "20个工作日、0.5个工作日、45个自然日、24小时、3个月、1-3个工作日、即办 或 无",
        }

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return read_duration(value)._asdict() if isinstance(value, str) else value

    @field_validator("amount", "least")
    @classmethod
    def _is_whole_if_possible(cls, amount: int | Decimal | None) -> int | Decimal | None:
        return None if amount is None else whole_if_possible(amount)

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.least is not None and (self.amount is None or self.least >= self.amount):
            raise ValueError("时限的下限应小于上限")
        return self
