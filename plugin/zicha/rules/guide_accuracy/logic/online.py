"""网办 against its form, depth, address and sign-on (rules L19–L23, L37, L41, L44)."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element
from zicha.model.matter import Channel, HandlingType, OnlineDepth, ResultKind, Scope
from zicha.model.rule_settings import RuleSetting
from zicha.published.completed import CompletedGuide
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction
from zicha.text.addresses import is_address, is_home
from zicha.text.licences import LICENCE
from zicha.text.lists import breaks_of_list

_LADDER = tuple(depth for depth in OnlineDepth if depth not in (OnlineDepth.FULL, OnlineDepth.OTHER))


def online_yes_form_window_only(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L19 (GB/T 39046-2020: 是否网办, 办理形式): on line, but only at the window."""
    online, channels = guide.online, guide.channels
    if online and channels and online.value and channels.value == {Channel.WINDOW}:
        yield Contradiction(online.quote, channels.quote)


def online_form_without_address(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L20 (inferred from GB/T 39046-2020: 网办地址): on line without an address. Not for telephones only.

    The front page of a site is asked about: the way from there is not known.
    """
    online, channels, address = guide.online, guide.channels, guide.online_address
    if channels is None or Channel.ONLINE not in channels.value:
        return
    if online is not None and not online.value:
        yield Contradiction(channels.quote, online.quote)
    if address is not None and not is_address(address.value):
        yield Contradiction(channels.quote, address.quote)
    elif address is not None and is_home(address.value):
        yield Contradiction(channels.quote, f"{address.quote}只是网站首页", ask=True)


def offline_but_deep(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L21 (inferred): not on line, but accepted or handled there."""
    online, depth = guide.online, guide.online_depth
    deep = {OnlineDepth.ACCEPTANCE, OnlineDepth.HANDLING, OnlineDepth.FULL}
    if online and depth and not online.value and deep & depth.value:
        yield Contradiction(online.quote, depth.quote)


def result_feedback_without_channel(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L22 (inferred from the element tables): 电子证照反馈 without 电子证照. Not where the result is no licence.

    Where its kind is not known, its name may still be that of a licence; else a person is asked.
    """
    depth, licence, kind, name = guide.online_depth, guide.e_licence, guide.result_kind, guide.result_name
    if depth is None or licence is None or OnlineDepth.LICENCE not in depth.value or licence.value:
        return
    if kind is None or kind.value is ResultKind.LICENCE:
        named = name is not None and LICENCE.is_in(name.value.strip())
        yield Contradiction(depth.quote, licence.quote, kind is None and not named)


def depth_gap(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L23 (inferred: the depth codes are a ladder): a lower depth is missing. Not with 其他; 即办件 need no 预审."""
    depth = guide.online_depth
    if depth is None or OnlineDepth.OTHER in depth.value:
        return
    reached = [number for number, rung in enumerate(_LADDER) if rung in depth.value]
    instant = guide.handling_type is not None and guide.handling_type.value is HandlingType.INSTANT
    spared = {OnlineDepth.PRE_REVIEW} if instant else set()
    below = _LADDER[1 : max(reached)] if reached else ()
    missing = [rung.value for rung in below if rung not in depth.value and rung not in spared]
    if missing:
        yield Contradiction(depth.quote, f"缺少{'、'.join(missing)}")


def wide_scope_narrow_channel(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L37 (inferred): 全国 or 全省通办, but neither on line nor by courier. Not where others accept it by agreement."""
    scope, online, courier, place = guide.scope, guide.online, guide.materials_by_courier, guide.place
    if scope is None or online is None or scope.value not in (Scope.NATION, Scope.PROVINCE) or online.value:
        return
    places = breaks_of_list(place.value) if place else 0
    if (courier is None or not courier.value) and places == 0 and not guide.mentions(rule.words("otherwise")):
        yield Contradiction(scope.quote, online.quote + (place.quote if place else ""))


def redirect_without_sso(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L41 (国务院令第716号第五条: 一次认证): a 跳转地址 without 单点登录, so a second login."""
    jump, sign_on = guide.jump_address, guide.single_sign_on
    if jump and sign_on and jump.value and not sign_on.value:
        yield Contradiction(jump.quote, sign_on.quote)


def appointment_void(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L44 (national element tables: 预约): appointments, but none a day or no place."""
    appointment, slots, place = guide.appointment, guide.appointments_a_day, guide.place
    if appointment is None or not appointment.value:
        return
    if slots is not None and slots.value == 0:
        yield Contradiction(appointment.quote, slots.quote)
    elif place is not None and not place.value:
        yield Contradiction(appointment.quote, f"{Element.PLACE}为空")
