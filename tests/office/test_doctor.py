"""zicha doctor: every ill is named in one line, with what to do; an inspection can start where nothing is 不行."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.authorisations import authorisation, authorise
from tests.support.matters import make_matter
from tests.support.own_thread import in_own_thread
from zicha.cli import main
from zicha.inspection.options import Options
from zicha.inspection.report_folder import ReportFolder
from zicha.model.base import BEIJING
from zicha.model.choices import Identity
from zicha.office.diagnosis import Diagnosis, Health
from zicha.office.machine_health import (
    BrowserState,
    Machine,
    diagnose_browser,
    diagnose_calendar,
    diagnose_clock,
    diagnose_fonts,
    diagnose_machine,
    probe_browser,
    probe_fonts,
    probe_machine,
)
from zicha.office.new_project import EXAMPLE, new_project
from zicha.office.portal_health import (
    PortalAnswer,
    diagnose_answer,
    diagnose_authorisation,
    diagnose_portal,
    diagnose_profile,
    diagnose_sessions,
)
from zicha.office.project_health import diagnose_checks, diagnose_report, read_inventory
from zicha.portal.profile import Profile, load_profile
from zicha.portal.saved_session import Owner, write_session

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=BEIJING)
WELL = Machine(
    python=(3, 12),
    bits=64,
    is_windows=False,
    encoding="utf-8",
    zone=timedelta(hours=8),
    free=50_000_000_000,
    folder=Path("/srv/zicha/report"),
)
BROWSER = BrowserState("/usr/bin/chromium", "140.0.1")
ADDRESS = "https://www.portal.example"
DEAD = "127.0.0.1:9"
"""Where nobody answers."""


def machine(**changes: Any) -> Callable[[Path], Iterable[Diagnosis]]:
    return lambda folder: diagnose_machine(dataclasses.replace(WELL, **changes))


def browser(**changes: Any) -> Callable[[Path], Iterable[Diagnosis]]:
    return lambda folder: [diagnose_browser(dataclasses.replace(BROWSER, **changes))]


def clock(**off: int) -> Callable[[Path], Iterable[Diagnosis]]:
    return lambda folder: diagnose_clock(NOW, NOW - timedelta(**off))


def answer(*parts: Any) -> Callable[[Path], Iterable[Diagnosis]]:
    return lambda folder: [diagnose_answer(ADDRESS, PortalAnswer(*parts))]


def session(file: str = "session.json", **changes: Any) -> Callable[[Path], Iterable[Diagnosis]]:
    """Save a login of 法人 for the portal, in all but what is changed as it should be."""

    def judged(folder: Path) -> Iterable[Diagnosis]:
        mode, ends = changes.pop("mode", 0o600), changes.pop("ends", -1)
        usual = {"identity": Identity.LEGAL_PERSON, "whose": "开**", "portal": ADDRESS, "since": NOW}
        state = {"cookies": [{"name": "a", "expires": ends}]}
        write_session(folder / "session.json", state, Owner.model_validate({**usual, **changes}))
        (folder / "session.json").chmod(mode)
        profile = real_profile().model_copy(update={"sessions": {Identity.LEGAL_PERSON: folder / file}})
        return diagnose_sessions("henan", profile, [Identity.LEGAL_PERSON], NOW)

    return judged


def real_profile() -> Profile:
    return load_profile("demo", ADDRESS).model_copy(update={"accounts": {}})


def project(change: Callable[[Path], object]) -> Callable[[Path], Iterable[Diagnosis]]:
    """Judge a new project in which something was changed."""

    def judged(folder: Path) -> Iterable[Diagnosis]:
        new_project(folder, "开封市民政局")
        change(folder)
        _, lines = read_inventory(folder / "matters", NOW)
        return [diagnose_checks(folder), *lines, *diagnose_report(folder / "report", NOW)]

    return judged


def changed(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def gone(pattern: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        for file in list(folder.glob(pattern)):
            file.rename(folder / f"away-{file.name}")

    return change


def beside_a_workbook(folder: Path) -> None:
    (folder / "report" / "台账").mkdir(parents=True)
    (folder / "report" / "台账" / "~$开封市民政局.xlsx").touch()


def profile(text: str, **terms: Any) -> Callable[[Path], Iterable[Diagnosis]]:
    """Judge a portal of which the profile is written so, with an authorisation of these terms, if any."""

    def judged(folder: Path) -> Iterable[Diagnosis]:
        (folder / "portal.yaml").write_text(text, encoding="utf-8")
        given = authorise(folder / "authorisation.yaml", DEAD, **terms) if terms else None
        chosen = Options(folder / "matters", folder / "report", portal=str(folder / "portal.yaml"), authorisation=given)
        return diagnose_portal(chosen, [], NOW)

    return judged


def allowed(**terms: Any) -> Callable[[Path], Iterable[Diagnosis]]:
    return lambda folder: diagnose_authorisation(authorisation(DEAD, **terms), [make_matter()], NOW)


def without_cases(folder: Path) -> Iterable[Diagnosis]:
    plain = real_profile()
    return diagnose_profile(
        plain.model_copy(update={"pages": plain.pages.model_copy(update={"cases": ""}), "sessions": {}})
    )


def without_session(folder: Path) -> Iterable[Diagnosis]:
    return diagnose_sessions("henan", real_profile(), [Identity.PERSON], NOW)


DEMO = f"extends: demo\ntitle: 邻市\naddress: http://{DEAD}\n"
ILLS = {
    "old Python": (machine(python=(3, 9)), "[不行] Python：版本是 3.9。请安装 Python 3.11"),
    "32 bits": (machine(bits=32), "[不行] Python：3.12，是 32 位的。请安装 64 位"),
    "window": (machine(encoding="ascii"), "[注意] 窗口：编码是 ascii，汉字可能显示不出来。Windows 请先执行 chcp 65001"),
    "time zone": (machine(zone=timedelta()), "[注意] 时区：不是北京时间。请把系统时区改为"),
    "not writable": (machine(refusal="拒绝访问"), "不能写入（拒绝访问）。请换一个能写的文件夹"),
    "long path": (machine(is_windows=True, folder=Path("/" + "长" * 130)), "[不行] 文件夹：路径太长"),
    "disk full": (machine(free=9_000_000), "[不行] 磁盘：还剩 0.0 GB。请清理磁盘"),
    "disk low": (machine(free=900_000_000), "[注意] 磁盘：还剩 0.9 GB"),
    "no browser": (browser(path="", failure="x"), "[不行] 浏览器：没有找到 Edge、Chrome 或 Chromium。请安装其中一个"),
    "wrong browser": (
        browser(path="", failure="环境变量 ZICHA_BROWSER 指定的浏览器不存在：/x", is_named=True),
        "[不行] 浏览器：环境变量",
    ),
    "dead browser": (
        browser(failure="libatk"),
        "[不行] 浏览器：/usr/bin/chromium 启动不了（libatk）。请先手工打开它一次",
    ),
    "old browser": (browser(version="78.0.1"), "[不行] 浏览器：/usr/bin/chromium 版本太旧（78.0.1）。请升级"),
    "no font": (lambda folder: [diagnose_fonts(False)], "[注意] 字体：没有找到中文字体。截图中的汉字会显示为方框"),
    "unknown font": (lambda folder: [diagnose_fonts(None)], "[注意] 字体：看不出有没有中文字体"),
    "clock a day off": (clock(days=1), "[不行] 时钟：与门户的时间相差 1 天。请校准系统日期和时间"),
    "clock off": (clock(minutes=20), "[注意] 时钟：与门户的时间相差 20 分钟。请校准"),
    "calendar over": (lambda folder: diagnose_calendar(NOW.date().replace(year=2050)), "[注意] 工作日历：只到"),
    "no checks": (project(gone("tests_portal")), "[不行] 检查：这个文件夹里没有检查（tests_portal）。请运行 zicha new"),
    "check missing": (
        project(gone("tests_portal/test_evaluation.py")),
        "[不行] 检查：缺少 test_evaluation.py。请运行 zicha new",
    ),
    "other version": (
        project(changed("tests_portal/test_evaluation.py", "def ", "def  ")),
        "[注意] 检查：test_evaluation.py 与本版本的不同",
    ),
    "no inventory": (project(gone("matters")), "matters 文件夹。请运行 zicha new"),
    "mistake": (
        project(changed("matters/市直/民政局.yaml", "承诺件", "承诺")),
        "[不行] 事项清单：有 1 处需要修改，第一处在 matters/市直/民政局.yaml 第 21 行",
    ),
    "example": (project(lambda folder: None), f"[注意] 事项清单：还有“{EXAMPLE}”。请换成本部门的事项"),
    "open workbook": (
        project(beside_a_workbook),
        "[注意] 报告：台账可能正在打开（有 ~$开封市民政局.xlsx）。请在 Excel 或 WPS 中关闭它",
    ),
    "no profile": (
        lambda folder: diagnose_portal(Options(folder, folder, portal="hennan"), [], NOW),
        "[不行] 门户配置：没有名为“hennan”的门户配置。现有：demo、henan",
    ),
    "profile typo": (profile(DEMO + "entires: {apply: [办]}\n"), "[不行] 门户配置：门户配置 "),
    "rule typo": (profile(DEMO + "rules: {L999: {severity: W}}\n"), "[不行] 门户配置：门户配置 "),
    "no authorisation": (profile(DEMO), "[不行] 授权书："),
    "authorisation over": (profile(DEMO, until="2026-11-29"), "授权书的有效期到2026-11-29为止。授权书由授权人写"),
    "out of hours": (profile(DEMO, hours="20:00-22:00"), "授权的时段是20:00-22:00，现在是09:00"),
    "other portal": (profile(DEMO, portal="https://other.example"), "授权书是给 https://other.example 的"),
    "no login allowed": (allowed(deeds=("查看",)), "[注意] 授权书：没有允许“登录”"),
    "matter left out": (allowed(matters=("别的事项",)), "[注意] 授权书：有 1 个事项没有列出"),
    "authorisation ends": (allowed(until="2026-12-02"), "[注意] 授权书：2026-12-02 到期。请授权人延长有效期"),
    "no list of cases": (without_cases, "[注意] 门户配置：没有写“我的办件”的网址"),
    "no session named": (
        without_session,
        "[不行] 登录状态：门户配置没有写个人账号的登录状态。请运行 zicha login 个人 --portal henan",
    ),
    "no session": (session("absent.json"), "[不行] 登录状态：法人账号：没有保存的登录状态（"),
    "other identity": (
        session(identity=Identity.PERSON),
        "session.json 是个人账号（开**）的，不是法人账号的。请运行 zicha login 法人",
    ),
    "session of another portal": (session(portal="https://a.example"), "是在 https://a.example 登录的，不是"),
    "session run out": (session(ends=NOW.timestamp() - 1), "[不行] 登录状态：法人账号的登录已经过期。请运行"),
    "session a week old": (
        session(since=NOW - timedelta(days=7)),
        "[注意] 登录状态：法人账号是 7 天以前登录的，可能已经失效。请运行",
    ),
    "portal down": (profile(DEMO, until="2027-12-31"), f"[不行] 门户：http://{DEAD} 打不开（连接不上）。请检查网络"),
    "portal fails": (answer(502), f"[不行] 门户：{ADDRESS} 暂时无法服务（HTTP 502）。请过一段时间再查"),
    "portal keeps out": (answer(412), f"[注意] 门户：{ADDRESS} 限制访问（HTTP 412）"),
    "no home page": (answer(404), f"[注意] 门户：{ADDRESS} 的首页不存在（HTTP 404）。请核对门户配置"),
}


@pytest.mark.parametrize(("judged", "words"), ILLS.values(), ids=ILLS)
def test_an_ill_is_named_in_one_line(judged: Callable[[Path], Iterable[Diagnosis]], words: str, tmp_path: Path) -> None:
    lines = [str(each) for each in judged(tmp_path) if each.health is not Health.GOOD]
    assert [line for line in lines if words in line], lines
    assert not [line for line in lines if "\n" in line]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder to its user by other means")
def test_a_login_that_others_can_read_is_named(tmp_path: Path) -> None:
    (line,) = session(mode=0o644)(tmp_path)
    assert str(line).startswith("[注意] 登录状态：")
    assert "请执行 chmod 600" in str(line)


def test_what_is_well_is_said_to_be() -> None:
    assert {each.health for each in diagnose_machine(WELL)} == {Health.GOOD}
    assert diagnose_browser(BROWSER).health is Health.GOOD
    assert [str(each) for each in diagnose_clock(NOW, NOW)] == ["[正常] 时钟：2026-11-30 09:00"]
    assert diagnose_answer(ADDRESS, PortalAnswer(200)).health is Health.GOOD
    assert list(diagnose_clock(NOW, None)) == []


def test_a_run_that_goes_on_is_named(tmp_path: Path) -> None:
    report = ReportFolder(tmp_path / "report")
    report.claim(NOW)
    (line,) = diagnose_report(tmp_path / "report", NOW)
    report.release()
    assert line.health is Health.ILL
    assert "正由另一次自查使用" in line.text


def test_a_browser_that_is_named_and_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZICHA_BROWSER", "/nowhere/chromium")
    assert "/nowhere/chromium" in str(diagnose_browser(probe_browser()))


def test_this_machine_is_looked_at(tmp_path: Path) -> None:
    here = probe_machine(tmp_path / "not" / "yet" / "report", NOW)
    assert here.folder == tmp_path / "not" / "yet" / "report"
    assert here.free > 0
    assert here.refusal == ""
    assert not (tmp_path / "not").exists()
    assert probe_fonts() in (True, False, None)


def test_nothing_is_asked_of_a_portal_without_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses: list[str] = []
    monkeypatch.setattr(requests.Session, "get", lambda session, address, **options: addresses.append(address))
    text = f"extends: demo\ntitle: 邻市\naddress: {ADDRESS}\n"
    lines = list(map(str, profile(text)(tmp_path)))
    assert any("没有授权书就不访问" in line for line in lines)
    assert addresses == []


def test_all_of_it_before_a_first_inspection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    new_project(tmp_path, "开封市民政局")
    assert in_own_thread(lambda: main(["doctor"])) == 0
    printed = capsys.readouterr().out
    assert "[正常] 浏览器：" in printed
    assert "[正常] 门户：http://127.0.0.1:" in printed
    assert "可以开始自查；有 " in printed
    assert not (tmp_path / "report").exists()


def test_a_login_that_playwright_saved_is_nobodys_by_name(tmp_path: Path) -> None:
    """Of Playwright's own, it is not known whose it is."""
    file = tmp_path / "session.json"
    file.write_text(json.dumps({"cookies": [{"name": "a"}], "origins": []}), encoding="utf-8")
    file.chmod(0o600)
    profile = real_profile().model_copy(update={"sessions": {Identity.PERSON: file}})
    (line,) = diagnose_sessions("henan", profile, [Identity.PERSON], datetime.now(BEIJING))
    assert "个人账号（不知道是谁）" in str(line)


def test_a_saved_login_is_judged_though_an_account_could_be_typed_in(tmp_path: Path) -> None:
    """As an inspection goes by the saved one."""
    with_account = load_profile("demo", ADDRESS)
    assert not list(diagnose_sessions("henan", with_account, [Identity.PERSON], NOW))
    profile = with_account.model_copy(update={"sessions": {Identity.PERSON: tmp_path / "session.json"}})
    (line,) = diagnose_sessions("henan", profile, [Identity.PERSON], NOW)
    assert "没有保存的登录状态" in str(line)
