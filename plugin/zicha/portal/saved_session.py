"""登录状态: the login that a person has saved, with whose it is. Whoever has the file is logged in, so it is a key.

It is what Playwright saves of a browser, encrypted where the system has a keyring, with a word of ours beside it. What
Playwright alone has written is read, too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from zicha.model.base import Model
from zicha.model.choices import Identity
from zicha.model.finding import Uncheckable
from zicha.portal.keyring_key import NoKeyError, decrypted, encrypted

_OURS, _SEALED = "zicha", "加密"


class Owner(Model):
    """Whose login it is, at which portal, since when."""

    identity: Identity = Field(alias="身份")
    whose: str = Field("", alias="谁")
    """The name that the portal greets, masked."""
    portal: str = Field(alias="门户")
    since: datetime = Field(alias="登录时间")


class _Cookie(BaseModel, strict=True):
    """As Playwright takes it; what else it bears is left as it is."""

    name: str
    value: str = ""
    domain: str = ""
    path: str = "/"
    expires: float = -1
    http_only: bool = Field(default=True, alias="httpOnly")
    secure: bool = False
    same_site: Literal["Strict", "Lax", "None"] = Field(default="Lax", alias="sameSite")


class _Item(BaseModel, strict=True):
    name: str
    value: str


class _Origin(BaseModel, strict=True):
    origin: str
    items: list[_Item] = Field(default_factory=list, alias="localStorage")


class _State(BaseModel, strict=True):
    cookies: list[_Cookie]
    origins: list[_Origin] = Field(default_factory=list)


class SavedSession(Model):
    """A saved login."""

    state: dict[str, Any] = Field(repr=False)
    """As Playwright writes it and takes it."""
    owner: Owner | None = None
    """None where Playwright alone has written it."""

    def hosts(self) -> frozenset[str]:
        """Return the hosts that the browser would send something of this login to."""
        return frozenset(str(each.get("domain", "")).lstrip(".") for each in self.state.get("cookies", ()))

    def has_run_out(self, at: datetime) -> bool:
        """Return whether every cookie that has an end has come to it, so that nothing is left of the login."""
        cookies = self.state.get("cookies", ())
        ends = [float(each.get("expires", -1)) for each in cookies]
        return not cookies or all(0 < end < at.timestamp() for end in ends)


def read_session(file: Path) -> SavedSession:
    """Read a saved login. Raise Uncheckable where there is none that can be read."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        ours = data.pop(_OURS, None) if isinstance(data, dict) else None
        if isinstance(data, dict) and _SEALED in data:
            data = json.loads(decrypted(str(data[_SEALED])))
        _State.model_validate(data)
        return SavedSession(state=data, owner=None if ours is None else Owner.model_validate(ours))
    except NoKeyError as error:
        reason = "是另一个用户或者另一台电脑加密的，或者系统的密钥环没有解锁"
        raise Uncheckable(f"登录状态文件 {file} 打不开：{reason}，请重新登录：zicha login") from error
    except FileNotFoundError as error:
        raise Uncheckable(f"没有保存的登录状态（{file}），请先登录：zicha login") from error
    except OSError as error:
        raise Uncheckable(f"登录状态文件 {file} 读不了（{error.strerror}），请重新登录：zicha login") from error
    except (ValueError, RecursionError) as error:
        raise Uncheckable(f"登录状态文件 {file} 的内容不是登录状态，请重新登录：zicha login") from error


def write_session(file: Path, state: Mapping[str, Any], owner: Owner) -> None:
    """Write a login, encrypted where that can be, so that nobody but its owner can read the file, at no moment."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    content: Mapping[str, Any] = state
    with suppress(NoKeyError):
        content = {_SEALED: encrypted(json.dumps(state, ensure_ascii=False))}
    text = json.dumps({**content, _OURS: owner.model_dump(mode="json", by_alias=True)}, ensure_ascii=False)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    beside.replace(file)
