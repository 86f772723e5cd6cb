"""The application form on a page: which fields an applicant fills in, and how it looks before anything is typed."""

from __future__ import annotations

from zicha.model.facts import ApplicationForm, FormField
from zicha.portal.live.tab import Look, SeenField, Tab
from zicha.portal.profile import Profile

_CHOICES = frozenset({"radio", "checkbox", "file"})


def typed_fields(look: Look) -> tuple[SeenField, ...]:
    """The fields of a page that an applicant types into or selects from."""
    return tuple(field for field in look.fields if field.type not in _CHOICES and field.type != "password")


def read_form(tab: Tab, look: Look, profile: Profile) -> ApplicationForm:
    """The form as it stands, before anything is typed."""
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
    return ApplicationForm(url=tab.page.url, fields=fields, has_draft=look.button(profile.entries["draft"]) is not None)


def choose(tab: Tab, look: Look, profile: Profile, wanted: tuple[str, ...] = ()) -> None:
    """Tick what must be agreed to and take one of each set of choices: one that bears a wanted word, else the first."""
    fitting = {field.name: field for field in reversed(look.fields) if field.label in wanted}
    chosen = {field.name for field in look.fields if field.type == "radio" and field.checked}
    for field in look.fields:
        agrees = field.type == "checkbox" and any(word in field.label for word in profile.entries["agree"])
        picks = field.type == "radio" and field.name not in chosen and fitting.get(field.name, field) == field
        if (agrees and not field.checked) or picks:
            tab.field(field).check(force=True)
            chosen.add(field.name)
