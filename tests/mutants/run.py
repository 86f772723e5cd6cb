"""Change the rules, the judging and the ledger's rows in every small way, and see which changes the unit tests notice.

mutmut writes every mutant of a function beside the function, behind a switch, and mypy sorts out those that it sees.
Its own runner starts pytest anew for each mutant. Here the tests are collected once; then a process is forked for each
mutant, which runs the tests that reach the changed function, the quickest first, up to the first that fails.

Usage: python tests/mutants/run.py [--survivors] [--sample N] [module ...]
"""

from __future__ import annotations

import argparse
import difflib
import gc
import hashlib
import json
import mmap
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKSPACE = ROOT / "build" / "mutants"
SOURCES = ROOT / "plugin"
MUTANTS = WORKSPACE / "mutants" / "src"
RESULTS = WORKSPACE / "caught.json"
EQUIVALENT = Path(__file__).parent / "equivalent.yaml"
TARGET = 0.95
MODULES = (
    "zicha/rules/**/*.py",
    "zicha/published/**/*.py",
    "zicha/text/**/*.py",
    "zicha/judging/**/*.py",
    "zicha/ledger/rows.py",
)
TESTS = (
    "tests/rules", "tests/published", "tests/text", "tests/judging", "tests/model", "tests/catalogue",
    "tests/ledger/test_rows.py", "tests/test_questions.py", "tests/test_following.py",
    "tests/test_what_was_collected.py",
)  # fmt: skip
OPTIONS = (
    "-q",
    "-s",
    "--tb=no",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-o",
    "addopts=",
    "--hypothesis-profile=mutants",
)
MYPY = ("--output=json", "--follow-imports=silent", "--disable-error-code=unused-ignore")
WORKERS = os.cpu_count() or 1
LEAST_SECONDS = 5
"""Processor time that every mutant has beside three times what its tests take: some would go on for ever."""
MOST_SECONDS = 12.0
"""Processor time of the tests that are asked about one mutant; what they do not notice counts as not noticed."""
MEMORY = 4 << 30


@dataclass(frozen=True)
class Mutant:
    """One small change of one function."""

    name: str
    """As mutmut switches it on."""
    function: str
    """The function that mutmut says its tests reach."""
    removed: str
    added: str

    @property
    def module(self) -> str:
        return self.function.rpartition(".")[0]

    @property
    def key(self) -> str:
        """What it is known by when the function is changed elsewhere."""
        return f"{plain(self.function)}: {self.removed} → {self.added}"


def plain(function: str) -> str:
    """zicha.text.answers.x_amount or zicha.text.answers.xǁLimitǁcovers as a reader would write it."""
    module, _, name = function.rpartition(".")
    return f"{module}.{name.removeprefix('x_') if 'ǁ' not in name else name[2:].replace('ǁ', '.')}"


# ── writing the mutants ──────────────────────────────────────────────────────────────────────────────────────────


def write_mutants(modules: Sequence[str]) -> list[Mutant]:
    """Fill the workspace with the sources and the mutants of modules; those of an unchanged module are kept."""
    files = {name for pattern in MODULES for name in sorted(SOURCES.glob(pattern)) if name.suffix == ".py"}
    chosen = [file.relative_to(SOURCES) for file in files if not modules or _dotted(file).startswith(tuple(modules))]
    only = json.dumps([f"src/{file.as_posix()}" for file in sorted(chosen)])
    settings = f'[tool.mutmut]\nsource_paths = ["src"]\nonly_mutate = {only}\ntrack_dependencies = false\n'
    file = WORKSPACE / "pyproject.toml"
    if not file.exists() or file.read_text(encoding="utf-8") != settings:
        shutil.rmtree(MUTANTS, ignore_errors=True)  # it takes a plain copy for one with mutants
    file.write_text(settings, encoding="utf-8")
    shutil.rmtree(WORKSPACE / "src", ignore_errors=True)
    shutil.copytree(SOURCES, WORKSPACE / "src")
    shutil.copytree(SOURCES, MUTANTS, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    os.chdir(WORKSPACE)  # where mutmut looks for its settings, and writes
    from mutmut.__main__ import create_mutants
    from mutmut.utils.file_utils import walk_mutatable_files

    with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing):
        create_mutants(WORKERS)
    paths = sorted(walk_mutatable_files())
    wrong = _ill_typed(paths)
    mutants = [mutant for path in paths for mutant in _mutants_of(path, wrong)]
    print(f"{len(mutants)} mutants; {len(wrong)} others are left out, since mypy sees them", flush=True)
    return mutants


def _dotted(file: Path) -> str:
    return ".".join(file.relative_to(SOURCES).with_suffix("").parts)


def _mutants_of(path: Path, wrong: Container[str]) -> Iterator[Mutant]:
    """The mutants of a file, read from where mutmut wrote them, but for those that mypy sees."""
    from mutmut.mutation.data import MutantLineSpans, SourceFileMutationData
    from mutmut.utils.format_utils import mangled_name_from_mutant_name

    data, index = SourceFileMutationData(path=path), MutantLineSpans.load(path)
    assert index is not None, path
    data.load()
    lines = (MUTANTS.parent / path).read_text(encoding="utf-8").splitlines()
    for name in data.exit_code_by_key:
        if name in wrong:
            continue
        function, generated = mangled_name_from_mutant_name(name), name.rpartition(".")[2]
        original = f"{function.rpartition('.')[2]}__mutmut_orig"
        before, after = (
            [line.strip().replace(each, "") for line in lines[span.start - 1 : span.end]]
            for each, span in ((each, index.span_by_function_name[each]) for each in (original, generated))
        )
        changes = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
        removed, added = (" ".join(line[1:] for line in changes if line.startswith(sign)) for sign in "-+")
        yield Mutant(name, function, removed, added)


def _ill_typed(paths: Sequence[Path]) -> set[str]:
    """The mutants in which mypy sees a mistake."""
    from mutmut.mutation.data import MutantLineSpans
    from mutmut.utils.format_utils import get_mutant_name

    command = [sys.executable, "-m", "mypy", f"--config-file={ROOT / 'pyproject.toml'}", *MYPY, *map(str, paths)]
    environment = {**os.environ, "MYPYPATH": "src"}
    run = subprocess.run(command, cwd=MUTANTS.parent, env=environment, stdout=subprocess.PIPE, check=False)
    mistakes = [json.loads(line) for line in run.stdout.splitlines()]
    lines = {path: {each["line"] for each in mistakes if Path(each["file"]) == path} for path in paths}
    wrong = set()
    for path in paths:
        index = MutantLineSpans.load(path)
        assert index is not None, path
        for function, span in index.span_by_function_name.items():
            if any(span.start <= line <= span.end for line in lines[path]):
                wrong.add(get_mutant_name(path, function))
    return wrong


# ── running the tests ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Attempt:
    """A mutant that is being tried in a process of its own."""

    mutant: Mutant
    noticed_by: mmap.mmap
    """Shared with that process: 1 more than the place of the test that failed, 0 when none did."""


class Mutation:
    """A plugin that runs, instead of all tests once, for each mutant those that reach it."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self._mutants = mutants
        self._failed = False
        self._noticed: defaultdict[str, Counter[int]] = defaultdict(Counter)
        """Function or module → the tests that noticed changes of it: the first to ask about the next one."""
        self.caught: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("the tests could not be collected")
        reached = self._reached(session)
        gc.freeze()  # else every process would copy what it only collects
        running: dict[int, Attempt] = {}
        for number, mutant in enumerate(self._mutants, 1):
            tests = self._chosen(mutant, reached.get(mutant.function, ()))
            if not tests:
                self.caught[mutant.key] = False
                continue
            if len(running) == WORKERS:
                self._take(running)
            attempt = Attempt(mutant, mmap.mmap(-1, mmap.PAGESIZE))
            limit = LEAST_SECONDS + 3 * sum(seconds for seconds, _ in tests)
            work = partial(self._notices, attempt, session.items, [index for _, index in tests])
            running[_fork(work, limit)] = attempt
            if number % 50 == 0:
                print(f"{number} of {len(self._mutants)}", flush=True)
                self.keep()
        while running:
            self._take(running)
        self.keep()
        return True

    def keep(self) -> None:
        """Write down what was noticed so far, beside what earlier runs say of others."""
        RESULTS.write_text(json.dumps(earlier_results() | self.caught, ensure_ascii=False, indent=0), encoding="utf-8")

    def _chosen(self, mutant: Mutant, tests: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
        """The tests that reach it: those that noticed its like first, then the quickest, as long as there is time."""
        likely, possible = self._noticed[mutant.function], self._noticed[mutant.module]
        chosen, left = [], MOST_SECONDS
        for seconds, index in sorted(tests, key=lambda test: (-likely[test[1]], -possible[test[1]], test[0])):
            if left > 0:
                chosen.append((seconds, index))
                left -= seconds
        return chosen

    def _take(self, running: dict[int, Attempt]) -> None:
        """Wait for one of them to end. What has used up its time or its memory was noticed, too."""
        pid, status = os.wait()
        attempt = running.pop(pid)
        mutant, place = attempt.mutant, int.from_bytes(attempt.noticed_by[:8], "little")
        if place:
            self._noticed[mutant.function][place - 1] += 1
            self._noticed[mutant.module][place - 1] += 1
        self.caught[mutant.key] = self.caught.get(mutant.key, True) and status != 0

    def _notices(self, attempt: Attempt, items: Sequence[pytest.Item], places: Sequence[int]) -> bool:
        from mutmut.mutation.trampoline import set_mutant_under_test

        set_mutant_under_test(attempt.mutant.name)
        for place, following in zip(places, (*places[1:], None), strict=True):
            if self._fails(items[place], None if following is None else items[following]):
                attempt.noticed_by[:8] = (place + 1).to_bytes(8, "little")
                return True
        return False

    def _fails(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        self._failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return self._failed

    def _reached(self, session: pytest.Session) -> Mapping[str, Sequence[tuple[float, int]]]:
        """Function → seconds and place of each test that reaches it; asked in another process, so nothing is cached."""
        from mutmut.mutation.trampoline import set_mutant_under_test
        from mutmut.state import state

        file = WORKSPACE / "reached.json"

        def run_all() -> bool:
            set_mutant_under_test("stats")
            reached: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
            for index, item in enumerate(session.items):
                begun = time.process_time()
                if self._fails(item, session.items[index + 1] if index + 1 < len(session.items) else None):
                    print(f"fails without any change: {item.nodeid}", file=sys.__stderr__)
                    return False
                for function in state()._stats:
                    reached[function].append((time.process_time() - begun, index))
                state()._stats.clear()
            file.write_text(json.dumps(reached), encoding="utf-8")
            return True

        _, status = os.waitpid(_fork(run_all, limit=1200), 0)
        if status == 0:
            raise session.Interrupted("the tests must pass before anything is changed")
        reached: dict[str, list[tuple[float, int]]] = json.loads(file.read_text(encoding="utf-8"))
        return reached


def _fork(work: Callable[[], bool], limit: float) -> int:
    """Do it in another process, which has so many seconds of the processor; it ends with 0 when the answer is no."""
    pid = os.fork()
    if pid:
        return pid
    seconds = int(time.process_time() + limit)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    try:
        os._exit(work())
    except BaseException:  # a change that ends the test session is noticed
        os._exit(1)


# ── what came of it ──────────────────────────────────────────────────────────────────────────────────────────────


def earlier_results() -> dict[str, bool]:
    """Mutant → whether it was noticed, as far as it was tried."""
    results: dict[str, bool] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    return results


def equivalent_mutants() -> dict[str, str]:
    """Mutant → why nothing could notice it."""
    reasons: dict[str, str] = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or {}
    return reasons


def report(mutants: Sequence[Mutant], caught: Mapping[str, bool], equivalent: Mapping[str, str]) -> bool:
    """Print the share that was caught, and what was not. Whether the share is as it must be.

    `equivalent` says of a mutant why it changes nothing that anybody could notice.
    """
    tried = [mutant for mutant in mutants if mutant.key in caught]
    counted = [mutant for mutant in tried if mutant.key not in equivalent or caught[mutant.key]]
    by_module = Counter(mutant.module for mutant in counted)
    missed = [mutant for mutant in counted if not caught[mutant.key]]
    for module, count in sorted(by_module.items()):
        survivors = [mutant for mutant in missed if mutant.module == module]
        print(f"{1 - len(survivors) / count:7.1%} of {count:4} {module}")
        for mutant in survivors:
            print(f"          {mutant.key}")
    for key in sorted(equivalent.keys() & {mutant.key for mutant in mutants if caught.get(mutant.key)}):
        print(f"no longer a survivor, take it out of {EQUIVALENT.name}: {key}")
    share = 1 - len(missed) / len(counted) if counted else 1.0
    print(f"{share:.1%} of {len(counted)} mutants caught, {len(tried) - len(counted)} equivalent ones left out")
    return share >= TARGET


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("modules", nargs="*", help="such as zicha.text.answers; all when none is named")
    arguments.add_argument("--survivors", action="store_true", help="only those that were not caught the last time")
    arguments.add_argument("--sample", type=int, help="only so many of them, always the same: a first estimate")
    options = arguments.parse_args()
    before = earlier_results()
    WORKSPACE.mkdir(parents=True, exist_ok=True)
    mutants = write_mutants(options.modules)
    mutants = sorted(mutants, key=lambda mutant: hashlib.sha256(mutant.key.encode()).digest())[: options.sample]
    mutants.sort(key=lambda mutant: mutant.function)  # what noticed one of them is asked first about the next
    to_try = [mutant for mutant in mutants if not (options.survivors and before.get(mutant.key))]
    mutation = Mutation(to_try)
    os.chdir(ROOT)
    sys.path.insert(0, str(MUTANTS))
    tests = [name for name in TESTS if Path(name).exists()]
    if pytest.main([*OPTIONS, *tests], plugins=[mutation]) not in (
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    ):
        return 1
    return 0 if report(mutants, earlier_results(), equivalent_mutants()) else 1


if __name__ == "__main__":
    sys.exit(main())
