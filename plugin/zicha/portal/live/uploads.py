"""Files attached to an application: in a field for one, through a button that makes it, in the box that one opens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zicha.portal.live.invented_data import UPLOAD
from zicha.portal.live.look import Button, Field, Look
from zicha.portal.live.materials_page import spares
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Profile

_ATTACHES = re.compile(
    r"(?:点击|本地|立即|\+)?(?:上传(?:文件|附件|材料|图片|扫描件)?|(?:选择|选取|添加)(?:文件|附件|图片|扫描件))|浏览(?:文件)?"
)
"""What a button says that only lets one choose a file. 上传并提交 does more."""
_TAKES_OVER = ("确定", "确认", "完成", "开始上传", "上传", "保存")
"""What is pressed in the box in which a file was chosen."""


def attach_files(tab: Tab, look: Look, profile: Profile) -> Look:
    """Attach a file wherever one can be, but where the page says that none is needed: there it must do without.

    Return the page as it is then.
    """
    places = _places(look, profile)
    for place in reversed(places):  # a page may put something else in the place of a field that is filled
        tab.field(place).set_input_files([UPLOAD])
    rows: list[str] = []
    while (button := _next_button(look, rows, profile)) is not None:
        rows.append(button.row)
        if not tab.attach(button, UPLOAD):
            _attach_in_box(tab, look, profile)
        look = tab.look()  # what stands behind the button may have moved
    if not (places or rows):
        return look
    tab.settle()
    return tab.look()


def _next_button(look: Look, rows: Sequence[str], profile: Profile) -> Button | None:
    """Return a button behind which a file is chosen, of a row in which none was."""
    fitting = (button for button in look.buttons if _attaches(button, look, profile))
    return next((button for button in fitting if button.row not in rows), None)


def _places(look: Look, profile: Profile) -> list[Field]:
    return [f for f in look.fields if f.type == "file" and (f.required or not spares(f.row, profile))]


def _attaches(button: Button, look: Look, profile: Profile) -> bool:
    """Return whether a button lets one choose a file for which the page has no field yet."""
    has_field = any(f.type == "file" and (button.row == f.row or not button.row) for f in look.fields)
    chooses = _ATTACHES.fullmatch(button.text.replace(" ", "")) is not None
    return chooses and not (has_field or button.chrome or button.disabled or spares(button.row, profile))


def _attach_in_box(tab: Tab, before: Look, profile: Profile) -> None:
    """Attach a file in the box that has opened over the page, and have it taken over."""
    look = tab.look_until(lambda look: bool(_new_places(look, before, profile)), profile.limits.click)
    for place in _new_places(look, before, profile):
        tab.field(place).set_input_files([UPLOAD])
    if look.dialogs == before.dialogs:
        return
    tab.settle()
    inside = [button for button in tab.look().buttons if button.dialog and not button.disabled]
    taking = (button for text in _TAKES_OVER for button in inside if button.text.replace(" ", "") == text)
    if (button := next(taking, None)) is not None:
        tab.click(button, f"点击“{button.text}”")


def _new_places(look: Look, before: Look, profile: Profile) -> list[Field]:
    known = {(field.frame, field.index) for field in _places(before, profile)}
    return [field for field in _places(look, profile) if (field.frame, field.index) not in known]
