"""What is wrong with a profile as it is written: keys that nothing knows, words that can match nothing or anything.

A profile is written by hand, from a portal's manual. What the records of a profile would refuse is told with the name
that was probably meant; what they would take and nobody would ever notice is told as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

import yaml

from zicha.model.similar_words import most_similar

_LIKE = 50
HOSTS = ("hosts", "handover_hosts", "file_hosts", "resource_hosts", "unneeded_hosts")
"""The keys of a profile under which hosts stand."""
_GUIDE_PLACES = frozenset({"page_id", "code", "region"})
_AFTER_A_STATE = re.compile(r"[(:,;、（：，；]")
_BLANK = re.compile(r"\s")
_HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")


def keys_written_twice(text: str, loader: type[Any]) -> Iterator[str]:
    """Yield a refusal for each key that stands twice in one map: YAML keeps the last one and says nothing."""
    nodes = [yaml.compose(text, Loader=loader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            times = Counter(str(key.value) for key, _ in node.value)
            for key, _ in node.value:
                if times[str(key.value)] > 1:
                    yield f"第{key.start_mark.line + 1}行的“{key.value}”写了不止一次，只有最后一处算数，请合并成一处"
            nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def unknown_keys(own: Mapping[str, Any], known: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a refusal for each key of a profile that nothing reads, with the one that was probably meant.

    `known` holds the keys of each part that has a closed list of them; the part "" is the profile itself.
    """
    for part, names in known.items():
        written = own if not part else own.get(part)
        for key in written if isinstance(written, Mapping) else ():
            if str(key) not in names:
                place = f"{part}.{key}" if part else str(key)
                meant = most_similar(str(key), names, _LIKE)
                hint = f"您是否想写“{meant}”？" if meant else f"可以写的有：{'、'.join(names)}"
                yield f"的“{place}”不对：没有这一项，请核对名称。{hint}"


def words_without_use(own: Mapping[str, Any], plain: Mapping[str, Callable[[str], str]]) -> Iterator[str]:
    """Yield a refusal for each word that can match nothing, or that would match anything.

    `plain` says of each part how its words are written when they are compared: of a label, without its units.
    """
    for part in ("labels", "fields", "marks", "sections", "entries", "columns", "states", "phrases"):
        for key, words in _lists(own.get(part)):
            if not words and part != "marks":
                yield f"的“{part}.{key}”是空的列表：什么也认不出来。不用改的，请删去这一行"
            for word in words:
                if reason := _reason(part, word, plain.get(part, str.strip)):
                    yield f"的“{part}.{key}”中的“{word}”{reason}"
    if isinstance(pages := own.get("pages"), Mapping):
        for name in ("guide", "data"):
            if isinstance(address := pages.get(name), str) and (address or name == "guide"):
                yield from _guide_address(name, address)
    for key in HOSTS:
        hosts = own.get(key)
        for host in (str(host) for host in (hosts if isinstance(hosts, list) else ()) if "/" in str(host)):
            yield f"的“{key}”中的“{host}”永远认不出：只写主机名，如 login.example.gov.cn，不写 https:// 和路径"


def wrong_addresses(own: Mapping[str, Any]) -> Iterator[str]:
    """Yield a refusal for each address, path and host that nothing could be reached by."""
    address = own.get("address")
    if not isinstance(address, str) or not _is_address(address):
        like = "https:// 或者 http:// 开头的网址，如 https://www.example.gov.cn"
        yield f"的“address”不对：应当是 {like}，现在是“{address or ''}”"
    pages = own.get("pages")
    for name, path in pages.items() if isinstance(pages, Mapping) else ():
        if not isinstance(path, str) or not path:
            continue  # of a wrong kind, or a page that the portal does not have
        if not (path.startswith("/") or (name == "login" and _is_address(path.partition("?")[0]))):
            whole = "，或者写完整的网址" if name == "login" else ""
            yield f"的“pages.{name}”应当以 / 开头{whole}，现在是“{path}”"
    for key in HOSTS:
        hosts = own.get(key)
        for host in hosts if isinstance(hosts, list) else ():
            if isinstance(host, str) and "/" not in host and not _HOST.fullmatch(host):
                yield f"的“{key}”中的“{host}”不是主机名，如 login.example.gov.cn、.example.gov.cn、10.1.2.3:8080"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_port = parts.port != 0
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc or re.search(r"[\\\s]", text))
    return parts.scheme in ("http", "https") and bool(parts.hostname) and has_port and is_plain


def _lists(part: object) -> Iterator[tuple[str, list[str]]]:
    for key, words in part.items() if isinstance(part, Mapping) else ():
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            yield str(key), words


def _reason(part: str, word: str, plain: Callable[[str], str]) -> str:
    if not word.strip():
        return "是空的，会与任何文字相符"
    if not plain(word):
        return "去掉空格、括号和编号以后什么也不剩，永远认不出"
    if part == "entries" and _BLANK.search(word):
        return "中有空格，永远认不出：页面上的文字去掉空格以后才比较"
    if part == "states" and (_AFTER_A_STATE.search(word) or _BLANK.search(word)):
        return "永远认不出：页面上的状态只取括号、逗号、空格以前的文字来比较"
    if part == "phrases" and re.search(r"《[^《》]*》", word):
        return "永远认不出：《》中的文字是事项名称，不作为提示语"
    return ""


def _guide_address(page: str, guide: str) -> Iterator[str]:
    try:
        places = {name for _, name, _, _ in Formatter().parse(guide) if name is not None}
    except ValueError:
        yield f"的“pages.{page}”中的花括号不成对：{guide}"
        return
    for name in sorted(places - _GUIDE_PLACES):
        meant = most_similar(name, sorted(_GUIDE_PLACES), _LIKE)
        hint = f"您是否想写“{{{meant}}}”？" if meant else "可以写 {page_id}、{code}、{region}"
        yield f"的“pages.{page}”中的“{{{name}}}”不对：{hint}"
    if not places & {"page_id", "code"}:
        yield f"的“pages.{page}”中没有 {{page_id}}，也没有 {{code}}：所有事项会打开同一个页面"
