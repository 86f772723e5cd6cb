"""What every record of the project shares: it is immutable, strict about its keys, and has Chinese aliases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

BEIJING = timezone(timedelta(hours=8))


class Model(BaseModel):
    """An immutable record. Unknown keys are errors; a field may be given by its name or by its Chinese alias."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
        defer_build=True,  # a collection needs few of the models
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values. Raise AttributeError for an unknown field, which pydantic would add."""
        fields = type(self).model_fields
        if unknown := [name for name in update or () if name not in fields]:
            raise AttributeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        return super().model_copy(update=update, deep=deep)


def folded(text: str) -> str:
    """Return a name that somebody typed without its blanks, in half width and capitals, to be compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str) and value in ("是", "否"):
        return value == "是"
    return value


YesNo = Annotated[bool, BeforeValidator(_yes_or_no, json_schema_input_type=bool | str)]
"""A boolean that departments write as 是 or 否."""


JOINT = re.compile(r"(?<=[^\s，,、;；])\s*[，,、;；]+")
"""What joins the items of a list that is written in one line, as on a page: 自然人，企业法人."""


def _apart(value: Any) -> Any:
    if isinstance(value, str) and JOINT.search(value):
        return _parts(value)
    if isinstance(value, list | tuple):
        return [part for item in value for part in (_parts(item) if isinstance(item, str) else [item])]
    return value


def _parts(text: str) -> list[str]:
    return [part.strip() for part in JOINT.split(text) if part.strip()]


OrJoined = BeforeValidator(_apart)
"""For a list of choices, which departments may write in one line, too."""


Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""What a clerk may write in one place."""
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def _visible(name: str) -> str:
    if hidden := _INVISIBLE.search(name):
        before, clean = name[: hidden.start()][-10:], _INVISIBLE.sub("", name)
        where = f"“{before}”后面" if before else "开头"
        raise ValueError(f"{where}有一个看不见的字符 U+{ord(hidden[0]):04X}：请写成 {clean}，重新打一遍，不要粘贴")
    return name


Name = Annotated[Text, AfterValidator(_visible)]
"""What something is called: two names that look the same are the same."""


def _with_its_hour(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", value.strip()):
        raise ValueError(f"“{value}”没有写几点几分：请写成 {value.strip()} 09:30 这样的日期和时间")
    return value


def _in_beijing(value: datetime) -> datetime:
    if not 2000 <= value.year < 2100:
        raise ValueError(f"年份{value.year}不对：请写成办理时的年份")
    return value.astimezone(BEIJING) if value.tzinfo else value.replace(tzinfo=BEIJING)


Moment = Annotated[datetime, BeforeValidator(_with_its_hour), AfterValidator(_in_beijing)]
"""A moment in Beijing's time, which is also meant where no zone is written. A day alone is no moment."""
