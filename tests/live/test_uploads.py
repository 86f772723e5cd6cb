"""Files attached wherever a page takes one: fields, buttons without a field, boxes that open over the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.uploads import attach_files
from zicha.portal.profile import load_profile

PROFILE = load_profile("demo", "http://127.0.0.1:1").model_copy(update={"limits": LIMITS})
TAKEN = "<script>const take = (input, at) => { at.textContent = '已上传：' + input.files[0].name }</script>"
CHOOSES = (
    "onclick=\"const input = document.createElement('input'); input.type = 'file'; const at = this.parentElement; "
    'input.onchange = () => take(input, at); input.click()"'
)
BOX = (
    "<div id=box role=dialog hidden style='position:fixed;z-index:999;top:30%;left:30%;background:#fff'>"
    "<h4>上传文件</h4><input type=file id=chosen> <button onclick='take(chosen, at); box.hidden = true'>确定</button>"
    "<button onclick='box.hidden = true'>取消</button></div>"
)
MATERIALS = {
    "a field in the row": "<input type=file onchange='take(this, this.parentElement)'>",
    "a button before a hidden field": "<label><input type=file hidden onchange='take(this, this.closest(`td`))'>"
    "<a class=b>上传文件</a></label>",
    "a button that makes its field": f"<button type=button {CHOOSES}>点击上传</button>",
    "a link that does": f"<a href=javascript:; {CHOOSES}>上传</a>",
    "a box that opens": "<button type=button onclick='at = this.parentElement; box.hidden = false'>上传</button>",
}


@pytest.mark.parametrize("way", MATERIALS)
def test_a_file_is_attached(way: str, page: Page) -> None:
    page.set_content(
        f"<!DOCTYPE html>{TAKEN}<h2>上传申报材料</h2><table><tr><th>材料名称<th>操作<tr><td>申请表<td>{MATERIALS[way]}"
        f"<tr><td>平面图<td>{MATERIALS[way]}<tr><td>营业执照（免提交）<td><button>上传</button></table><button>下一步</button>{BOX}"
    )
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    look = attach_files(tab, tab.look(), PROFILE)
    assert look.text.count("已上传：ceshi.pdf") == 2
    assert not look.dialogs


@pytest.mark.parametrize("words", ["上传并提交", "已上传", "添加", "选择"])
def test_what_does_more_than_choose_is_not_pressed(words: str, page: Page) -> None:
    page.set_content(f"<h2>材料</h2><p>申请表 <button onclick='document.title = 1'>{words}</button></p>")
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    attach_files(tab, tab.look(), PROFILE)
    assert page.title() == ""
