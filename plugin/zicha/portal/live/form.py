"""The application form on a page: which fields an applicant fills in, and how it looks before anything is typed."""

from __future__ import annotations

import re
from collections import Counter

from zicha.model.facts.journey import ApplicationForm, FormField, Upload
from zicha.portal.live.look import Field, Look
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Profile

_CHOICES = frozenset({"radio", "checkbox", "file"})
_ABOUT_UPLOADS = re.compile(r"上传|格式|文件|\dM|\dK|附件")
_LONGEST_NOTE = 500


def typed_fields(look: Look) -> tuple[Field, ...]:
    """Return the fields of a page that an applicant types into or selects from."""
    return tuple(field for field in look.fields if field.type not in _CHOICES and field.type != "password")


def form_address(look: Look) -> str:
    """Return the address of the page that the form stands in.

    It is a frame's, where the frame holds most of the fields.
    """
    frames = Counter(field.frame for field in typed_fields(look)).most_common(1)
    return look.frames[frames[0][0] - 1] if frames and frames[0][0] else look.url


def read_form(tab: Tab, look: Look, profile: Profile) -> ApplicationForm:
    """Return the form as it stands, before anything is typed."""
    fields = tuple(
        FormField(
            label=field.label,
            type=field.type,
            required=field.required,
            required_shown=field.required_shown,
            labelled=field.labelled,
            hint=field.hint,
            prefilled=bool(field.value.strip()) and field.type != "select",
            options=len(field.options),
            section=field.section,
        )
        for field in typed_fields(look)
    )
    uploads = tuple(Upload(label=f.label, note=f"{f.hint} {f.row}".strip()) for f in look.fields if f.type == "file")
    # The lines of a table stand in their rows: what is told there holds for one upload only.
    lines = (line.strip() for line in look.text.splitlines() if "\t" not in line)
    notes = [line for line in lines if _ABOUT_UPLOADS.search(line)] if uploads else []
    return ApplicationForm(
        url=tab.page.url,
        fields=fields,
        has_draft=look.button(profile.entries["draft"]) is not None or profile.meaning(look.text, "saves_itself") != "",
        uploads=uploads,
        upload_note=" ".join(notes)[:_LONGEST_NOTE],
    )
