"""答复: the answer of a person who looked at what a check could not decide.

The aliases are the keys of an answers file. Answers are data of the departments, like their
matters: who, when, on which version of the page, and what.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from zicha.model.base import Model, Text, folded

QUESTION_ID = r"[A-G]\d-[0-9A-F]{12}"
"""The code of the box, and a digest of what is asked."""

ANY_MATTER = "全部事项"
"""The matter of an answer about the portal as a whole, as about the login."""


class Reply(StrEnum):
    """答: a judgement, or in the rating of a form (难懂) one of five grades."""

    FINE = "没有问题"
    WRONG = "有问题"
    UNSURE = "看不清或无法判断"
    VERY_PLAIN = "很好懂"
    PLAIN = "好懂"
    FAIR = "一般"
    COMPLEX = "复杂"
    OBSCURE = "难懂"

    @property
    def is_wrong(self) -> bool:
        """Return whether something is wrong by this answer (D1 is ticked for 复杂 and 难懂)."""
        return self in (Reply.WRONG, Reply.COMPLEX, Reply.OBSCURE)


JUDGEMENTS = (Reply.FINE, Reply.WRONG, Reply.UNSURE)
GRADES = (Reply.VERY_PLAIN, Reply.PLAIN, Reply.FAIR, Reply.COMPLEX, Reply.OBSCURE)


class Answer(Model):
    """答复."""

    question: Annotated[str, StringConstraints(pattern=f"^{QUESTION_ID}$")] = Field(alias="问题编号")
    matter: Text = Field(alias="事项", description=f"事项名称或实施编码；问的是整个门户时写“{ANY_MATTER}”")
    reply: Reply = Field(alias="答")
    note: Text | None = Field(None, alias="说明", description="答“有问题”时，写页面上是什么样、应当是什么样")
    field: Text | None = Field(None, alias="填写项", description="评定为复杂、难懂时，写哪一个填写项")
    quote: Text | None = Field(None, alias="原文", description="评定为复杂、难懂时，照抄看不懂的原文")
    who: Text = Field(alias="谁", description="岗位或工号，不写办事人的个人信息")
    department: Text | None = Field(
        None, alias="评定人部门", description="评定表单是否难懂的人属于哪个部门，照抄其清单中的填报单位"
    )
    on: date = Field(alias="何时")
    page: Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{12}$")] = Field(alias="页面版本")

    @model_validator(mode="after")
    def _names_what_is_wrong(self) -> Self:
        if self.reply is Reply.WRONG and not self.note:
            raise ValueError("答“有问题”却没有说明：请写成“说明: 页面上写的是……，应当是……”")
        if self.reply in GRADES and not self.department:
            raise ValueError("评定表单没有写评定人的部门：请写成“评定人部门: 开封市水利局”")
        if self.reply in GRADES and self.reply.is_wrong and not (self.field and self.quote):
            advice = "“填写项: 生产工艺”和“原文: 看不懂的那句话”"
            raise ValueError(f"评定为“{self.reply}”却没有写明填写项和原文：请写成{advice}")
        return self

    @property
    def rater(self) -> str:
        """Return who answered, however it is typed; the same 谁 is one person, whatever the department."""
        return folded(self.who)

    @property
    def words(self) -> str:
        """Return the answer in the person's own words, with the person and the day."""
        where = f"“{self.field}”（{self.quote}）" if self.field and self.quote else ""
        words = "，".join(part for part in (f"{where}{self.reply}", self.note) if part)
        if self.reply is Reply.WRONG and self.note:
            words = self.note
        whose = f"{self.department}，" if self.department else ""
        return f"{words}（人工核查：{whose}{self.who}，{self.on}）"
