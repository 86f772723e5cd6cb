#!/bin/sh
# Sees to a browser that can be driven, and Chinese fonts: what is installed, else the distribution's packages, else
# Playwright's own browser. Does nothing when all is there.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Fails silently: whoever calls it says what else can be done.
apt_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y \
        --no-install-recommends "$@" >/dev/null 2>&1
}

has_chinese_fonts() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ]
}

# Playwright's own browser is there, and finds the system libraries it needs.
playwright_browser_starts() {
    "$bin/python" - >/dev/null 2>&1 <<'PYTHON'
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch().close()
PYTHON
}

driver_runs() {
    "$bin/python" -m playwright --version >/dev/null 2>&1
}

# Playwright's driver is linked with a library that a minimal Debian does not have.
if ! driver_runs && ! { apt_install libatomic1 libstdc++6 && driver_runs; }; then
    "$bin/python" -m playwright --version >&2 || true
    echo "浏览器驱动缺少系统组件，无法运行。请管理员执行：apt-get install libatomic1" >&2
    exit 1
fi

# The tests start hundreds of browsers; one that cannot show a window starts in a third of the time.
if [ "${1:-}" = "for-tests" ] && ! command -v chromium-headless-shell >/dev/null; then
    apt_install chromium-headless-shell || true
fi

if [ -n "${ZICHA_BROWSER:-}" ]; then
    "$bin/zicha" browser >/dev/null # says itself that the file is not there
elif ! "$bin/zicha" browser >/dev/null 2>&1 && ! playwright_browser_starts; then
    echo "没有找到已安装的 Chrome、Edge 或 Chromium，正在安装 Chromium"
    if ! { apt_install chromium && "$bin/zicha" browser >/dev/null 2>&1; }; then
        echo "系统软件源中没有可用的 Chromium（或没有管理员权限），正在下载 Playwright 自带的浏览器"
        "$bin/python" -m playwright install chromium >/dev/null || {
            echo "浏览器没有下载成功。请安装 Chrome、Edge 或 Chromium，或者用环境变量 ZICHA_BROWSER 指定浏览器程序" >&2
            exit 1
        }
        playwright_browser_starts || {
            as_root "$bin/python" -m playwright install-deps chromium >/dev/null 2>&1 || true
            playwright_browser_starts
        } || {
            echo "浏览器已下载，但缺少系统组件，无法启动。请管理员执行：$bin/python -m playwright install-deps chromium" >&2
            exit 1
        }
    fi
fi

if ! has_chinese_fonts; then
    echo "没有找到中文字体，正在安装"
    if ! { apt_install fontconfig fonts-noto-cjk && has_chinese_fonts; }; then
        echo "提示：没有装成中文字体，截图中的汉字会显示为方框，不影响判断。请管理员执行：apt-get install fonts-noto-cjk" >&2
    fi
fi
