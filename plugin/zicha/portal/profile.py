"""门户配置: everything about a portal that is data. A new portal needs a profile, not code.

A profile is YAML; it may extend another one, whose maps it completes and whose lists it replaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from pydantic import Field, ValidationError

from zicha.model.base import Model
from zicha.model.facts.case import Stage
from zicha.model.facts.guide import Element
from zicha.model.matter import Identity, Matter
from zicha.model.refusals import refusals
from zicha.plain_yaml import Loader, completed, read_file, read_yaml
from zicha.portal.profile_check import keys_written_twice, unknown_keys, words_without_use, wrong_addresses


class ProfileError(Exception):
    """A profile that cannot be used; the message is for the reader."""


class Pages(Model):
    """Paths on the portal; `login` may be a whole address, since 统一身份认证 often has a host of its own.

    `guide` may hold {page_id}, {code} and {region} (12 digits), as may `data`: where a service answers what the guide
    is made of, as JSON. An empty one is not known.
    """

    home: str
    guide: str
    login: str
    data: str = ""
    cases: str = ""
    licences: str = ""
    evaluations: str = ""


class Account(Model):
    """A test account whose login page may be filled in by a program (only embedded and test portals allow that)."""

    tab: str
    user: str
    password: str = Field(repr=False)


class Limits(Model):
    """How long a page is waited for, in seconds; how long, and up to what size, a file is downloaded.

    `interval` stands between two pages of one host, of which no more than `pages_a_day` are visited, 0 for any number.
    `follow_days`: how long a test application that is not finished stays open, for the next runs to go on with.
    `outage`: how long a run waits in all for a host that is down.
    """

    page: float = Field(gt=0, le=600)
    spinner: float = Field(gt=0, le=600)
    click: float = Field(gt=0, le=600)
    attempts: int = Field(ge=1, le=10)
    interval: float = Field(ge=0, le=3600)
    pages_a_day: int = Field(default=0, ge=0, le=1_000_000)
    download: float = Field(gt=0, le=3600)
    megabytes: int = Field(ge=1, le=1000)
    follow_days: float = Field(default=0, ge=0, le=366)
    outage: float = Field(default=0, ge=0, le=86400)


class InventedData(Model):
    """测试件数据: what a test application is filled in with, for each identity."""

    words: dict[str, tuple[str, ...]]
    """Datum → words of the labels that ask for it."""
    values: dict[Identity, dict[str, str]]
    otherwise: dict[str, str]
    """Type of a field → what to put into one that no label explains."""


class Profile(Model):
    """One portal."""

    name: str
    title: str
    address: str
    hosts: tuple[str, ...] = ()
    """Further hosts of the portal's own; what begins with a dot is a whole domain."""
    handover_hosts: tuple[str, ...] = ()
    """Of the departments' systems that 在线办理 hands over to."""
    file_hosts: tuple[str, ...] = ()
    """Of what is downloaded."""
    resource_hosts: tuple[str, ...] = ()
    """Of what its pages are made of: scripts, styles, pictures, fonts."""
    unneeded_hosts: tuple[str, ...] = ()
    """What its pages ask for and can do without, such as what counts visitors; nothing is asked of them."""
    pages: Pages
    labels: dict[Element, tuple[str, ...]]
    fields: dict[Element, tuple[str, ...]]
    """How the elements are called in data: the keys of JSON."""
    marks: dict[Element, tuple[str, ...]] = Field(default_factory=dict)
    """What a mark beside the name of a material means, by its whole words."""
    sections: dict[str, tuple[str, ...]]
    entries: dict[str, tuple[str, ...]]
    columns: dict[str, tuple[str, ...]]
    states: dict[Stage, tuple[str, ...]]
    grades: tuple[str, ...]
    phrases: dict[str, tuple[str, ...]]
    invented: InventedData
    limits: Limits
    thresholds: dict[str, Any] = Field(default_factory=dict)
    """What this portal changes of the thresholds in the catalogue; as written, the catalogue knows what they mean."""
    rules: dict[str, Any] = Field(default_factory=dict)
    """What this portal changes of the rules in the catalogue, by their ids."""
    values: dict[str, Any] = Field(default_factory=dict)
    """The words of this portal for values of closed lists: element → value → words, which the catalogue checks."""
    accounts: dict[Identity, Account] = Field(default_factory=dict)
    sessions: dict[Identity, Path] = Field(default_factory=dict)

    @property
    def on_loopback(self) -> bool:
        """Return whether the portal runs on this machine, so that nobody else can be disturbed or misled."""
        return is_loopback(self.address)

    def guide_address(self, matter: Matter) -> str:
        return self._address_of(self.pages.guide, matter)

    def data_address(self, matter: Matter) -> str:
        """Return where a service answers with the data of the matter's guide; empty where the portal has none."""
        return self._address_of(self.pages.data, matter) if self.pages.data else ""

    def _address_of(self, path: str, matter: Matter) -> str:
        region = matter.department.region_code.ljust(12, "0")
        return self.address + path.format(page_id=matter.page_id, code=matter.code, region=region)

    @property
    def login_address(self) -> str:
        """Return where one logs in at the portal itself."""
        return urljoin(self.address + "/", self.pages.login)

    def is_own(self, url: str) -> bool:
        """Return whether an address belongs to the portal, and not to a department's system beyond it."""
        place, host = urlsplit(url).netloc, urlsplit(url).hostname or ""
        if place in (urlsplit(self.address).netloc, urlsplit(self.login_address).netloc):
            return True
        return any(host.endswith(own) if own.startswith(".") else own in (host, place) for own in self.hosts)

    def is_login(self, url: str) -> bool:
        """Return whether an address is the portal's own login page."""
        return self.is_own(url) and urlsplit(url).path == urlsplit(self.login_address).path

    def hands_in(self, text: str) -> bool:
        """Return whether a button of this text files an application or an evaluation: pressed by permission only."""
        words = {*self.entries["submit"], *self.entries["submit_evaluation"]} - {*self.entries["next"]}
        return any(word in re.sub(r"\s", "", text) for word in words)

    @cached_property
    def element_of_label(self) -> dict[str, tuple[Element, ...]]:
        """Map each normalised label to the elements it may stand for (办理时限 is a matter's or a step's)."""
        elements: dict[str, tuple[Element, ...]] = {}
        for element, labels in self.labels.items():
            for label in labels:
                key = normalise_label(label)
                elements[key] = (*elements.get(key, ()), element)
        return elements

    @cached_property
    def elements_of_field(self) -> dict[str, tuple[Element, ...]]:
        """Map the name of each field of data to the elements it may stand for."""
        elements: dict[str, tuple[Element, ...]] = {}
        for element, names in self.fields.items():
            for name in names:
                elements[plain_field(name)] = (*elements.get(plain_field(name), ()), element)
        return elements

    @cached_property
    def element_of_mark(self) -> dict[str, Element]:
        """Map the words of each mark, without blanks and brackets, to the element whose value they are."""
        return {plain_mark(mark): element for element, marks in self.marks.items() for mark in marks}

    @cached_property
    def _plain_phrases(self) -> dict[str, tuple[str, ...]]:
        return {kind: tuple(each.translate(_HALF_WIDTH) for each in phrases) for kind, phrases in self.phrases.items()}

    def stage(self, state: str) -> Stage | None:
        """Return what a state shown stands for; a remark in brackets or after a comma may follow.

        The answer is None for unknown words.
        """
        word = re.split(r"[(:,;、]", unicodedata.normalize("NFKC", re.sub(r"\s+", "", state)))[0]
        return next((stage for stage, words in self.states.items() if word in words), None)

    def meaning(self, text: str, *kinds: str) -> str:
        """Return the first phrase of the given kinds that the text states, as it stands there.

        The answer is empty when it states none.

        Punctuation may be of either width. A notice that tells what to do should it happen (如遇系统异常，请…) states
        nothing, and neither does the name of a matter.
        """
        plain = _TITLE.sub(lambda title: "□" * len(title[0]), text).translate(_HALF_WIDTH)
        phrases = (phrase for kind in kinds for phrase in self._plain_phrases[kind] if phrase in plain)
        places = (place for phrase in phrases for place in re.finditer(re.escape(phrase), plain))
        stated = (place for place in places if not _is_condition(plain[: place.start()], plain[place.end() :]))
        return next((text[place.start() : place.end()] for place in stated), "")


_HALF_WIDTH = str.maketrans("，；：！？（）", ",;:!?()")
_TITLE = re.compile(r"《[^《》]{1,100}》")
_CLAUSE_ENDS = r"[,。;!?\s]"
_IF = re.compile(r"(?<![例比譬诸])如(?![下实期何此上图同需要])|若(?!干)|(?<![待际机境礼相])遇|一旦|万一")
_WHEN = re.compile(r"当(?![前事地日天年月])")
_THEN = re.compile(r"(、[^,。;!?\s]{1,12})?(时|的时候|[的等](情况|情形|问题|现象)?时?)(?=[,;。]|[请可应需]|$)")


def _is_condition(before: str, after: str) -> bool:
    """Return whether what stands between the two is only supposed: under 如, 若, 遇, 当…时."""
    clause = re.split(_CLAUSE_ENDS, re.sub("“[^“”]*”", "", before)[-20:])[-1]
    then = _THEN.match(after) is not None
    return then or _IF.search(clause) is not None or (_WHEN.search(clause) is not None and after[:8].find("时") >= 0)


def is_loopback(address: str) -> bool:
    """Return whether an address points at this machine.

    One with a backslash means another host to a browser than to us.
    """
    if "\\" in address:
        return False
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or ip_address(host).is_loopback
    except ValueError:
        return False


def plain_field(name: str) -> str:
    """Return the name of a field as it is compared: TASK_NAME and taskName are one."""
    return name.replace("_", "").casefold()


def plain_mark(text: str) -> str:
    """Return the words of a mark without blanks, brackets and commas."""
    return re.sub(r"[\s()（）\[\]【】,，]+", "", text)


@lru_cache(maxsize=4096)  # a page asks again and again whether the same words are a label
def normalise_label(text: str) -> str:
    """Return a label without blanks, numbers, bracketed units and what stands around it: colons, marks, arrows.

    承诺时限（工作日）： → 承诺时限; 一、承诺时限, 1.1 承诺时限 and ▎承诺时限 ▼, too.
    """
    folded = unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text))
    inside = _ORNAMENTS.sub("", re.sub(r"[(\[【][^)\]】]*[)\]】]", "", folded))
    return _ORNAMENTS.sub("", re.sub(r"\s+", "", _NUMBER.sub("", inside)))


def without_number(text: str) -> str:
    """Return a text without its number in a list: 1.多长时间办结？, 一、受理, （二）审查, ①决定."""
    return _NUMBER.sub("", _CIRCLED.sub("", text)).lstrip()


def numbering(text: str) -> str:
    """Return the manner in which a text is numbered in a list, the same for 一、受理 and 十二、送达; empty for none."""
    number = text.removesuffix(without_number(text)).strip()
    return re.sub(r"\d+", "1", re.sub("[一二三四五六七八九十]+", "一", number))


_ORNAMENTS = re.compile(r"^[\W_]+|[\W_]+$")
_CIRCLED = re.compile("^\\s*[①-⑳]\\s*")
_NUMBER = re.compile(
    r"^(?:[\s:*·•]*(?:第?[一二三四五六七八九十]{1,3}\s*[、.,:：．]|[(（][\d一二三四五六七八九十]{1,3}[)）]|\d{1,2}(?:\.\d{1,2})+(?!\d)[、.:：．]?"
    r"|\d{1,2}\s*[、.,:：．)）](?!\d)|\d{1,2}\s+))+(?=\s*[^\s\d])"
)


def load_profile(name_or_file: str, address: str = "") -> Profile:
    """Load a shipped profile by its name, or one from a YAML file.

    Raise ProfileError with all that is wrong, in the reader's words.
    """
    source = Path(name_or_file)
    is_file = source.suffix in (".yaml", ".yml")
    faults: list[str] = []
    if is_file:  # what is shipped is held to the same by the tests
        own, faults = _written(source)
    else:
        own = read_yaml(_read_shipped(name_or_file))
    data = _extend(own, name_or_file)
    data["address"] = str(data.get("address", "")).replace("{address}", address).rstrip("/")
    data["name"] = source.stem if is_file else name_or_file
    known = {key: value for key, value in data.items() if key in Profile.model_fields}
    try:
        profile = Profile.model_validate(known)
    except ValidationError as error:
        faults += [f"的{refusal}" for refusal in refusals(error)]
    if faults:
        raise ProfileError("\n".join(f"门户配置 {name_or_file} {fault}" for fault in dict.fromkeys(faults)))
    return profile


def _written(source: Path) -> tuple[Any, list[str]]:
    """Return a profile as somebody wrote it, with what is wrong with its keys, words and addresses."""
    if not source.is_file():
        raise ProfileError(f"找不到门户配置文件 {source}")
    try:
        own, text = read_file(source)
    except (OSError, yaml.YAMLError) as error:
        raise ProfileError(f"门户配置 {source} 不是合法的 YAML：{error}") from error
    return own, [*keys_written_twice(text, Loader), *_faults(own)]


@cache
def common_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the words that portals have in common, by the parts and keys of a profile."""
    base = read_yaml(_read_shipped("base"))
    parts = ("labels", "fields", "marks", "sections", "entries", "columns", "states", "phrases")
    return {part: {str(key): tuple(map(str, words)) for key, words in base[part].items()} for part in parts}


def names_of_elements() -> Mapping[str, tuple[str, ...]]:
    """Return how each element is called on all portals: on pages, and in data."""
    words = common_words()
    return {key: (*labels, *words["fields"].get(key, ())) for key, labels in words["labels"].items()}


def words_of_its_own(profile: Profile) -> tuple[tuple[str, str, str], ...]:
    """Return the words that a profile adds to those of all portals: the part, the key and the word."""
    base = common_words()
    parts: tuple[tuple[str, Mapping[Any, tuple[str, ...]]], ...] = (
        ("labels", profile.labels),
        ("marks", profile.marks),
        ("sections", profile.sections),
        ("entries", profile.entries),
        ("columns", profile.columns),
        ("states", profile.states),
    )
    return tuple(
        (part, str(key), word)
        for part, lists in parts
        for key, words in lists.items()
        for word in words
        if word not in base[part].get(str(key), ())
    )


def _faults(own: object) -> Iterator[str]:
    """Yield what is wrong with the words and keys of a profile as it is written, however its records would take it."""
    if not isinstance(own, dict):
        return
    known: dict[str, Sequence[str]] = {
        "": ["extends", *(name for name in Profile.model_fields if name != "name")],
        "labels": list(Element),
        "fields": list(Element),
        "marks": list(Element),
        "states": list(Stage),
        "pages": list(Pages.model_fields),
        "limits": list(Limits.model_fields),
        "invented": list(InventedData.model_fields),
        **{part: list(common_words()[part]) for part in ("sections", "entries", "columns", "phrases")},
    }
    yield from unknown_keys(own, known)
    plain: dict[str, Callable[[str], str]] = dict.fromkeys(("labels", "sections", "columns"), normalise_label)
    yield from words_without_use(own, {**plain, "marks": plain_mark, "fields": plain_field})
    yield from wrong_addresses(own)
    if "extends" not in own:
        yield "没有写“extends: base”：各个门户共有的文字在那里"


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that come with the package, without the base."""
    names = (entry.name.removesuffix(".yaml") for entry in (files("zicha.portal") / "profiles").iterdir())
    return tuple(sorted(name for name in names if name != "base"))


def _read_shipped(name: str) -> str:
    file = files("zicha.portal") / "profiles" / f"{name}.yaml"
    if not file.is_file():
        known = "、".join(shipped_profiles())
        raise ProfileError(f"没有名为“{name}”的门户配置。现有：{known}；也可以给出一个 .yaml 文件")
    return file.read_text(encoding="utf-8")


def _extend(data: Any, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ProfileError(f"门户配置 {name} 应当是“键: 值”的形式")
    own = {key: value for key, value in data.items() if key != "extends"}
    if "extends" not in data:
        return own
    base = str(data["extends"])
    return completed(_extend(read_yaml(_read_shipped(base)), base), own)
