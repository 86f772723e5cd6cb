"""安装.bat and 安装.sh run this: it makes .venv beside them from the wheels of the bundle, and asks no index.

It is run by whatever Python the machine has, so it says what is wrong with that before it uses anything new.
"""

import subprocess
import sys
from pathlib import Path

FILES = Path(__file__).resolve().parent
BUNDLE = FILES.parent
OWN = "自查"
"""The folder of the department's project."""


def main() -> int:
    """Install, and make the department's folder. Returns the exit code."""
    version = sys.version_info[:2]
    if not (3, 11) <= version <= (3, 13) or sys.maxsize < 2**32:
        print("需要 64 位的 Python 3.11、3.12 或 3.13，本机的是 {}.{}。请先安装".format(*version))
        return 1
    import venv

    print("正在安装，大约一分钟……", flush=True)
    venv.create(BUNDLE / ".venv", with_pip=False, clear=True)
    binaries = BUNDLE / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
    wheels = FILES / "wheels"
    pip = [str(binaries / "python"), str(next(wheels.glob("pip-*.whl")) / "pip")]
    install = [*pip, "install", "-q", "--disable-pip-version-check", "--no-index", "--no-deps"]
    own = next(wheels.glob("pytest_zicha-*.whl"))
    locked = ["--require-hashes", "--find-links", str(wheels), "-r", str(FILES / "requirements.txt")]
    for wanted in (locked, [str(own)]):
        if subprocess.run([*install, *wanted], check=False).returncode:
            print("没有装成，请把以上内容发给维护人员")
            return 1
    return new_project(binaries)


def new_project(binaries: Path) -> int:
    """Make the department's folder, but where it is there already."""
    if not (BUNDLE / OWN / "matters").is_dir():
        department = input("请输入填报单位全称（如 开封市民政局），按回车：").strip()
        made = subprocess.run([binaries / "zicha", "new", department, "--folder", BUNDLE / OWN], check=False)
        if made.returncode:
            return made.returncode
    print("安装好了。以后双击“自查”即可")
    return 0


if __name__ == "__main__":
    sys.exit(main())
