"""The way to the portal: its profile, the embedded one if that is meant, what may be done there, and who looks at it.

Only the main process opens the portal. Every process reads from the manifest of the evidence where to go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zicha.evidence.archive import Archive, Manifest
from zicha.evidence.masking import mask
from zicha.inspection.browser import introduction
from zicha.inspection.demo_extra import demo_extra
from zicha.inspection.embedded import is_embedded
from zicha.inspection.estimate import estimate
from zicha.inspection.options import EMBEDDED, Options
from zicha.inspection.settings import settings_of
from zicha.model.choices import Method
from zicha.model.matter import Matter
from zicha.portal.authorisation import Authorisation, AuthorisationError, Deed, load_authorisation
from zicha.portal.authorised import AuthorisedObservers
from zicha.portal.gate import is_one, place_of
from zicha.portal.interface import Observers
from zicha.portal.permission import Permission, gate_of
from zicha.portal.profile import Profile, ProfileError, is_loopback, load_profile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from zicha.documents.reader import DocumentReader
    from zicha.portal.live.observer import LiveObserver
    from zicha.portal.live.pace import Pace
    from zicha.portal.live.steady import Sessions, SteadyObservers
    from zicha_demo.server import DemoPortal

Launch = Callable[[], "tuple[Browser, dict[str, Any]]"]
"""Gives a new browser, and how its contexts present themselves."""
_LONGEST_CALL = 30
"""Seconds that Playwright itself waits where nobody says otherwise."""
_MARGIN = 10


class PortalAccess:
    """One process's access to the portal of a run.

    What looks at a portal is imported where it begins: a collection, a replay and most processes of a run need none of
    it, and it takes longer than all else of a start.
    """

    def __init__(self, options: Options, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._options = options
        self._archive = archive
        self._clock = clock
        self._demo: DemoPortal | None = None
        self._reader: DocumentReader | None = None
        self._observer: LiveObserver | SteadyObservers | None = None

    def open(self, matters: Sequence[Matter], started: datetime) -> Manifest:
        """Make the portal reachable, and return the manifest that says where it is.

        Raise ProfileError, or AuthorisationError where the portal is not the embedded one and nothing allows it.
        """
        profile = self._chosen(matters)
        settings = settings_of(profile, self._options.portal)
        if not profile.on_loopback:  # it is not even asked what it is
            self._require_authorisation(profile, started)
        is_demo = self._demo is not None or is_embedded(profile)
        if profile.on_loopback and not is_demo:
            self._require_authorisation(profile, started)
        if self._options.recordings and not is_demo:
            names = "、".join(self._options.recordings)
            raise ProfileError(
                f"{names} 会把页面、填写的内容和登录状态原样录下来，只能用于内置演示门户；请去掉 {names}，"
                "没有办成的环节，报告的证据里有页面快照"
            )
        return Manifest(
            portal=profile.title,
            profile=profile.name if self._options.names_address else self._options.portal,
            address=profile.address,
            demo=is_demo,
            thresholds=settings.thresholds,
            rules=settings.rules,
            values=settings.values,
            started=started,
            second_look=True,
        )

    def close(self) -> None:
        """Stop the embedded portal."""
        if self._demo is not None:
            self._demo.stop()
            self._demo = None

    @cached_property
    def manifest(self) -> Manifest:
        """Which portal this run's facts come from, and by what they are judged."""
        return self._archive.manifest()

    @property
    def profile(self) -> Profile:
        return load_profile(self.manifest.profile, self.manifest.address)

    @property
    def reading_profile(self) -> Profile:
        """By which words recorded pages are read again: the profile that is named now, else the run's."""
        named = self._options.portal
        is_named = named != EMBEDDED and not self._options.names_address
        return load_profile(named if is_named else self.manifest.profile, self.manifest.address)

    @cached_property
    def permission(self) -> Permission:
        """What may be done at the portal of this run."""
        if self.manifest.demo and self.profile.on_loopback:
            return Permission()
        return Permission(self._authorisation)

    @property
    def hosts(self) -> tuple[str, ...]:
        """All that the browser may reach."""
        return gate_of(self.profile, self.permission).hosts

    def may_submit(self, *addresses: str) -> bool:
        """Whether a test application may be handed in on pages of these addresses. A replay only reads what was."""
        return self._options.replay is not None or all(map(self.permission.covers, addresses))

    def estimate(self, journeys: Iterable[Method]) -> str:
        """Return what a run will ask of the portal, in words; nothing of one on this machine, which is in no hurry."""
        if self._options.replay is not None or self.profile.on_loopback:
            return ""
        limits, authorisation = self.profile.limits, self.permission.authorisation
        hours = authorisation.hours if authorisation is not None else ""
        return estimate(journeys, limits.interval, self.permission.pages_a_day(limits.pages_a_day), hours)

    def pause_left(self) -> float:
        """Return for how many seconds one of the portal's hosts still wants to be left alone."""
        return max((self._pace.pause_left(f"https://{host}") for host in self._paced_hosts), default=0.0)

    @cached_property
    def _paced_hosts(self) -> tuple[str, ...]:
        return () if self._options.replay is not None or self.profile.on_loopback else self.hosts

    @cached_property
    def _pace(self) -> Pace:
        from zicha.portal.live.pace import Pace

        return Pace(self.profile.limits.interval)

    @property
    def may_withdraw(self) -> bool:
        """Whether what was handed in may be taken back."""
        return self.permission.covers(self.manifest.address, Deed.WITHDRAW)

    def observe(self, launch: Launch, ways: int = 2) -> Observers:
        """Return who looks at the portal, in one browser after another, as far as the run's authorisation allows.

        So many `ways` to a form are gone before an end short of it is believed.
        """
        from zicha.portal.live.steady import SteadyObservers
        from zicha.portal.live.watchdog import Watchdog, watchdog_of

        profile = self.profile
        patience = round(max(profile.limits.page, _LONGEST_CALL) + _MARGIN)

        def begin(sessions: Sessions) -> tuple[LiveObserver, Watchdog]:
            browser, context_options = launch()
            watchdog = watchdog_of(browser, patience)
            return self._live(browser, context_options, profile, sessions, ways), watchdog

        self._observer = observer = SteadyObservers(begin)
        authorisation = self.permission.authorisation
        return observer if authorisation is None else AuthorisedObservers(observer, authorisation, self._clock)

    def survey(self, browser: Browser, context_options: dict[str, Any], profile: Profile) -> LiveObserver:
        """Look at the portal through one browser until `close_browser`, by another profile than the run's."""
        self._observer = observer = self._live(browser, context_options, profile, {})
        return observer

    def _live(
        self, browser: Browser, context_options: dict[str, Any], profile: Profile, sessions: Sessions, ways: int = 2
    ) -> LiveObserver:
        from zicha.documents.reader import DocumentReader
        from zicha.portal.live.observer import LiveObserver
        from zicha.portal.live.terms import Terms

        self._reader = self._reader or DocumentReader()
        if not self.manifest.demo:  # record_har_path or record_video_dir of a conftest.py: pages as they are, sessions
            context_options = {key: value for key, value in context_options.items() if not key.startswith("record_")}
        if (authorisation := self.permission.authorisation) is not None:
            context_options = {"user_agent": introduction(browser, authorisation.contact), **context_options}
        own = self._without_accounts(profile)
        terms = Terms(own, self.manifest.thresholds, self.permission, self._clock, mask)
        trace = self._options.trace
        return LiveObserver(browser, context_options, terms, self._reader.read, trace, sessions, ways)

    def close_browser(self) -> None:
        """End what this process holds open to look at the portal. Its driver may have died of an interruption."""
        if self._observer is not None:
            from playwright.sync_api import Error

            with suppress(Error):
                self._observer.close()
            self._observer = None
        if self._reader is not None:
            self._reader.close()

    @cached_property
    def _authorisation(self) -> Authorisation:
        if self._options.authorisation is None:
            raise AuthorisationError(
                f"{self._options.portal} 不是内置演示门户，没有授权书就不访问。请由授权人用 zicha authorise 写一份"
            )
        return load_authorisation(self._options.authorisation)

    def _require_authorisation(self, profile: Profile, at: datetime) -> None:
        """Raise AuthorisationError unless this portal may be visited now."""
        authorisation = self._authorisation
        own, meant = place_of(profile.address), place_of(authorisation.portal)
        reason = authorisation.refusal(Deed.VIEW, None, at)
        if own != meant:
            reason = f"授权书是给 {authorisation.portal} 的，不是给 {profile.address} 的"
        elif own is None or not is_one(own, authorisation.hosts):
            reason = f"授权书的“访问主机”没有列出门户本身：{profile.address}"
        if reason:
            raise AuthorisationError(f"授权书 {self._options.authorisation}：{reason}")

    def _without_accounts(self, profile: Profile) -> Profile:
        """Return a profile with which nobody can log in, where that is not allowed."""
        authorisation = self.permission.authorisation
        if authorisation is None or Deed.LOG_IN in authorisation.deeds:
            return profile
        return profile.model_copy(update={"accounts": {}, "sessions": {}})

    def _chosen(self, matters: Sequence[Matter]) -> Profile:
        address = self._options.portal.rstrip("/")
        if self._options.names_address:
            if not is_loopback(address):
                raise ProfileError("--portal 只接受本机的网址；其他门户请给出配置名称或 .yaml 文件")
            return load_profile(EMBEDDED, address)
        if self._options.portal == EMBEDDED:
            with demo_extra():
                from zicha_demo.defects import load_defects
                from zicha_demo.server import DemoPortal

            self._demo = DemoPortal(matters, defects=load_defects()).start()
            return load_profile(EMBEDDED, self._demo.url)
        return load_profile(self._options.portal)
