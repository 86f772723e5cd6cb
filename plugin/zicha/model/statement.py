"""人工填报: what people put into a ledger beside what was found, each entry with who and when.

The aliases are the keys of an answers file, where these entries stand below 更正, 处理 and 补充. A finding stays as the
machine wrote it: a tick that a person takes away is kept as 误报, and one that a person sets is 人工更正 for ever.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from zicha.model.base import Model, Text


class Tick(StrEnum):
    """改为."""

    SET = "勾选"
    TAKEN_AWAY = "不勾选"


class Progress(StrEnum):
    """处理情况, as the form prints it."""

    DONE = "已处理"
    UNDER_WAY = "正在处理"
    WITH_PROVINCE = "需省级政务服务网协调处理"


BoxCode = Annotated[str, StringConstraints(pattern=r"^(?:A[1-7]|B[1-3]|[CDE][12]|F[1-4]|G1)$")]
"""A box of the form, whose codes never change."""


class Statement(Model):
    """What every entry says: about which matter, who says it, and when."""

    matter: Text = Field(alias="事项", description="事项名称或实施编码")
    who: Text = Field(alias="谁", description="岗位或工号，不写办事人的个人信息")
    on: date = Field(alias="何时")

    @property
    def signature(self) -> str:
        return f"{self.who}，{self.on}"


class Correction(Statement):
    """更正: a tick that a person sets, or takes away because what the machine found is wrong (误报).

    `refuted` are the machine's own words that are wrong: what is found later in other words is ticked again.
    """

    box: BoxCode = Field(alias="选项")
    to: Tick = Field(alias="改为")
    refuted: tuple[Text, ...] = Field((), alias="所指", description="改为不勾选时，照抄备注里不属实的各条说明")
    reason: Text = Field(alias="理由", description="凭什么更正：看了哪个页面，页面上是什么")

    @model_validator(mode="after")
    def _names_what_is_wrong(self) -> Self:
        if self.to is Tick.TAKEN_AWAY and not self.refuted:
            raise ValueError("改为“不勾选”却没有写所指：请写成“所指: [备注里不属实的那条说明]”")
        return self

    @property
    def words(self) -> str:
        return f"{self.reason}（人工更正：{self.signature}）"


class Handling(Statement):
    """处理: what became of a problem, by what its department says."""

    box: BoxCode = Field(alias="选项")
    progress: Progress = Field(alias="处理情况")
    note: Text | None = Field(None, alias="说明")


class Addition(Statement):
    """补充: words that a department adds to 备注 of a row that has a tick."""

    text: Text = Field(alias="补充说明")

    @property
    def words(self) -> str:
        return f"{self.text}（人工补充：{self.signature}）"


class Statements(Model):
    """All that people say about one matter, beside their answers."""

    corrections: tuple[Correction, ...] = ()
    handlings: tuple[Handling, ...] = ()
    additions: tuple[Addition, ...] = ()
