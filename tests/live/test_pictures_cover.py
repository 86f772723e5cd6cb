"""What a picture of a page covers is what is masked where its text is written."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from zicha.evidence.masking import mask
from zicha.portal.live.covering import covered

PAGE = """<!DOCTYPE html><meta charset=utf-8><title>申请人：张三</title><style>.a{content:"姓名：张三"}</style>
<h1>取水许可审批</h1><p>您好，张三</p><dl><dt>申请人</dt><dd><span>李卫东</span></dd></dl>
<table><tr><th>身份证号</th><td>41020219900101123X</td></tr><tr><th>银行卡号</th><td>6217 0012 1000 1234 564</td></tr>
<tr><th>家庭住址</th><td>开封市龙亭区西大街26号3单元402室</td></tr><tr><th>办件编号</th><td>410821020210525A000002</td></tr></table>
<p>车牌 豫B12345</p><p>邮箱 zhang.san@example.com</p><p>办理地点：开封市民之家三楼A区12号窗口</p>
<p>咨询电话：0371-23881001</p>
<input value="张三"><textarea>张三</textarea>"""
PERSONAL = ("张三", "李卫东", "41020219900101123X", "6217 0012", "西大街26号", "豫B12345", "zhang.san@")
SHOWN = ("取水许可审批", "410821020210525A000002", "开封市民之家三楼A区12号窗口", "0371-23881001", "申请人")


@pytest.fixture
def texts(page: Page) -> list[str]:
    """What is covered of the page."""
    page.set_content(PAGE)
    with covered([page.main_frame], mask) as private:
        texts = [element.inner_text() or element.input_value() for each in private for element in each.all()]
    assert "data-covered" not in page.content(), "the page is as it was"
    return texts


def test_nothing_of_a_person_is_seen(texts: list[str]) -> None:
    assert [value for value in PERSONAL if not any(value in text for text in texts)] == []


def test_what_a_guide_tells_is_seen(texts: list[str]) -> None:
    assert [value for value in SHOWN if any(value in text for text in texts)] == []
