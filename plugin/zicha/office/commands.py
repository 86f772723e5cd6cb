"""The commands of the desk (`zicha new`, `zicha doctor`, …): how they are written, and what they print."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from zicha.inspection.options import AUTHORISATION, EMBEDDED, Options
from zicha.inspection.run import now
from zicha.ledger.handed_in import HandedInError, read_workbook
from zicha.model.choices import Identity
from zicha.office.diagnosis import Health
from zicha.office.doctor import diagnose
from zicha.office.fill_in import RECORD, FillInError, fill_in, read_form
from zicha.office.login import LoginError, log_in
from zicha.office.menu import Desk, menu
from zicha.office.new_project import NewProjectError, new_project
from zicha.office.person import NoWindowError, hands_at_terminal

MISTAKES: tuple[type[Exception], ...] = (NewProjectError, LoginError, FillInError, HandedInError, NoWindowError)
"""Of the user, each told in its own words."""


class _Commands(Protocol):
    """What argparse adds commands to."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...


def add_commands(commands: _Commands) -> None:
    """Add the commands; each leaves the function that runs it as `run` among the options."""
    _command(commands, "new", "在这个文件夹里建立部门的自查项目：检查、事项清单的样子、设置", _new, _options_of_new)
    text = "打开浏览器，由人登录一次门户，保存登录状态供自查使用"
    _command(commands, "login", text, _login, _options_of_login, _options_of_portal)
    text = "自查之前检查一遍：电脑、浏览器、清单、登录、授权、门户；能够开始自查时返回 0"
    _command(commands, "doctor", text, _doctor, _options_of_portal)
    text = "把最终台账逐行填进主管部门的在线表单，由人核对、提交"
    _command(commands, "fill-in", text, _fill_in, _options_of_fill_in)
    _command(commands, "menu", "中文菜单：试一次、检查、登录、自查、看报告、答复、核对", _menu)


def _command(
    commands: _Commands,
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
    *more: Callable[[argparse.ArgumentParser], Any],
) -> None:
    parser = commands.add_parser(name, help=text)
    parser.set_defaults(run=run)
    for add in more:
        add(parser)


def _options_of_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("department", metavar="部门", help="填报单位全称，如 开封市民政局")
    parser.add_argument("--folder", type=Path, default=Path(), metavar="目录", help="写到哪个文件夹，默认为当前文件夹")
    parser.add_argument("--region", default="", metavar="区域", help="matters 中的文件夹，如 杞县；不写时依部门名称")
    parser.add_argument("--code", default="", metavar="区划代码", help="六位数字；不写时依部门名称")


def _new(options: argparse.Namespace) -> int:
    made = new_project(options.folder, options.department, options.region, options.code)
    for file in made.written:
        print(f"已写入 {file}")
    if made.kept:
        print(f"原有的 {len(made.kept)} 个文件没有改动：{'、'.join(str(file) for file in made.kept)}")
    print("下一步：运行 pytest，先在内置演示门户上试一次；再把 matters 中的示例换成本部门的事项，运行 zicha doctor")
    return 0


def _options_of_portal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--portal", default=EMBEDDED, metavar="名称或文件", help="门户配置；不写时是内置演示门户")
    parser.add_argument("--authorisation", type=Path, metavar="文件", help=f"授权书，默认为 {AUTHORISATION}")
    parser.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录")
    parser.add_argument("--report", type=Path, default=Path("report"), metavar="目录")


def _options_of(options: argparse.Namespace) -> Options:
    return Options(
        inventory=options.inventory,
        report=options.report,
        portal=options.portal,
        authorisation=options.authorisation or (usual if (usual := Path(AUTHORISATION)).is_file() else None),
    )


def _options_of_login(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("identity", choices=[each.value for each in Identity], help="用哪一种身份登录")


def _login(options: argparse.Namespace) -> int:
    identity = Identity(options.identity)
    print(f"浏览器即将打开登录页面。请用{identity}账号登录，滑块、短信、人脸都由您自己完成。")
    print("登录好以后浏览器会自己关闭；没有关闭的，请打开“我的办件”，再回到这个窗口按回车。")
    made = log_in(_options_of(options), identity, now, hands_at_terminal())
    owner = made.session.owner
    whose = owner.whose if owner and owner.whose else "没有看到姓名"
    print(f"已保存{identity}账号（{whose}）的登录状态：{made.file}。它等同于密码，不要发给别人，用完删除")
    for line in made.missing:
        print(f"注意：{line}")
    return 1 if made.missing else 0


def _doctor(options: argparse.Namespace) -> int:
    healths = []
    for diagnosis in diagnose(_options_of(options), now()):
        print(diagnosis, flush=True)
        healths.append(diagnosis.health)
    if ills := healths.count(Health.ILL):
        print(f"有 {ills} 处要先处理，才能开始自查")
        return 1
    doubts = healths.count(Health.DOUBT)
    print("可以开始自查" + (f"；有 {doubts} 处请注意" if doubts else ""))
    return 0


def _menu(options: argparse.Namespace) -> int:
    menu(Path(), Desk())
    return 0


def _options_of_fill_in(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workbook", type=Path, metavar="台账", help="最终的 Excel 台账")
    parser.add_argument("--form", type=Path, required=True, metavar="文件", help="在线表单的配置")


def _fill_in(options: argparse.Namespace) -> int:
    ledger, form = read_workbook(options.workbook), read_form(options.form)
    if left := [row.name for row in ledger.rows if row.is_open]:
        print(f"未查完的 {len(left)} 个事项不填：{'、'.join(left)}")
    for line in fill_in(ledger, form, options.workbook.with_name(RECORD), now, hands_at_terminal()):
        print(line, flush=True)
    return 0
