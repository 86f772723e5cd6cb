"""What to do where the embedded portal's libraries are not installed: they are an extra of the package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from zicha.portal.profile import ProfileError

HOW_TO_INSTALL = (
    '请在本工具的文件夹中执行：pip install ".[demo]"。'
    "自查其他门户不需要它：请用 --portal 配置文件.yaml；依据已有证据重新判定，请用 --replay=报告目录"
)


@contextmanager
def demo_extra() -> Iterator[None]:
    """Import the embedded portal in this block. Raise ProfileError if a library that it needs is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise ProfileError(f"内置演示门户没有安装（缺少 {error.name}）。{HOW_TO_INSTALL}") from error
