"""`zicha …`: what is not a test run."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from zicha.bureau import commands as bureau
from zicha.catalogue.choice_words import values_by_word
from zicha.catalogue.coverage import coverage, gaps
from zicha.catalogue.form import ledger_form
from zicha.catalogue.rule_book import rule_book
from zicha.evidence.register import RegisterError, read_register, register
from zicha.evidence.signature import read_public_key, signature_remarks
from zicha.evidence.single_files import handed_in, seals_near, verify_file
from zicha.evidence.verification import unlike_the_others, verification_lines, verify
from zicha.inspection.browser import VARIABLE, find_browser
from zicha.inspection.calibration import CalibrationError, calibrate
from zicha.inspection.demo_extra import demo_extra
from zicha.inspection.options import AUTHORISATION, EMBEDDED, Options
from zicha.inspection.rebuilding import RebuildingError, rebuild
from zicha.inspection.report_folder import UNSEALED, FolderInUseError
from zicha.inspection.run import now
from zicha.intake.taking_in import IntakeError, report_of, take_in
from zicha.inventory import InventoryError, load, schema
from zicha.inventory.importing.list_import import import_list
from zicha.inventory.importing.mapping import read_mapping
from zicha.inventory.importing.source import SourceUnreadable
from zicha.inventory.selection import SelectionError
from zicha.inventory.yaml_tree import Unreadable, decode
from zicha.ledger.calibration import calibration_lines
from zicha.ledger.terminal import summary
from zicha.model.choices import Identity
from zicha.office import commands as office
from zicha.portal.authorisation import ALL, AuthorisationError, Deed, written
from zicha.portal.permission import authorisation_for
from zicha.portal.profile import ProfileError, load_profile, names_of_elements

NOTES_SHOWN = 20
"""Of what an import changes or leaves out; more is written into a file."""
_MISTAKES: tuple[type[Exception], ...] = (
    InventoryError,
    SelectionError,
    ProfileError,
    AuthorisationError,
    CalibrationError,
    FolderInUseError,
    SourceUnreadable,
    RegisterError,
    RebuildingError,
    OSError,
    *office.MISTAKES,
    *bureau.MISTAKES,
)
"""Of the user, each told in its own words."""


def command_line() -> argparse.ArgumentParser:
    """Return what reads the command line: all commands with their options."""
    parser = argparse.ArgumentParser(prog="zicha", description="自查：政务服务事项网办情况自查工具")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    demo = commands.add_parser("demo", help="打开内置演示门户，供浏览")
    demo.add_argument("--port", type=int, default=8000, metavar="端口")
    demo.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录")
    demo.add_argument("--publish", type=Path, metavar="文件", help="把事项清单作为已发布的内容写进这个文件，然后退出")
    commands.add_parser("schema", help="输出部门事项清单文件的 JSON Schema，供编辑器校验和补全")
    commands.add_parser("coverage", help="输出通知要求与检查的对照表（docs/coverage.md）；有缺口时返回 1")
    commands.add_parser("rules", help="输出判断规则（docs/rules.zh-CN.md）：依据、轻重、参数、例外、例子")
    checking = commands.add_parser(
        "verify", help="核对报告与自查结束时的封存记录、证据链是否一致；改动的返回 1，不完整的返回 3"
    )
    checking.add_argument(
        "reports",
        type=Path,
        nargs="+",
        metavar="报告目录或文件",
        help="报告目录、单独的台账（xlsx、pdf），或者装着它们的文件夹",
    )
    checking.add_argument(
        "--book", type=Path, metavar="登记册", help="与 zicha register 写下的登记册核对：登记以后重做的看得出来"
    )
    checking.add_argument(
        "--key",
        type=Path,
        action="append",
        default=[],
        metavar="公钥",
        help="签名单位交来的公钥，可重复：应当由其中一个签名",
    )
    receiving = commands.add_parser("register", help="把收到的报告的封存记录记入登记册")
    receiving.add_argument("reports", type=Path, nargs="+", metavar="报告目录")
    receiving.add_argument(
        "--book", type=Path, required=True, metavar="登记册", help="一行一份报告的文件，由收报告的单位保管"
    )
    rebuilding = commands.add_parser("report", help="自查没有正常结束时，依据已有的结论和证据写出网页和台账")
    rebuilding.add_argument("report", type=Path, metavar="报告目录")
    rebuilding.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录")
    back = commands.add_parser("take-in", help="收回填好的台账、网页保存的答复或答复文件，核对后放到事项清单旁边")
    back.add_argument("files", type=Path, nargs="+", metavar="文件")
    back.add_argument("--report", type=Path, default=Path("report"), metavar="目录", help="所填的是哪一份报告")
    back.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录")
    back.add_argument("--who", default="", metavar="岗位或工号", help="文件里没有写“谁”的，按此填写")
    back.add_argument("--on", default="", metavar="日期", help="文件里没有写“何时”的，按此填写，如 2026-11-24")
    looking = commands.add_parser("calibrate", help="用一个事项看门户配置认得出什么、认不出什么，并写出可以粘贴的几行")
    looking.add_argument("address", nargs="?", default="", metavar="网址", help="办事指南的网址，不写时用 --matter")
    looking.add_argument("--portal", default=EMBEDDED, metavar="名称或文件", help="门户配置；不写时是内置演示门户")
    looking.add_argument("--matter", default="", metavar="事项", help="事项名称或实施编码")
    looking.add_argument("--department", default="", metavar="部门", help="同名的事项不止一个时，写明部门")
    looking.add_argument("--identity", choices=[each.value for each in Identity], help="用哪一种身份登录")
    looking.add_argument("--inventory", type=Path, default=Path("matters"), metavar="目录")
    looking.add_argument("--authorisation", type=Path, metavar="文件", help=f"授权书，默认为 {AUTHORISATION}")
    looking.add_argument("--report", type=Path, default=Path("report"), metavar="目录", help="写到其中的“校准”文件夹")
    taking = commands.add_parser("import", help="把事项库导出的表（xlsx、xls、csv、json）转成部门的事项清单")
    taking.add_argument("source", type=Path, metavar="导出的表")
    taking.add_argument("--to", type=Path, required=True, metavar="文件", help="部门清单，如 matters/市直/民政局.yaml")
    taking.add_argument("--mapping", type=Path, metavar="文件", help="对照文件：这张表里不通用的表头和代码是什么意思")
    taking.add_argument("--owner", default="", metavar="实施主体", help="只导入这个实施主体的事项")
    taking.add_argument("--dry-run", action="store_true", help="只说会改什么，不写文件")
    authorising = commands.add_parser("authorise", help="写一份授权书：由谁、对哪个门户、哪些事项、做什么、到何时")
    authorising.add_argument("--portal", required=True, metavar="名称或文件", help="门户配置；主机从中抄写")
    authorising.add_argument("--by", required=True, metavar="姓名", help="授权人：单位和姓名")
    authorising.add_argument("--contact", required=True, metavar="电话", help="授权人的联系方式")
    authorising.add_argument("--until", required=True, metavar="日期", help="有效期至，如 2026-12-31")
    authorising.add_argument("--hours", default="00:00-24:00", metavar="时段", help="每天的时段，如 08:30-18:00")
    authorising.add_argument("--pages-a-day", type=int, metavar="页数", help="每台主机每天最多访问多少页")
    authorising.add_argument("--matter", action="append", default=[], metavar="事项", help="可重复；不写时是全部")
    authorising.add_argument(
        "--allow", action="append", default=[], metavar="行为", help=f"{'、'.join(Deed)}，可重复；不写时只有查看和登录"
    )
    authorising.add_argument("--output", type=Path, default=Path(AUTHORISATION), metavar="文件")
    commands.add_parser("browser", help="显示将使用的浏览器；没有已安装的浏览器时返回 1")
    office.add_commands(commands)
    bureau.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 something is wrong, 2 wrong usage."""
    options = command_line().parse_args(arguments)
    try:
        if "run" in options:
            return int(options.run(options))
        match options.command:
            case "demo":
                return (
                    _publish(options.inventory, options.publish)
                    if options.publish
                    else _demo(options.inventory, options.port)
                )
            case "schema":
                print(json.dumps(schema(), ensure_ascii=False, indent=2))
                return 0
            case "coverage":
                print(coverage(), end="")
                return 1 if gaps() else 0
            case "rules":
                print(rule_book(), end="")
                return 0
            case "verify":
                return _verify(options.reports, options.book, options.key)
            case "register":
                return _register(options.reports, options.book)
            case "report":
                made = rebuild(options.report, options.inventory, now)
                print("\n".join(summary(made, options.report)))
                return 0
            case "take-in":
                return _take_in(options)
            case "calibrate":
                return _calibrate(options)
            case "import":
                return _import(options)
            case "authorise":
                return _authorise(options)
            case _:
                return _browser()
    except FileExistsError as error:
        print(f"{error.filename} 已经存在，没有改动；请用 --output 另写一份", file=sys.stderr)
        return 1
    except _MISTAKES as error:
        print(error, file=sys.stderr)
        return 1


def _demo(inventory: Path, port: int) -> int:
    with demo_extra():
        from zicha_demo.defects import load_defects
        from zicha_demo.server import DemoPortal
    with DemoPortal(load(inventory).matters, defects=load_defects(), port=port) as portal:
        print(f"演示门户已打开：{portal.url}\n另开一个终端运行：pytest --portal {portal.url}\n按 Ctrl+C 关闭")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("演示门户已关闭")
    return 0


def _publish(inventory: Path, file: Path) -> int:
    with demo_extra():
        from zicha_demo.published import write_published

    print(f"已保存：{write_published(load(inventory).matters, file)}")
    return 0


def _verify(reports: Sequence[Path], book: Path | None, keys: Sequence[Path]) -> int:
    """Say of each report or file what is not as its run wrote it. 0: whole, 1: altered, 3: only incomplete."""
    registered = read_register(book) if book else None
    places = [place for report in reports for place in handed_in(report)]
    if not places:
        print(f"{'、'.join(map(str, reports))}：里面没有可以核对的报告和台账")
        return 3
    seals = seals_near(places) if registered is None else registered
    verifications = [
        verify_file(place, seals, registered is not None, ledger_form().title)
        if place.is_file()
        else verify(place, UNSEALED, registered)
        for place in places
    ]
    known = [read_public_key(key) for key in keys]
    verifications = [
        replace(each, remarks=(*each.remarks, *signature_remarks(each.report, each.seal, known)))
        if each.report.is_dir()
        else each
        for each in verifications
    ]
    for verification in verifications:
        print("\n".join(verification_lines(verification)))
    print("".join(unlike_the_others(verifications)), end="")
    if any(each.is_altered for each in verifications):
        return 1
    return 0 if all(each.is_whole for each in verifications) else 3


def _register(reports: Sequence[Path], book: Path) -> int:
    for report in reports:
        print(f"{report}：已登记，封存号 {register(report, book, now())}")
    return 0


def _take_in(arguments: argparse.Namespace) -> int:
    """Take in each file on its own; the others are not held up by one that is refused."""
    written = {"谁": arguments.who, "何时": arguments.on}
    if sys.stdin.isatty():
        for key, hint in (("谁", "岗位或工号"), ("何时", "如 2026-11-24")):
            written[key] = written[key] or input(f"文件里没有写“{key}”的，按什么填写（{hint}；都写了的直接回车）：")
    signature = {key: text.strip() for key, text in written.items() if text.strip()}
    refused, changed = 0, dict[Path, None]()
    for file in arguments.files:
        report = report_of(file, arguments.report)
        try:
            intake = take_in(file, report, arguments.inventory, signature, now())
        except IntakeError as error:
            print(error, file=sys.stderr)
            refused += 1
            continue
        changed |= {report: None} if intake.kept else {}
        again = f"，另有 {intake.repeated} 条以前收过" if intake.repeated else ""
        print(f"{file}：收入 {len(intake.changes)} 条{again}" + (f"，写在 {intake.kept}" if intake.kept else ""))
        print("".join(f"  {change}\n" for change in intake.changes), end="")
    for report in changed:
        print(f"重新判定并写出新的台账：pytest --replay={report}")
    return 1 if refused else 0


def _calibrate(arguments: argparse.Namespace) -> int:
    options = Options(
        inventory=arguments.inventory,
        report=arguments.report,
        portal=arguments.portal,
        authorisation=arguments.authorisation or (usual if (usual := Path(AUTHORISATION)).is_file() else None),
        matters=tuple(filter(None, [arguments.matter])),
        departments=tuple(filter(None, [arguments.department])),
        identities=tuple(Identity(each) for each in [arguments.identity] if each),
    )
    done = calibrate(options, now, arguments.address)
    print("\n".join([*calibration_lines(done.calibration), f"网页：{done.index}"]))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    target: Path = arguments.to
    try:
        current = decode(target.read_bytes()) if target.exists() else ""
    except Unreadable as error:
        raise SourceUnreadable(f"{target}：{error.mistakes[0].message}。{error.mistakes[0].advice}") from error
    done = import_list(
        arguments.source,
        current,
        names_of_elements(),
        values_by_word(),
        read_mapping(arguments.mapping),
        arguments.owner,
    )
    notes = [*(f"没有导入  {leftover}" for leftover in done.leftovers), *done.changes]
    print(f"认出 {done.matters} 个事项；改动 {len(done.changes)} 处，没有导入 {len(done.leftovers)} 处")
    print("\n".join(notes[:NOTES_SHOWN]))
    if arguments.dry_run:
        rest = f"……另有 {len(notes) - NOTES_SHOWN} 处没有列出。" if len(notes) > NOTES_SHOWN else ""
        print(f"{rest}没有写入 {target}（--dry-run）")
        return 0
    if len(notes) > NOTES_SHOWN:
        file = arguments.source.with_name(f"{arguments.source.stem}-导入说明.txt")
        file.write_text("\n".join([*notes, ""]), encoding="utf-8-sig")
        print(f"……另有 {len(notes) - NOTES_SHOWN} 处，全部写在 {file}")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.new")
    beside.write_text(done.text, encoding="utf-8")
    beside.replace(target)
    print(f"已写入 {target}。请补写标有“待填”的各处，再运行 pytest --co 核对")
    return 0


def _authorise(arguments: argparse.Namespace) -> int:
    if arguments.portal == EMBEDDED:
        raise AuthorisationError("内置演示门户不需要授权书；--portal 请给出要访问的门户的配置")
    profile = load_profile(arguments.portal)
    deeds = [each for text in arguments.allow for each in text.replace("，", "、").replace(",", "、").split("、")]
    authorisation = authorisation_for(
        profile,
        授权人=arguments.by,
        联系方式=arguments.contact,
        事项=arguments.matter or [ALL],
        允许=deeds or [Deed.VIEW, Deed.LOG_IN],
        时段=arguments.hours,
        有效期至=arguments.until,
        每日页数=arguments.pages_a_day,
    )
    with arguments.output.open("x", encoding="utf-8") as file:  # one that somebody has signed is not overwritten
        file.write(written(authorisation))
    print(f"已写出：{arguments.output}。请授权人逐项核对，特别是“访问主机”和“发送主机”，再由其保管")
    return 0


def _browser() -> int:
    browser = find_browser()
    print(browser or f"没有找到已安装的 Chrome、Edge 或 Chromium；可用环境变量 {VARIABLE} 指定")
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
