"""What every record of the project shares: it is immutable, strict about its keys, and spoken in Chinese."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Model(BaseModel):
    """An immutable record. Unknown keys are errors; a field may be given by its name or by its Chinese alias."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, str_strip_whitespace=True
    )


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str) and value in ("是", "否"):
        return value == "是"
    return value


YesNo = Annotated[bool, BeforeValidator(_yes_or_no, json_schema_input_type=bool | str)]
"""A boolean that departments write as 是 or 否."""
