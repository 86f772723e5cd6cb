"""zicha calibrate: what a profile makes of the pages of one matter, as far as an inspection that only looks would go.

The way to the portal is that of a run, with its pace and its permissions; nothing may be handed in anywhere, so that it
is not even asked for. What is personal is masked before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from zicha.catalogue.calibration import Consequence, consequences
from zicha.catalogue.elements import elements
from zicha.evidence.archive import Archive
from zicha.inspection.browser import CONTEXT, launch_browser
from zicha.inspection.offered_forms import offered_forms
from zicha.inspection.options import Options
from zicha.inspection.portal_access import PortalAccess
from zicha.inspection.report_folder import ReportFolder
from zicha.inspection.selection import Selection
from zicha.ledger.calibration import write_calibration
from zicha.model.calibration import CalibratedPage, Calibration, Effect, Part
from zicha.model.choices import Identity
from zicha.model.facts.guide import Element
from zicha.model.facts.records import RawSnapshot
from zicha.model.matter import Matter
from zicha.portal.gate import Stop, lines_for_hosts
from zicha.portal.profile import Profile, words_of_its_own
from zicha.portal.recognition import GUIDE, cure, unused_words

if TYPE_CHECKING:
    from zicha.portal.live.survey import SurveyedPage

FOLDER = "校准"
"""Of the report folder."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What came of it, and the page that shows it."""

    calibration: Calibration
    index: Path


class CalibrationError(ValueError):
    """What cannot be calibrated; the message is for the reader."""


def calibrate(options: Options, clock: Callable[[], datetime], address: str = "") -> Calibrated:
    """Visit the pages of the one matter chosen, or of the guide at an address, and write the page that shows them.

    Raise CalibrationError, ProfileError, InventoryError, SelectionError, or FolderInUseError.
    """
    from zicha.evidence.masking import mask

    begun = clock()
    folder = ReportFolder(options.report)
    selection = Selection(options, begun.date())
    with TemporaryDirectory(prefix="zicha-") as scratch:
        archive = Archive(Path(scratch))  # no evidence is kept: the way to the portal is read from its manifest
        access = PortalAccess(options, archive, clock)
        folder.claim(begun)
        try:
            manifest = access.open(selection.inventory.matters, begun)
            archive.begin(manifest)
            profile = access.profile
            matter = _matter(selection, profile, address)
            surveyed, stops = _survey(access, _profile_for(profile, address), matter, options.identities)
            usual = profile.guide_address(matter)
            note = f"门户配置的 pages.guide 拼出的是另一个网址：{usual}" if address not in ("", usual) else ""
            pages = tuple(_masked(each, matter, note) for each in surveyed)
            shown = _pictures(surveyed) | _views(surveyed)
            calibration = Calibration(
                portal=manifest.portal,
                profile=options.portal,
                matter=matter.name,
                demo=manifest.demo,
                begun=begun,
                ended=clock(),
                pages=pages,
                effects=tuple(effect for page in pages for effect in _effects(page)),
                unused=tuple(unused_words(words_of_its_own(profile), pages, [each.text for each in surveyed])),
                cure=cure(pages, profile) + lines_for_hosts(stops),
                stopped=tuple(mask(f"{each.request.address[:200]}：{each.reason}") for each in stops),
            )
            return Calibrated(calibration, write_calibration(options.report / FOLDER, calibration, shown))
        finally:
            access.close()
            folder.release()


def _matter(selection: Selection, profile: Profile, address: str) -> Matter:
    """Return the one matter. Raise CalibrationError where none or several are chosen."""
    if address:
        if not address.startswith(profile.address + "/"):
            raise CalibrationError(f"网址不在这个门户上：{address}。门户配置中的网址是 {profile.address}")
        listed = [each for each in selection.inventory.matters if profile.guide_address(each) == address]
        if not listed:
            named = [each for each in selection.inventory.matters if each.page_id and each.page_id in address]
            listed = named or [each for each in selection.inventory.matters if each.code in address]
        if not listed:
            raise CalibrationError(
                f"事项清单中没有这个网址的事项：{address}。请先把它写进清单，或者用 --matter 另选一个事项"
            )
        return listed[0]
    chosen = selection.matters
    if len(chosen) != 1:
        names = "、".join(f"{each.name}（{each.department.full_name}）" for each in chosen[:5])
        others = f"：{names}。同名的再加 --department" if names else ""
        raise CalibrationError(f"请用 --matter 选一个事项；现在选中了{len(chosen)}个{others}")
    return chosen[0]


def _profile_for(profile: Profile, address: str) -> Profile:
    """Return a profile whose guide stands at the address given, whatever its pattern says."""
    if not address:
        return profile
    path = address.removeprefix(profile.address).replace("{", "{{").replace("}", "}}")
    return profile.model_copy(update={"pages": profile.pages.model_copy(update={"guide": path})})


def _survey(
    access: PortalAccess, profile: Profile, matter: Matter, identities: Sequence[Identity]
) -> tuple[list[SurveyedPage], tuple[Stop, ...]]:
    """Return the pages, and what the gate stopped on them."""
    from playwright.sync_api import sync_playwright

    from zicha.portal.live.survey import Survey

    identity = next(iter(each for each in matter.identities if not identities or each in identities), None)
    if identity is None:
        raise CalibrationError(f"事项“{matter.name}”没有这种身份的申请人")
    with sync_playwright() as playwright, closing(launch_browser(playwright, hosts=access.hosts)) as browser:
        observer = access.survey(browser, dict(CONTEXT), profile)
        try:
            return list(Survey(observer, profile).pages(matter, identity)), tuple(observer.gatekeeper.stopped)
        finally:
            access.close_browser()


def _masked(surveyed: SurveyedPage, matter: Matter, note: str) -> CalibratedPage:
    """Return a page without what is personal, with the file of its picture.

    The guide is told with the note, and with what the approved list states and it does not show.
    """
    from zicha.evidence.masking import mask_data

    page = surveyed.page
    if page.picture is not None:
        picture = page.picture.model_copy(update={"file": f"{page.name}.jpg"})
        page = page.model_copy(update={"picture": picture})
    page = _with_silent(page, matter).model_copy(update={"note": note}) if page.name == GUIDE else page
    if surveyed.forms is not None:
        names = _view_names(surveyed.views)
        page = page.model_copy(update={"forms": tuple(offered_forms(surveyed.forms, matter, names))})
    return CalibratedPage.model_validate(mask_data(page.model_dump(mode="json"), surveyed.personal))


def _pictures(surveyed: Sequence[SurveyedPage]) -> dict[str, bytes]:
    return {f"{each.page.name}.jpg": each.picture for each in surveyed if each.picture}


def _views(surveyed: Sequence[SurveyedPage]) -> dict[str, bytes]:
    """Return what shows the forms, without what is personal; on the pictures it is covered already."""
    from zicha.evidence.masking import mask_page

    return {
        name: mask_page(view.content.decode(), each.personal).encode() if name.endswith(".html") else view.content
        for each in surveyed
        for view, name in zip(each.views, chain.from_iterable(_view_names(each.views).values()), strict=True)
    }


def _view_names(views: Sequence[RawSnapshot]) -> dict[str, list[str]]:
    """Return the files that show the form of each address; the views of one form follow each other."""
    names: dict[str, list[str]] = {}
    for number, view in enumerate(views, start=1):
        names.setdefault(view.url, []).append(f"表{number}.{'html' if view.media == 'text/html' else 'jpg'}")
    return names


def _with_silent(page: CalibratedPage, matter: Matter) -> CalibratedPage:
    """Return the guide with the elements that the approved list states and that it was not seen to show."""
    shown = {item.meaning for item in page.items if item.part is Part.ELEMENT}
    silent = [record.name for record in elements() if record.field and _is_stated(matter, record.field)]
    limits = [Element.LEGAL_LIMIT, Element.PROMISED_LIMIT]
    return page.model_copy(update={"silent": tuple(name for name in (*limits, *silent) if name not in shown)})


def _is_stated(matter: Matter, field: str) -> bool:
    *path, name = field.split(".")
    holder: Any = matter
    for step in path:
        holder = getattr(holder, step)
    return name in holder.model_fields_set


def _effects(page: CalibratedPage) -> Iterator[Effect]:
    """Yield what comes of what was not recognised on a page."""
    known = consequences()

    def effect(what: str, consequence: Consequence) -> Effect:
        return Effect(page=page.name, what=what, boxes=consequence.boxes, effect=consequence.effect)

    if page.failure and page.name in known.failures:
        yield effect(page.failure, known.failures[page.name])
    for key in page.missing:
        yield effect(f"没有找到{known.name(key)}", known.missing[key])
    if page.silent:
        yield effect("、".join(page.silent), known.silent)
    for part, consequence in known.unknown.items():
        if items := [item for item in page.unrecognised if item.part is part and item.is_needed]:
            yield effect(f"{part}：" + "、".join(dict.fromkeys(item.words for item in items)), consequence)
