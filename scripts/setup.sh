#!/bin/sh
# Makes .venv and installs what a lock names, then the project itself; does nothing when that is done already.
# Usage: sh scripts/setup.sh requirements.txt|requirements-dev.txt   (PYTHON=python3.12 chooses the Python)
set -eu
cd "$(dirname "$0")/.."
lock=$1
venv=.venv

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# Run a command as the administrator; fails when that needs a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        version_of "$PYTHON" >/dev/null || fail "PYTHON=$PYTHON 不能运行，请改为可用的 Python（3.11 至 3.13）"
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "没有找到 Python 3.11 或更高版本。Debian、统信、麒麟等系统可执行：sudo apt-get install python3 python3-venv"
}

# Debian keeps what venv needs in a package of its own.
make_venv() {
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package="python$(version_of "$python")-venv"
        echo "本机的 Python 缺少 venv 组件，正在安装 $package"
        if ! { command -v apt-get && as_root apt-get -qq update &&
            as_root apt-get -qq install -y --no-install-recommends "$package"; } >/dev/null 2>&1; then
            fail "未能安装 $package。请管理员执行：apt-get install $package，然后重新运行"
        fi
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "未能建立虚拟环境 $venv，请检查磁盘空间和写入权限"
}

installed() {
    cmp -s "$1" "$venv/$1" && cmp -s pyproject.toml "$venv/pyproject.toml" && [ -x "$venv/bin/zicha" ]
}

wanted=""
if [ -n "${PYTHON:-}" ]; then
    choose_python >/dev/null
    wanted=$(version_of "$PYTHON")
fi
present=$(version_of "$venv/bin/python" || true)
if [ -n "$present" ] && [ "${wanted:-$present}" = "$present" ]; then
    ! installed "$lock" || exit 0
else
    python=$(choose_python)
    echo "正在建立虚拟环境 $venv（Python $(version_of "$python")）"
    make_venv
fi

pip_install() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input install -q --no-warn-script-location "$@"
}

# The index that pip uses, by its environment or its files; empty for its own default.
index_of_pip() {
    "$venv/bin/python" -m pip config list 2>/dev/null | sed -n "s/^[^=]*\.index-url='\(.*\)'\$/\1/p" | tail -n 1
}

# uv installs in seconds what pip needs a minute for. It reads none of pip's files, so it is told of the index.
uv_install() {
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(index_of_pip)}}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    [ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"
    "$venv/bin/uv" pip install -q --python "$venv/bin/python" "$@" 2>/dev/null
}

# Install by uv. Where there is no uv for this machine, or it cannot reach what pip can, pip does it and says what fails.
install() {
    if [ -x "$venv/bin/uv" ] && uv_install "$@"; then return; fi
    pip_install "$@"
}

echo "正在安装依赖（$lock）"
rm -f "$venv/$lock" "$venv/pyproject.toml"
if ! pip_install --retries 1 --require-hashes --no-deps --only-binary :all: -r requirements-uv.txt >/dev/null 2>&1; then
    echo "没有装成较快的安装工具 uv，改用 pip，约需一两分钟"
fi
install --require-hashes --no-deps --only-binary :all: -r "$lock" ||
    fail "依赖没有装成。请检查网络；单位内网可先设置环境变量 PIP_INDEX_URL 指向内部镜像，再重新运行"
install --no-deps --no-build-isolation -e . || fail "本工具没有装成，请把以上内容发给维护人员"
cp "$lock" pyproject.toml "$venv/"
[ "$lock" = requirements.txt ] || cp requirements.txt "$venv/" # the development lock holds the other one
