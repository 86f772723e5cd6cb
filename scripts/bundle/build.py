"""make bundle: one zip a platform, to be carried to a computer without internet: wheels, launchers, manual.

The wheels are those of the lock, by its hashes. A wheel for another platform is chosen as pip there would choose it: by
the markers of the lock under that platform's values, and by its tags.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

from zicha import __version__

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "dist" / "manual"
LOCKS = ("requirements.txt", "requirements-pip.txt")
PYTHONS = ("3.11", "3.12", "3.13")
_HERE = Path(__file__).parent
_OLDEST_GLIBC, _NEWEST_GLIBC = 5, 28
"""Of Kylin V10 and UOS 20; wheels for an older one run there as well."""
_SHELL = '#!/bin/sh\ncd "$(dirname "$0")" || exit 1\n{}\n'
_BATCH = '@echo off\r\ncd /d "%~dp0"\r\n{}\r\npause\r\n'
_INSTALL = (
    "for python in python3.13 python3.12 python3.11 python3; do\n"
    '    "$python" -c "" 2>/dev/null && exec "$python" files/install.py\n'
    "done\n"
    "echo 没有找到 Python，请先安装 Python 3.11、3.12 或 3.13"
)
_INSTALL_ON_WINDOWS = (
    "for %%v in (3.13 3.12 3.11) do py -%%v -V >nul 2>&1 && (py -%%v files\\install.py & goto end)\r\n"
    "python files\\install.py || echo 没有装成。没有 Python 的，请先安装 64 位的 Python 3.11、3.12 或 3.13\r\n"
    ":end"
)
_MENU, _MENU_ON_WINDOWS = (
    "cd 自查 && exec ../.venv/bin/python -m zicha.cli menu",
    "cd 自查\r\n..\\.venv\\Scripts\\python -m zicha.cli menu",
)


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine. `markers` are what a lock asks of it, `tags` the wheels that run there."""

    name: str
    markers: Mapping[str, str]
    tags: tuple[str, ...]
    is_windows: bool = False


def _linux(machine: str) -> Platform:
    versions = range(_NEWEST_GLIBC, _OLDEST_GLIBC - 1, -1)
    tags = (*(f"manylinux_2_{minor}_{machine}" for minor in versions), f"manylinux2014_{machine}")
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Platform(f"linux-{machine}", markers, tags)


_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
PLATFORMS = (
    Platform("windows-x64", _WINDOWS, ("win_amd64",), is_windows=True),
    _linux("x86_64"),
    _linux("aarch64"),
)


def locked(platform: Platform, python: str, text: str) -> Iterator[str]:
    """Yield the entries of a lock that apply on a platform: name, version and hashes, without their marker."""
    environment = {**platform.markers, "python_version": python, "python_full_version": f"{python}.0"}
    for entry in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]:
        lines = [line for line in entry.splitlines() if line and not line.lstrip().startswith("#")]
        pinned, *hashes = " ".join(line.rstrip("\\ ").strip() for line in lines).split(" --hash=")
        requirement = Requirement(pinned.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            yield " --hash=".join([f"{requirement.name}{requirement.specifier}", *hashes])


def download(platform: Platform, wheels: Path, pythons: Sequence[str]) -> None:
    """Fetch the wheels of the locks for a platform and some versions of Python."""
    tags = [part for tag in platform.tags for part in ("--platform", tag)]
    for python in pythons:
        with TemporaryDirectory() as folder:
            chosen = Path(folder) / "requirements.txt"
            entries = (line for lock in LOCKS for line in locked(platform, python, (ROOT / lock).read_text("utf-8")))
            chosen.write_text("\n".join(entries), encoding="utf-8")
            command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--only-binary", ":all:"]
            command += ["--require-hashes", "--python-version", python, *tags, "-d", str(wheels), "-r", str(chosen)]
            subprocess.run(command, check=True)


def build(platform: Platform, out: Path, pythons: Sequence[str] = PYTHONS) -> Path:
    """Write the zip of a platform into a folder, and return it."""
    name = f"zicha-{__version__}-{platform.name}"
    with TemporaryDirectory() as scratch:
        top = Path(scratch) / name
        wheels = top / "files" / "wheels"
        wheels.mkdir(parents=True)
        hatchling = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
        subprocess.run(hatchling, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        download(platform, wheels, pythons)
        shutil.copy(_HERE / "install.py", top / "files")
        shutil.copy(ROOT / "requirements.txt", top / "files")
        shutil.copytree(MANUAL, top / "手册")
        _launchers(top, platform)
        out.mkdir(parents=True, exist_ok=True)
        return Path(shutil.make_archive(str(out / name), "zip", scratch, name))


def _launchers(top: Path, platform: Platform) -> None:
    """Write what is double-clicked. A batch file is read in the code page of Chinese Windows."""
    if platform.is_windows:
        for name, lines in (("安装.bat", _INSTALL_ON_WINDOWS), ("自查.bat", _MENU_ON_WINDOWS)):
            (top / name).write_bytes(_BATCH.format(lines).encode("gbk"))
        return
    for name, lines in (("安装.sh", _INSTALL), ("自查.sh", _MENU)):
        (top / name).write_text(_SHELL.format(lines), encoding="utf-8", newline="\n")
        (top / name).chmod(0o755)


def main() -> None:
    names = [each.name for each in PLATFORMS]
    parser = argparse.ArgumentParser(description="Write the bundles for computers without internet.")
    parser.add_argument("platforms", nargs="*", metavar="PLATFORM", help=f"of {', '.join(names)}; all of them if none")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    if unknown := set(options.platforms) - set(names):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    for platform in PLATFORMS:
        if not options.platforms or platform.name in options.platforms:
            made = build(platform, options.out)
            print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
