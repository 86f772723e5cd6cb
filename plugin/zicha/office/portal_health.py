"""The portal: its profile, the logins that were saved for it, what its authorisation allows, and whether it answers."""

from __future__ import annotations

import stat
import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import requests

from zicha.evidence.archive import Archive
from zicha.inspection.options import EMBEDDED, Options
from zicha.inspection.portal_access import PortalAccess
from zicha.model.choices import Identity
from zicha.model.finding import Uncheckable
from zicha.model.matter import Matter
from zicha.office.diagnosis import Diagnosis, doubt, good, ill
from zicha.office.machine_health import diagnose_clock
from zicha.portal.authorisation import Authorisation, AuthorisationError, Deed
from zicha.portal.gate import GateRequest
from zicha.portal.permission import Permission, gate_of
from zicha.portal.profile import Profile, ProfileError, is_loopback, load_profile
from zicha.portal.saved_session import read_session

_PROFILE, _LOGIN, _AUTHORISATION, _PORTAL = "门户配置", "登录状态", "授权书", "门户"
_OLD = timedelta(days=1)
_SOON = timedelta(days=3)
_PATIENCE = 20
"""Seconds."""
_KEPT_OUT = (207, 403, 405, 412, 429)


def diagnose_portal(options: Options, matters: Sequence[Matter], now: datetime) -> Iterator[Diagnosis]:
    """Judge the portal of an inspection, and all that stands between it and us. Nothing is visited without leave."""
    try:
        profile = _profile(options)
    except ProfileError as error:
        yield ill(_PROFILE, _in_one_line(error), "")
        return
    with TemporaryDirectory(prefix="zicha-") as scratch:
        archive = Archive(Path(scratch))  # no evidence is kept: the way to the portal is read from its manifest
        access = PortalAccess(options, archive, lambda: now)
        try:
            archive.begin(access.open(matters, now))
            profile, permission = access.profile, access.permission
        except ProfileError as error:
            yield ill(_PROFILE, _in_one_line(error), "")
            return
        except AuthorisationError as error:
            yield from diagnose_profile(profile)
            yield from diagnose_sessions(options.portal, profile, _identities(matters), now)
            yield ill(_AUTHORISATION, _in_one_line(error), "授权书由授权人写，有效期、时段、主机也由其修改")
            return
        try:
            yield from diagnose_profile(profile)
            yield from diagnose_sessions(options.portal, profile, _identities(matters), now)
            if permission.authorisation is not None:
                yield from diagnose_authorisation(permission.authorisation, matters, now)
            answer = ask_portal(profile, permission)
        finally:
            access.close()
    yield diagnose_answer(profile.address, answer)
    yield from diagnose_clock(now, answer.time)


def _profile(options: Options) -> Profile:
    return load_profile(EMBEDDED, options.portal) if options.names_address else load_profile(options.portal)


def _identities(matters: Sequence[Matter]) -> tuple[Identity, ...]:
    wanted = {identity for matter in matters for identity in matter.identities}
    return tuple(identity for identity in Identity if identity in wanted)


def diagnose_profile(profile: Profile) -> Iterator[Diagnosis]:
    """Judge a profile that loads."""
    yield good(_PROFILE, f"{profile.title}（{profile.name}）")
    if not profile.pages.cases:
        advice = "请登录后找到它，写进门户配置：pages: {cases: 路径}；zicha login 会提示"
        yield doubt(_PROFILE, "没有写“我的办件”的网址，登录以后的检查都会是未能核查", advice)


def diagnose_sessions(
    portal: str, profile: Profile, identities: Collection[Identity], now: datetime
) -> Iterator[Diagnosis]:
    """Judge the saved logins of the identities that are needed, but for those that a program logs in."""
    for identity in identities:
        if identity in profile.sessions or identity not in profile.accounts:
            yield _diagnose_session(portal, profile, identity, now)


def _diagnose_session(portal: str, profile: Profile, identity: Identity, now: datetime) -> Diagnosis:
    anew = f"请运行 zicha login {identity} --portal {portal}"
    file = profile.sessions.get(identity)
    if file is None:
        advice = f"{anew}，并在门户配置中写 sessions: {{{identity}: sessions/{identity}.json}}"
        return ill(_LOGIN, f"门户配置没有写{identity}账号的登录状态", advice)
    try:
        session = read_session(file)
    except Uncheckable as error:
        return ill(_LOGIN, f"{identity}账号：{str(error).partition('，请')[0]}", anew)
    owner = session.owner
    if owner is not None and owner.identity is not identity:
        return ill(_LOGIN, f"{file} 是{owner.identity}账号（{owner.whose}）的，不是{identity}账号的", anew)
    if owner is not None and owner.portal != profile.address:
        return ill(_LOGIN, f"{file} 是在 {owner.portal} 登录的，不是 {profile.address}", anew)
    if session.has_run_out(now):
        return ill(_LOGIN, f"{identity}账号的登录已经过期", anew)
    if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return doubt(_LOGIN, f"{file} 别人也能读，它等同于密码", f"请执行 chmod 600 {file}")
    since = owner.since if owner is not None else datetime.fromtimestamp(file.stat().st_mtime, tz=now.tzinfo)
    if (age := now - since) >= _OLD:
        return doubt(_LOGIN, f"{identity}账号是 {age.days} 天以前登录的，可能已经失效", f"{anew}，再开始自查")
    whose = owner.whose if owner is not None else ""
    return good(_LOGIN, f"{identity}账号（{whose or '不知道是谁'}），{since:%m月%d日 %H:%M} 登录")


def diagnose_authorisation(
    authorisation: Authorisation, matters: Sequence[Matter], now: datetime
) -> Iterator[Diagnosis]:
    """Judge an authorisation by which this portal may be visited now."""
    if Deed.LOG_IN not in authorisation.deeds:
        yield doubt(_AUTHORISATION, "没有允许“登录”，登录以后的检查都会是未能核查", "请授权人在“允许”中加上 登录")
    if left := [each.name for each in matters if authorisation.refusal(Deed.VIEW, each, now)]:
        advice = "请授权人在“事项”中加上，或者写 全部"
        yield doubt(_AUTHORISATION, f"有 {len(left)} 个事项没有列出，如“{left[0]}”，都会是未能核查", advice)
    if authorisation.until - now.date() <= _SOON:
        yield doubt(_AUTHORISATION, f"{authorisation.until} 到期", "请授权人延长有效期")
    else:
        yield good(_AUTHORISATION, f"{authorisation.authorised_by}，有效期至 {authorisation.until}")


class PortalAnswer(NamedTuple):
    """What came of asking a portal for its home page."""

    status: int = 0
    failure: str = ""
    advice: str = ""
    time: datetime | None = None
    """What the portal says of the time."""


def ask_portal(profile: Profile, permission: Permission) -> PortalAnswer:
    """Ask a portal for its home page, where the gate lets that through."""
    address = profile.address + profile.pages.home
    if (stop := gate_of(profile, permission).stop(GateRequest("GET", address, "Document"))) is not None:
        return PortalAnswer(failure=stop.reason, advice="请核对门户配置和授权书")
    try:
        with requests.Session() as session:
            session.trust_env = not is_loopback(address)
            with session.get(address, timeout=_PATIENCE, allow_redirects=False, stream=True) as answer:
                return PortalAnswer(answer.status_code, time=_time(answer.headers.get("date", "")))
    except requests.exceptions.SSLError:
        return PortalAnswer(failure="证书不对", advice="请核对系统日期；单位网络拦截加密访问的，请网络管理员放行")
    except requests.exceptions.ProxyError:
        return PortalAnswer(failure="代理服务器不通", advice="请核对系统的代理设置（HTTPS_PROXY）")
    except requests.exceptions.Timeout:
        return PortalAnswer(failure=f"{_PATIENCE} 秒没有回应", advice="请用浏览器打开试试；都打不开的，过一段时间再查")
    except requests.exceptions.RequestException as error:
        is_unknown = "resol" in str(error).lower()
        failure = "域名解析不了" if is_unknown else "连接不上"
        return PortalAnswer(failure=failure, advice="请检查网络，再用浏览器打开试试；门户停机的，过一段时间再查")


def _time(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def diagnose_answer(address: str, answer: PortalAnswer) -> Diagnosis:
    """Judge what a portal has answered."""
    if answer.failure:
        return ill(_PORTAL, f"{address} 打不开（{answer.failure}）", answer.advice)
    if answer.status in _KEPT_OUT:
        advice = "请过一段时间再查；一直这样的，请与门户的运维联系"
        return doubt(_PORTAL, f"{address} 限制访问（HTTP {answer.status}）", advice)
    if answer.status >= 500:
        return ill(_PORTAL, f"{address} 暂时无法服务（HTTP {answer.status}）", "请过一段时间再查")
    if answer.status >= 400:
        return doubt(
            _PORTAL, f"{address} 的首页不存在（HTTP {answer.status}）", "请核对门户配置的 address 和 pages.home"
        )
    return good(_PORTAL, f"{address} 打开正常")


def _in_one_line(error: Exception) -> str:
    return "；".join(str(error).splitlines())
