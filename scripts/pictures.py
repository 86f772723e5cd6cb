"""make pictures: the pictures of docs/first-hour.zh-CN.md, made anew from a real run on the embedded portal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from zicha.inspection.browser import launch_browser
from zicha.inspection.run import now
from zicha.inventory import load
from zicha.ledger.handed_in import HandedInLedger, HandedInRow
from zicha.office.fill_in import OnlineForm, known_of
from zicha.office.new_project import DEMO, new_project
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.typing_in import type_in
from zicha.portal.profile import load_profile
from zicha_demo.bureau_form import PATH
from zicha_demo.defects import Defects, Planting, Variant
from zicha_demo.server import DemoPortal

PICTURES = Path(__file__).parents[1] / "docs" / "images" / "first-hour"
_SLIDER = Variant(box="A1", name="滑块", note="登录要拖动滑块", platform_changes={"login_slider": True})
_ROW = HandedInRow(
    line=6,
    number="1",
    name="关闭煤矿和报废矿井许可",
    department="工业和信息化局",
    system="省政务服务系统",
    case_number="无",
    boxes=("A4",),
    states=("H2",),
    remark="申报页面提示“尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题”",
    is_open=False,
)
_LEDGER = HandedInLedger(body="开封市工业和信息化局", contact="张某 0371-20000001", is_demo=False, rows=(_ROW,))
_NAMES = {"填报单位": ("填报单位名称",), "联系人": ("联系人及电话",)}


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Path(folder)
        new_project(project, "开封市民政局")
        shutil.copytree(project / DEMO, project / "matters", dirs_exist_ok=True)
        report = project / "report"
        command = [sys.executable, "-m", "pytest", f"--report={report}"]
        subprocess.run(command, cwd=project, check=False)  # it finds problems, which is what it is for
        browser = launch_browser(playwright)
        page = browser.new_page(viewport={"width": 1500, "height": 900}, locale="zh-CN")
        page.goto((report / "index.html").as_uri())
        page.screenshot(path=PICTURES / "index.png")
        page.get_by_role("link", name="开封市工业和信息化局").click()
        page.screenshot(path=PICTURES / "department.png")
        page.goto(next((report / "departments").glob("*-questions.html")).as_uri())
        page.screenshot(path=PICTURES / "questions.png")
        with _portal(project) as portal:
            page.goto(f"{portal.url}/tacs-uc/login/index")
            page.screenshot(path=PICTURES / "login.png")
            form = OnlineForm(title="在线填报", address=portal.url + PATH, questions=_NAMES)
            tab = BrowserTab(page, load_profile("demo", portal.url).limits, now, lambda address: None)
            tab.go(form.address, "打开在线表单")
            type_in(tab, tuple(known_of(_LEDGER, _ROW, form)))
            page.locator(".survey").screenshot(path=PICTURES / "online-form.png")
        browser.close()


@contextmanager
def _portal(project: Path) -> Iterator[DemoPortal]:
    defects = Defects(variants=(_SLIDER,), plantings=(Planting(box="A1", variant="滑块"),))
    with DemoPortal(load(project / DEMO).matters, defects=defects) as portal:
        yield portal


if __name__ == "__main__":
    main()
