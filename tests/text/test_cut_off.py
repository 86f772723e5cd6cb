"""What a page cuts off is known, and may begin the whole text."""

from __future__ import annotations

import pytest

from zicha.text.cut_off import begins_as, is_cut_off


@pytest.mark.parametrize(
    "text",
    ["建设项目水资源论…", "建设项目水资源论...", "0371-238…；", "1.有水源… 2.有设备", "取水许可申…*", "有水源……", "…"],
)
def test_a_text_that_is_cut_off(text: str) -> None:
    assert is_cut_off(text)


@pytest.mark.parametrize(
    "text", ["", "市民之家二楼", "第二款 ……公民凭本人身份证", "第八条……公民", "（三）……；", "1...2"]
)
def test_a_text_that_is_not(text: str) -> None:
    assert not is_cut_off(text)


def test_what_a_cut_text_may_be_the_beginning_of() -> None:
    assert begins_as("建设项目水资源论证报告书", "建设 项目水资源论…")
    assert not begins_as("建设项目环境影响报告书", "建设项目水资源论…")
    assert not begins_as("建设项目水资源论证报告书", "建设项目水资源论")
