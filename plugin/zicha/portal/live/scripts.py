"""The scripts that look at a page, put together from files: each is handed what the files before it made."""

from __future__ import annotations

from importlib.resources import files


def read_script(name: str) -> str:
    """Return the text of a script, a function."""
    return (files("zicha.portal.live") / name).read_text(encoding="utf-8").strip().rstrip(";")


def looking_script() -> str:
    """Return the function that tells what a person sees on the page."""
    sight, stand_in, chosen, fields, parts, look = map(
        read_script, ("sight.js", "stand_in.js", "chosen_value.js", "fields.js", "form_parts.js", "look.js")
    )
    shown = f"({fields})(sight, {stand_in}, {chosen}), ({parts})(sight)"
    return f"() => {{ const sight = ({sight})(); return ({look})(sight, {shown}); }}"


def listing_script() -> str:
    """Return the function that tells what is listed on the page, by the labels that it is given."""
    sight, listing = map(read_script, ("sight.js", "listing.js"))
    return f"(anchors) => {{ const sight = ({sight})(); return ({listing})(sight, anchors); }}"


def options_script() -> str:
    """Return the function that tells what a field offers which has opened a list."""
    sight, options = map(read_script, ("sight.js", "options.js"))
    return f"(field) => {{ const sight = ({sight})(); return ({options})(sight, field); }}"


def chosen_value_script() -> str:
    """Return the function that tells what is chosen in a field."""
    sight, chosen = map(read_script, ("sight.js", "chosen_value.js"))
    return f"(field) => {{ const sight = ({sight})(); return ({chosen})(sight, field).value; }}"


def ticking_script() -> str:
    """Return the function that tells where a person presses to tick a box."""
    stand_in, drawn_choice = map(read_script, ("stand_in.js", "drawn_choice.js"))
    return f"(field, place) => ({drawn_choice})({stand_in}, field, place)"
