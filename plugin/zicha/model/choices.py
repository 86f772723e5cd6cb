"""What a clerk chooses by on the command line, too: apart from the records, which take time to import."""

from __future__ import annotations

from enum import StrEnum


class Identity(StrEnum):
    """Whose account is used (个人/法人用户, the notice, 自查的重点 1)."""

    PERSON = "个人"
    LEGAL_PERSON = "法人"


class Method(StrEnum):
    """自查方式 (the notice, 工作内容 and 三、自查的方式方法)."""

    LOOK = "入网查看"
    TEST_APPLICATION = "测试件"
    REAL_CASE = "真实办件跟踪"
