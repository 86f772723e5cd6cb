"""The chain of hashes over every file of the evidence: one line a file, each with the hash of the line before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock

from zicha.evidence.remarks import Remark, Remarked, digest_of, has_other_line_ends, is_left_by_system
from zicha.model.base import Model

CHAIN = "chain.jsonl"
LOCKS = ".locks"
LOCK = ".lock"
"""The ending of a lock, which is all that may lie in the folder of locks."""
UNFINISHED = ".new"
"""The ending of a file that is being written."""
_AT_ONCE = 16
"""Lines that other processes may write before a file follows its own."""


class EvidenceUnreadable(ValueError):
    """Evidence that no run has left so: damaged, or altered. The text says what."""


class ChainLink(Model):
    """One line of the chain: `link` is the SHA-256 of previous + path + sha256."""

    path: str
    sha256: str
    previous: str
    link: str

    @property
    def is_whole(self) -> bool:
        """Return whether the link is the hash of what stands beside it."""
        return self.link == link_of(self.previous, self.path, self.sha256)


def link_of(previous: str, path: str, digest: str) -> str:
    """Return the hash that stands for a file and all that was written before it."""
    return digest_of(f"{previous}{path}{digest}".encode())


def add_to_chain(folder: Path, path: str, digest: str) -> None:
    """Add a file to the chain of an evidence folder. Several processes may do so."""
    with FileLock(folder / LOCKS / "chain.lock"):
        chain = folder / CHAIN
        previous = last_link(chain)
        line = ChainLink(path=path, sha256=digest, previous=previous, link=link_of(previous, path, digest))
        with chain.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line.model_dump_json() + "\n")


def last_link(chain: Path) -> str:
    """Return the link of the chain's last line, empty for a new chain, and for one whose end cannot be read."""
    if not chain.exists():
        return ""
    with chain.open("rb") as file:
        file.seek(max(0, chain.stat().st_size - 2048))
        lines = file.read().splitlines()
    try:
        return ChainLink.model_validate_json(lines[-1]).link if lines else ""
    except ValueError:
        return ""


def chained_digests(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each file by its path, as far as the chain can be read."""
    chain = folder / CHAIN
    return {link.path: link.sha256 for link in _links(chain.read_bytes() if chain.is_file() else b"")}


def _links(chain: bytes) -> Iterator[ChainLink]:
    """Yield the links that can be read."""
    for line in chain.splitlines():
        with suppress(ValueError):
            yield ChainLink.model_validate_json(line)


def drop_unfinished(folder: Path, first: str) -> None:
    """Remove what a run left that died while it wrote: the torn end of the chain, and files that are not as it says.

    `first` is the file that was written before all others. Raise EvidenceUnreadable, and remove nothing, where it is
    not as the chain says, or the chain is broken within: no death of a run does that.
    """
    chain = folder / CHAIN
    content = chain.read_bytes() if chain.is_file() else b""
    whole = content[: content.rfind(b"\n") + 1]
    links = tuple(_links(whole))
    digests = {link.path: link.sha256 for link in links}
    is_broken = any(remark.kind is Remark.ALTERED for remark in _broken_lines(whole))
    if is_broken or not _is_as_chained(folder / first, digests.get(first, "")):
        raise EvidenceUnreadable(f"证据链 {CHAIN} 或者 {first} 已损坏")
    if whole != content:
        chain.write_bytes(whole)
    for file in folder.rglob("*"):
        path = file.relative_to(folder)
        is_evidence = file.is_file() and path.parts[0] not in (LOCKS, CHAIN)
        if not is_evidence or _is_as_chained(file, digests.get(path.as_posix(), "")):
            continue
        if digest := _earlier_digest(path.as_posix(), file.read_bytes(), links):
            add_to_chain(folder, path.as_posix(), digest)
        else:
            file.unlink()


def _earlier_digest(path: str, content: bytes, links: Sequence[ChainLink]) -> str:
    """Return the digest of a file that a run was about to write anew when it died, empty for any other file."""
    of_file = [link for link in links if link.path == path]
    is_last = bool(of_file) and of_file[-1] in links[-_AT_ONCE:]
    return next((link.sha256 for link in of_file[-2:-1] if is_last and digest_of(content) == link.sha256), "")


def _is_as_chained(file: Path, digest: str) -> bool:
    content = file.read_bytes()
    return digest_of(content) == digest or has_other_line_ends(content, digest)


def chain_remarks(folder: Path, referred: Iterable[str] = (), *, is_over: bool = False) -> tuple[Remarked, ...]:
    """Return what no longer agrees with the chain: lines that do not follow the one before, files changed, gone, added.

    A chain cut off at its end shows by the files that are then outside it, or, where they are gone as well, by those
    that are `referred` to elsewhere. Whoever writes all of it anew is noticed by the seal alone. `is_over` says that
    the run has come to its end, so that nothing was being written.
    """
    if not (folder / CHAIN).is_file():
        return (Remarked(Remark.REMOVED, CHAIN, "证据链缺失"),)
    chain = (folder / CHAIN).read_bytes()
    remarks, links = list(_broken_lines(chain)), tuple(_links(chain))
    digests = {link.path: link.sha256 for link in links}
    for path, digest in digests.items():
        file = folder / path
        if not file.is_file():
            remarks.append(Remarked(Remark.REMOVED, path, "证据文件缺失"))
        elif file.is_symlink():
            remarks.append(Remarked(Remark.ALTERED, path, "换成了指向别处的链接"))
        elif digest_of(content := file.read_bytes()) != digest:
            if has_other_line_ends(content, digest):
                remarks.append(Remarked(Remark.HARMLESS, path, "只是换行符或编码标记变了，内容没有改动"))
            elif not is_over and _earlier_digest(path, content, links):
                remarks.append(Remarked(Remark.INCOMPLETE, path, "是它上一次写下的内容：自查中断时正要重写"))
            else:
                remarks.append(Remarked(Remark.ALTERED, path, "证据文件被改动"))
    present = (PurePosixPath(file.relative_to(folder).as_posix()) for file in folder.rglob("*") if file.is_file())
    outside = sorted(path for path in present if not _is_own(path) and str(path) not in digests)
    for each in outside:
        if is_left_by_system(each):
            remarks.append(Remarked(Remark.HARMLESS, str(each), "操作系统或办公软件留下的文件"))
        else:
            remarks.append(Remarked(Remark.ADDED, str(each), "不在证据链中"))
    known = {*digests, *map(str, outside)}
    remarks += [
        Remarked(Remark.CUT_OFF, path, "结论引用了它，证据链中却没有，证据链可能被截短")
        for path in dict.fromkeys(referred)
        if path not in known
    ]
    return tuple(remarks)


def _is_own(path: PurePosixPath) -> bool:
    """Return whether a file is the chain, or one of the locks."""
    return path.parts[0] == CHAIN or (path.parts[0] == LOCKS and path.suffix == LOCK)


def _broken_lines(chain: bytes) -> Iterator[Remarked]:
    """Yield the lines that cannot be read, or do not follow the one before."""
    previous = ""
    *lines, rest = chain.split(b"\n")
    if lines and all(line.endswith(b"\r") for line in lines):
        yield Remarked(Remark.HARMLESS, CHAIN, "只是换行符或编码标记变了，内容没有改动")
        lines = [line.removesuffix(b"\r") for line in lines]
    for number, line in enumerate([*lines, rest] if rest else lines, start=1):
        try:
            entry = ChainLink.model_validate_json(line)
        except ValueError:
            yield Remarked(Remark.ALTERED, f"{CHAIN} 第{number}行", "证据链在此处断开")
            continue
        as_written = entry.model_dump_json().encode() == line and number <= len(lines)
        if entry.previous != previous or not entry.is_whole or not as_written:
            yield Remarked(Remark.ALTERED, entry.path, "证据链在此处断开")
        previous = entry.link
