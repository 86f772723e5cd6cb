"""What is chosen, and what is said when nothing can be: on the command line, in the inventory, beside other tests."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.authorisations import authorise
from tests.support.live_portals import manifest_of
from tests.support.suites import (
    CLEAN,
    KNOWN,
    LOOKED_AT,
    MINE,
    PERSONAL,
    Inspection,
    cells,
    codes,
    inspect,
    make_suite,
    replay,
    workbook,
)
from zicha.catalogue.checks import Per, catalogue
from zicha.collection import MISTAKES_SHOWN
from zicha.evidence.archive import Archive
from zicha.fixtures import RUN
from zicha.inventory import Inventory, load
from zicha.ledger.rows import NOT_RUN
from zicha.model.finding import Verdict
from zicha.portal.profile import load_profile

pytest_plugins = ("pytester",)


@pytest.fixture
def here(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite of its own in pytester's folder; nothing of this run shows through."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZICHA_BROWSER", str(pytester.path / "no-browser"))
    make_suite(pytester.path)
    return pytester


@pytest.fixture
def code(here: pytest.Pytester) -> dict[str, str]:
    return codes(here.path / "matters")


def _collected(result: pytest.RunResult) -> list[tuple[str, str, str]]:
    """Check, 实施编码 and identity of each test that --co lists, in its order."""
    ids = re.findall(r"::test_(\w+)\[([0-9A-Z]+)-?(\w*)\]", "\n".join(result.outlines))
    return [(check, code, who) for check, code, who in ids]


class TestCollecting:
    """--co lists what would run, opens nothing and writes nothing."""

    def _names(self, here: pytest.Pytester, code: dict[str, str], *arguments: str) -> set[str]:
        result = here.runpytest_inprocess("--co", "-q", *arguments)
        assert result.ret == 0, result.outlines
        assert not (here.path / "report").exists()
        name_of = {each: name for name, each in code.items()}
        return {name_of[each] for _, each, _ in _collected(result)}

    def test_everything_in_the_order_of_a_visit(self, here: pytest.Pytester, code: dict[str, str]) -> None:
        """Matter by matter; the pages anyone may see before those behind the login."""
        items = _collected(here.runpytest_inprocess("--co", "-q"))
        checks = len(catalogue())
        assert len(items) == 5 * checks
        order = list(dict.fromkeys(each for _, each, _ in items))
        assert [each for _, each, _ in items] == [each for each in order for _ in range(checks)]
        anyone = sum(check.per is Per.MATTER for check in catalogue())
        mine = [who for _, each, who in items if each == code[MINE]]
        assert mine == [""] * anyone + ["legal"] * (checks - anyone)

    @pytest.mark.parametrize(
        ("arguments", "names"),
        [
            (["--region", "杞"], {PERSONAL}),
            (["--department", "工业和信息化局"], {MINE, LOOKED_AT}),
            (["--department", "开封市生态环境局"], {CLEAN}),
            (["--region", "杞县"], {PERSONAL}),
            (["--region", "市直", "--region", "杞县"], {MINE, LOOKED_AT, KNOWN, CLEAN, PERSONAL}),
            (["--matter", MINE], {MINE}),
            (["--matter", MINE, "--matter", CLEAN], {MINE, CLEAN}),
            (["--identity", "个人"], {PERSONAL}),
            (["--identity", "法人"], {MINE, LOOKED_AT, KNOWN, CLEAN}),
            (["--method", "入网查看"], {LOOKED_AT, KNOWN}),
            (["--method", "真实办件跟踪", "--region", "市直"], {CLEAN}),
        ],
        ids=[
            "part",
            "department",
            "full-name",
            "region",
            "regions",
            "matter",
            "matters",
            "person",
            "legal",
            "method",
            "both",
        ],
    )
    def test_selected(self, arguments: list[str], names: set[str], here: pytest.Pytester, code: dict[str, str]) -> None:
        assert self._names(here, code, *arguments) == names

    def test_by_code(self, here: pytest.Pytester, code: dict[str, str]) -> None:
        assert self._names(here, code, "--matter", code[KNOWN]) == {KNOWN}

    def test_by_marker_and_name(self, here: pytest.Pytester) -> None:
        def checks(*arguments: str) -> set[str]:
            return {check for check, _, _ in _collected(here.runpytest_inprocess("--co", "-q", *arguments))}

        def of(*points: str) -> set[str]:
            return {check.name for check in catalogue() if check.point in points}

        assert checks("-m", "guide_accuracy") == of("guide_accuracy")
        assert checks("-m", "evaluation or result_access") == of("evaluation", "result_access")
        assert checks("-k", "login") == {"login_succeeds"}


class TestMistakes:
    """A user's mistake ends with 4 and one message in Chinese, before anything is visited."""

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--department", "不存在的局"], "没有部门“不存在的局”"),
            (["--region", "郑州"], "没有区域“郑州”"),
            (["--matter", "煤矿许可关闭"], "相近的有"),
            (["--method", "看看"], "没有自查方式“看看”"),
            (["--identity", "公司"], "--identity 只能是 个人、法人"),
            (["--region", "杞县", "--identity", "法人"], "没有"),
            (["--portal", "nanjing"], "没有名为“nanjing”的门户配置"),
            (["--portal", "missing.yaml"], "找不到门户配置文件 missing.yaml"),
            (["--portal", "http://example.com"], "--portal 只接受本机的网址"),
            (["--replay=matters"], "中没有可供重新判定的证据"),
        ],
        ids=["department", "region", "matter", "method", "identity", "nothing", "portal", "file", "address", "replay"],
    )
    def test_in_the_options(self, arguments: list[str], message: str, here: pytest.Pytester) -> None:
        self._is_told(here.runpytest_inprocess(*arguments), message)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--department", "不存在的局"], "没有部门“不存在的局”"),
            (["--portal", "nanjing"], "没有名为“nanjing”的门户配置"),
        ],
        ids=["department", "portal"],
    )
    def test_in_the_options_of_two_workers(self, arguments: list[str], message: str, here: pytest.Pytester) -> None:
        self._is_told(here.runpytest_subprocess("-n", "2", *arguments), message)

    def _is_told(self, result: pytest.RunResult, message: str) -> None:
        output = result.stdout.str() + result.stderr.str()
        assert result.ret == pytest.ExitCode.USAGE_ERROR, output
        assert output.count(message) == 1, output
        assert "Traceback" not in output
        assert "INTERNALERROR" not in output

    def test_in_what_a_portal_changes_of_the_rules(self, here: pytest.Pytester) -> None:
        portal = "extends: demo\ntitle: 邻市\naddress: http://127.0.0.1:9\nrules: {L99: {severity: E}}\n"
        (here.path / "city.yaml").write_text(portal, encoding="utf-8")
        self._is_told(
            here.runpytest_inprocess("--portal", "city.yaml"), "门户配置 city.yaml：rules 里没有“L99”这条规则"
        )
        assert not (here.path / "report").exists(), "refused before anything is written"

    @pytest.mark.parametrize("workers", ["0", "2"])
    def test_in_the_inventory(self, workers: str, here: pytest.Pytester) -> None:
        """All of them at once, with file and line."""
        file = here.path / "matters" / "市直" / "工业和信息化局.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("办件类型: 承诺件", "办件类型: 承诺", 1).replace("审批部门:", "审批部:", 1), encoding="utf-8"
        )
        run = here.runpytest_subprocess("-n", workers) if workers == "2" else here.runpytest_inprocess()
        output = run.stdout.str() + run.stderr.str()
        assert run.ret == pytest.ExitCode.USAGE_ERROR, output
        assert re.search(r"工业和信息化局\.yaml:\d+", output)
        assert "承诺件" in output
        assert "审批部" in output
        assert output.count("处需要修改") == 1
        assert "Traceback" not in output
        assert not (here.path / "report").exists()

    @pytest.mark.parametrize("workers", ["0", "2"])
    def test_more_than_fit_on_a_screen(self, workers: str, here: pytest.Pytester) -> None:
        """The rest stands in a file beside the report, which goes when they are mended."""
        good = {file: file.read_text(encoding="utf-8") for file in (here.path / "matters").rglob("*.yaml")}
        for file, text in good.items():
            file.write_text(text.replace("类型:", "类形:"), encoding="utf-8")
        run = here.runpytest_subprocess("--co", "-n", workers)
        lines = (run.stdout.str() + run.stderr.str()).splitlines()
        shown, listed = [line for line in lines if "类形: “" in line], here.path / "事项清单错误.txt"
        assert run.ret == pytest.ExitCode.USAGE_ERROR
        assert len(shown) == MISTAKES_SHOWN
        whole = listed.read_text(encoding="utf-8-sig").splitlines()
        assert len(whole) > 1 + MISTAKES_SHOWN
        assert whole[1 : 1 + MISTAKES_SHOWN] == shown
        assert f"……另有 {len(whole) - 1 - MISTAKES_SHOWN} 处，全部写在 {listed}" in lines
        for file, text in good.items():
            file.write_text(text, encoding="utf-8")
        assert here.runpytest_subprocess("--co", "-n", workers).ret == pytest.ExitCode.OK
        assert not listed.exists()

    def test_a_refused_inventory_is_read_once(self, here: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        readings: list[Path] = []

        def read(root: Path, today: date | None = None) -> Inventory:
            readings.append(root)
            return load(root, today)

        monkeypatch.setattr("zicha.inspection.selection.load", read)
        file = here.path / "matters" / "市直" / "工业和信息化局.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("审批部门:", "审批部:"), encoding="utf-8")
        assert here.runpytest_inprocess("--co").ret == pytest.ExitCode.USAGE_ERROR
        assert len(readings) == 1

    def test_a_mistake_leaves_the_earlier_report_where_it_is(self, here: pytest.Pytester) -> None:
        report = here.path / "report"
        report.mkdir()
        (report / "findings.jsonl").write_text("", encoding="utf-8")
        here.runpytest_inprocess("--department", "不存在的局")
        assert (report / "findings.jsonl").exists()


class TestPartial:
    """Part of a run leaves rows 未查完, and never says 无问题."""

    @pytest.mark.parametrize(
        "arguments",
        [("-m", "guide_accuracy"), ("-k", "login or limits"), ("tests_portal/test_evaluation.py",)],
        ids=["marker", "keyword", "file"],
    )
    def test_rows_stay_open(self, arguments: tuple[str, ...], suite: Path, evidence: Path) -> None:
        run = replay(suite, evidence, "--matter", CLEAN, *arguments)
        assert run.code == 0, run.output
        assert 1 <= len(run.findings) < len(catalogue())
        assert "无问题 0，有问题 0，未查完 1" in run.output
        row = next(row for row in cells(workbook(run, "生态环境局")) if CLEAN in row)
        assert row[-1] == ""
        pages = "".join(file.read_text(encoding="utf-8") for file in (run.report / "departments").glob("*.html"))
        assert NOT_RUN in pages

    def test_last_failed_runs_what_failed(self, base: Inspection, suite: Path, evidence: Path) -> None:
        replay(suite, evidence)
        again = replay(suite, evidence, "--lf")
        failed = {(f.matter, f.check) for f in base.findings if f.verdict is Verdict.PROBLEM}
        assert {(f.matter, f.check) for f in again.findings} == failed
        assert again.code == 1


class TestOtherTests:
    """The plugin leaves alone what is not its own."""

    FOREIGN = """
        import pytest

        def test_login_succeeds():
            pass

        def test_form_is_simple(tmp_path):
            assert tmp_path.is_dir()

        @pytest.fixture
        def portal():
            return "theirs"

        @pytest.fixture
        def guide(portal):
            return f"{portal} too"

        def test_their_own_fixtures(guide):
            assert guide == "theirs too"

        @pytest.mark.parametrize("matter", [1, 2])
        def test_a_matter_of_theirs(matter):
            assert matter

        @pytest.mark.xfail(strict=True)
        def test_expected():
            assert False

        def test_failing():
            assert 1 == 2, "their words"
    """

    def test_a_foreign_suite_runs_as_ever(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
        pytester.makepyfile(self.FOREIGN)
        result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
        result.assert_outcomes(passed=5, failed=1, xfailed=1)
        result.stdout.fnmatch_lines(["*AssertionError: their words*"])
        result.stdout.no_fnmatch_line("*自查*")
        assert not any((pytester.path / name).exists() for name in ("report", "matters", "test-results"))

    def test_beside_the_checks(self, suite: Path, evidence: Path) -> None:
        (suite / "tests_portal" / "test_own.py").write_text("def test_own(tmp_path):\n    pass\n", encoding="utf-8")
        run = replay(suite, evidence, "--matter", CLEAN, "-q")
        assert run.code == 0
        skipped = sum(verdict == Verdict.NOT_APPLICABLE for verdict in run.verdicts().values())
        assert f"{len(catalogue()) + 1 - skipped} passed, {skipped} skipped" in run.output
        assert len(run.findings) == len(catalogue())

    def test_a_city_may_set_its_own_thresholds(self, suite: Path, evidence: Path) -> None:
        """Fixtures of the conftest win over the plugin's."""
        (suite / "conftest.py").write_text(
            "import pytest\n\n\n@pytest.fixture(scope='session')\ndef thresholds(request):\n"
            "    return request.config.stash[RUN].access.manifest.thresholds.model_copy(update={'raters': 2})\n\n\n"
            "from zicha.fixtures import RUN\n",
            encoding="utf-8",
        )
        run = replay(suite, evidence, "--matter", CLEAN)
        verdicts = {check: verdict for (_, check, _), verdict in run.verdicts().items()}
        assert verdicts.pop("form_is_simple") == Verdict.NEEDS_PERSON
        nothing_to_judge = [check for check, verdict in verdicts.items() if verdict == Verdict.NOT_APPLICABLE]
        assert nothing_to_judge == ["service_scope_agrees", "shared_licences_are_fetched"]
        assert {*verdicts.values()} - {Verdict.NOT_APPLICABLE} == {Verdict.CLEAN}

    def test_without_xdist(self, suite: Path, evidence: Path) -> None:
        run = replay(suite, evidence, "--matter", MINE, "-p", "no:xdist", "-p", "no:html")
        assert run.code == 1, run.output
        assert len(run.findings) == len(catalogue())


def test_nothing_selected_by_pytest_makes_no_report(suite: Path) -> None:
    run = inspect(suite, "-k", "no_such_check")
    assert run.code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert not run.report.exists()


def test_the_authorisation_beside_the_matters_is_taken(here: pytest.Pytester) -> None:
    assert here.parseconfigure().stash[RUN].options.authorisation is None
    usual = authorise(here.path / "authorisation.yaml", "portal.example")
    assert here.parseconfigure().stash[RUN].options.authorisation == usual
    other = authorise(here.path / "other.yaml", "portal.example")
    named = here.parseconfigure(f"--authorisation={other}")
    assert named.stash[RUN].options.authorisation == other


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "city.yaml 不是内置演示门户，没有授权书就不访问"),
        ({"portal": "http://127.0.0.1:8"}, "授权书是给 http://127.0.0.1:8 的，不是给 http://127.0.0.1:9 的"),
        ({"hosts": ("127.0.0.2",)}, "授权书的“访问主机”没有列出门户本身"),
        ({"until": "2020-12-31"}, "授权书的有效期到2020-12-31为止"),
        ({"deeds": ("登录",)}, "授权书没有允许“查看”"),
    ],
)
def test_no_portal_is_visited_without_an_authorisation(
    given: dict[str, Any] | None, message: str, here: pytest.Pytester
) -> None:
    """Also on this machine: what answers there may be a tunnel to anywhere."""
    portal = "extends: demo\ntitle: 邻市\naddress: http://127.0.0.1:9\n"
    (here.path / "city.yaml").write_text(portal, encoding="utf-8")
    if given is not None:
        authorise(here.path / "authorisation.yaml", "127.0.0.1", **{"portal": "http://127.0.0.1:9", **given})
    result = here.runpytest_inprocess("--portal", "city.yaml")
    output = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR, output
    assert output.count(message) == 1, output
    assert not (here.path / "report" / "evidence").exists(), "refused before anything is written"


@pytest.mark.parametrize(
    ("options", "debug", "names"),
    [
        (["--tracing", "on"], "", "--tracing"),
        (["--video", "retain-on-failure"], "", "--video"),
        (["--screenshot", "only-on-failure"], "", "--screenshot"),
        (["--tracing", "on", "--video", "on"], "", "--tracing、--video"),
        ([], "pw:api", "环境变量 DEBUG"),
    ],
)
def test_nothing_is_recorded_but_at_the_embedded_portal(
    options: list[str], debug: str, names: str, here: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recording holds what was typed, and the session."""
    monkeypatch.setenv("DEBUG", debug)
    pages = "pages: {home: /, guide: '/g/{page_id}', login: /l, cases: /c}"
    portal = f"extends: base\ntitle: 邻市\naddress: https://portal.example\n{pages}\n"
    (here.path / "city.yaml").write_text(portal, encoding="utf-8")
    authorise(here.path / "authorisation.yaml", "portal.example", portal="https://portal.example")
    result = here.runpytest_inprocess("--portal", "city.yaml", *options)
    output = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR, output
    assert f"{names} 会把页面、填写的内容和登录状态原样录下来" in output
    assert not (here.path / "report" / "evidence").exists()


@pytest.mark.parametrize(("option", "is_file"), [("--report", False), ("--portal", True), ("--authorisation", True)])
def test_what_stands_elsewhere_after_a_blank(option: str, is_file: bool, here: pytest.Pytester, tmp_path: Path) -> None:
    """pytest would take it for a place of tests, and leave this project for it."""
    place = tmp_path / "elsewhere" / "there.yaml"
    place.parent.mkdir()
    place.write_text("extends: demo\n") if is_file else place.mkdir()
    result = here.runpytest_inprocess(option, str(place))
    output = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR, output
    assert f"请用等号连写：{option}={place}" in output


def test_a_report_that_is_torn_is_not_judged_again(here: pytest.Pytester, tmp_path: Path) -> None:
    Archive(tmp_path / "evidence").begin(manifest_of(load_profile("demo", "https://portal.example")))
    (tmp_path / "findings.jsonl").write_text('{"matter": "1141\n{}\n')
    result = here.runpytest_inprocess(f"--replay={tmp_path}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "findings.jsonl 第1行读不懂" in result.stdout.str() + result.stderr.str()
