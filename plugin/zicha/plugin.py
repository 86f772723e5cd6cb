"""The pytest plugin as every session loads it: its options, and the rest of it where matters are inspected.

pytest loads it wherever it is installed, so it imports nothing that costs time. What an inspection needs is in
collection.py, reporting.py and fixtures.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from zicha.model.choices import Identity, Method

_CHOICES = (
    ("--region", "区域", "只查该区域（市直或县区名），可重复"),
    ("--department", "部门", "只查该部门（简称或全称），可重复"),
    ("--matter", "事项", "只查该事项（名称或实施编码），可重复"),
    ("--method", "方式", f"只查采用该自查方式的事项：{'、'.join(Method)}，可重复"),
    ("--identity", "身份", f"只用该身份查：{'、'.join(Identity)}，可重复"),
)
_FOLDERS = (
    ("--inventory", "事项清单目录，默认为 matters"),
    ("--report", "报告目录，默认为 report"),
    ("--replay", "不访问门户，依据该报告目录中的证据重新判定"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("zicha", "自查（zicha）")
    for name, kind, text in _CHOICES:
        group.addoption(name, action="append", default=[], metavar=kind, help=text)
    group.addoption(
        "--resume", action="store_true", help="接着做中断的自查：报告目录中已有结论的不再查，没有查成的重新查"
    )
    text = "以上次自查为基础：只重新查证据超过这么多天的事项，其余依据上次的证据判定，并写明证据的日期"
    group.addoption("--stale", metavar="天数", help=text)
    text = "以上次自查为基础：只重新查上次有问题或者没有查完的事项；可与 --stale、--since-change 同用，合乎其一就重新查"
    group.addoption("--open", action="store_true", help=text)
    text = "以上次自查为基础：只重新查事项清单中有改动的事项；门户配置有改动的，全部重新查"
    group.addoption("--since-change", action="store_true", help=text)
    group.addoption("--portal", metavar="门户", help="门户配置的名称或 .yaml 文件；默认为内置演示门户")
    for name, text in _FOLDERS:
        group.addoption(name, type=Path, metavar="目录", help=text)
    text = "与 --replay 同用：用现在的识别程序和门户配置，重新识别留存的办事指南页面，并说明识别结果有何变化"
    group.addoption("--reread", action="store_true", help=text)
    words = "抽检：只查 zicha sample 抽中的事项，写出台账与抽检是否一致；报告目录默认为 report-spot-check"
    group.addoption("--spot-check", type=Path, metavar="文件", help=words)
    group.addoption("--pdf", action="store_true", help="同时把各部门的台账印成 PDF，供打印、加盖公章、扫描")
    words = "授权书，由 zicha authorise 写出，默认为 authorisation.yaml；内置演示门户不需要"
    group.addoption("--authorisation", type=Path, metavar="文件", help=words)


def pytest_configure(config: pytest.Config) -> None:
    options = (
        "--portal",
        "--resume",
        "--stale",
        "--open",
        "--since-change",
        "--spot-check",
        "--authorisation",
        *(name for name, *_ in (*_CHOICES, *_FOLDERS)),
    )
    if (config.rootpath / "matters").is_dir() or any(map(config.getoption, options)):
        _load_inspection(config)


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Let checks be told that their inventory is missing, and not that there is no fixture of such a name."""
    if b"zicha" in module_path.read_bytes():
        _load_inspection(parent.config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """Say what is missing where nothing was collected and nobody else's suite can have been meant."""
    if exitstatus != pytest.ExitCode.NO_TESTS_COLLECTED or (config.rootpath / "tests_portal").is_dir():
        return
    has_list = (config.rootpath / "matters").is_dir()
    if has_list or not any(file for file in config.rootpath.iterdir() if not file.name.startswith(".")):
        terminalreporter.write_line(f"这个文件夹里没有{'检查' if has_list else '自查项目'}。请执行：zicha new 部门全称")


def _load_inspection(config: pytest.Config) -> None:
    for module in ("zicha.fixtures", "zicha.collection"):  # pytest warns of a plugin that another has imported
        config.pluginmanager.import_plugin(module)
