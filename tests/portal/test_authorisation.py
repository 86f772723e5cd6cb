"""授权书: what may be done, about which matters, when; and what is written wrong in one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from tests.support.authorisations import authorisation, authorise
from tests.support.matters import make_matter
from tests.support.observers import OneObserver
from zicha.model.base import BEIJING
from zicha.model.finding import Uncheckable
from zicha.portal.authorisation import AuthorisationError, Deed, load_authorisation, written
from zicha.portal.authorised import AuthorisedObservers
from zicha.portal.interface import Observer

MATTER = make_matter()
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("changes", "at", "reason"),
    [
        ({}, NOON, ""),
        ({"matters": (MATTER.name,)}, NOON, ""),
        ({"matters": (MATTER.code,)}, NOON, ""),
        ({"matters": ("排污许可证核发",)}, NOON, f"授权书没有列出事项“{MATTER.name}”"),
        ({"deeds": (Deed.LOG_IN,)}, NOON, "授权书没有允许“查看”"),
        ({"until": "2026-11-30"}, NOON, ""),
        ({"until": "2026-11-29"}, NOON, "授权书的有效期到2026-11-29为止"),
        ({"hours": "08:30-12:00"}, NOON, "授权的时段是08:30-12:00，现在是12:00"),
        ({"hours": "8:30-12:01"}, NOON, ""),
        ({"hours": "22:00-06:00"}, NOON, "授权的时段是22:00-06:00，现在是12:00"),
        ({"hours": "22:00-06:00"}, NOON.replace(hour=23), ""),
        ({"hours": "22:00-06:00"}, NOON.replace(hour=5, minute=59), ""),
        ({"hours": "22:00-06:00"}, NOON.replace(hour=6), "授权的时段是22:00-06:00，现在是06:00"),
    ],
)
def test_what_may_be_done_when(changes: dict[str, Any], at: datetime, reason: str) -> None:
    assert authorisation("portal.example", **changes).refusal(Deed.VIEW, MATTER, at) == reason


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    given = authorisation("portal.example", "dept.example:8080", hours="08:30-18:00", matters=("取水许可审批", "甲"))
    file = tmp_path / "authorisation.yaml"
    file.write_text(written(given), encoding="utf-8")
    assert load_authorisation(file) == given


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("有效期: 2026-12-31", "“有效期”不对：没有这一项，请核对名称。您是否想写“有效期至”？"),
        ("允许: [查看, 删除]", "“允许.第2项”不对：应当是这些之一：查看、登录、提交、评价、撤回"),
        ("允许: [提交]", "也要允许“撤回”"),
        ("访问主机: [https://portal.example/]", "应当只写主机名"),
        ("时段: 上班时间", "“上班时间”应当写成 08:30-18:00 这样的时段"),
        ("时段: 08:00-08:00", "应当写成"),
        ("门户网址: portal.example", "应当是以 https:// 或者 http:// 开头的网址"),
        ("事项: []", "“事项”不对：应当至少有一项"),
        ("有效期至: 2026-13-01", "读不懂：写有不存在的日期或者时间"),
        ("有效期至: 年底", "“有效期至”不对：应当是 2026-12-31 这样的日期"),
        ("授权人: ''", "“授权人”不对：不能是空的"),
    ],
)
def test_what_is_written_wrong_is_told(line: str, message: str, tmp_path: Path) -> None:
    file = authorise(tmp_path / "authorisation.yaml", "portal.example")
    key = line.partition(":")[0]
    kept = [each for each in file.read_text(encoding="utf-8").splitlines() if not each.startswith(f"{key}:")]
    file.write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(AuthorisationError) as caught:
        load_authorisation(file)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"), [("- 甲", "名称: 值"), ("a: [", "读不懂：第1行：上文的方括号或花括号没有成对")]
)
def test_what_is_no_authorisation(content: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "authorisation.yaml"
    with pytest.raises(AuthorisationError, match="找不到授权书"):
        load_authorisation(file)
    file.write_text(content, encoding="utf-8")
    with pytest.raises(AuthorisationError, match=message):
        load_authorisation(file)


def test_nothing_is_looked_at_that_is_not_allowed() -> None:
    """By what is done, by the matter, and by the hour, which may end while a run goes on."""
    now, looks = [NOON], list[Observer]()
    allowed = authorisation("portal.example", deeds=(Deed.VIEW,), hours="08:00-18:00")
    observers = AuthorisedObservers(OneObserver(Mock(spec=Observer)), allowed, lambda: now[0])
    observers.see(Deed.VIEW, MATTER, looks.append)
    for deed in set(Deed) - {Deed.VIEW}:
        with pytest.raises(Uncheckable, match="授权书没有允许"):
            observers.see(deed, MATTER, looks.append)
    now[0] = NOON.replace(hour=18)
    with pytest.raises(Uncheckable, match="授权的时段"):
        observers.see(Deed.VIEW, MATTER, looks.append)
    assert len(looks) == 1
