"""How a run is closed: what it judged by and what it left is hashed, and the number of that goes on every page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import zicha.catalogue
from zicha.evidence.archive import Archive
from zicha.evidence.chain import CHAIN, chained_digests, last_link
from zicha.evidence.remarks import digest_of
from zicha.evidence.seal import Closing
from zicha.inspection.options import Options
from zicha.ledger.ledger import RunInfo
from zicha.portal.profile import Profile

_DATA = (".py", ".yaml", ".yml")


def closing_of(
    info: RunInfo,
    options: Options,
    archive: Archive,
    findings: Path,
    finding_count: int,
    sources: Iterable[Path],
    profile: Profile | None,
) -> Closing:
    """Return what a run was and what it left, once its findings are complete.

    `sources` are those of its checks, `profile` is what it visited the portal by, None where it visited none.
    """
    manifest = archive.manifest()
    allowed = options.authorisation if profile is not None else None
    return Closing(
        portal=info.portal,
        demo=manifest.demo,
        version=info.version,
        started=info.started,
        finished=info.finished,
        selection=info.selection,
        replayed=info.replayed,
        inputs={
            "事项清单": digest_of_folder(options.inventory),
            "门户配置": digest_of((archive.folder / "manifest.json").read_bytes()),
            **({"门户配置全文": digest_of(profile.model_dump_json().encode())} if profile is not None else {}),
            **({"授权书": digest_of(allowed.read_bytes())} if allowed is not None and allowed.is_file() else {}),
            "判定目录": digest_of_folder(Path(zicha.catalogue.__file__).parent),
        },
        checks=hashes_of_checks(sources, options),
        findings=digest_of(findings.read_bytes()),
        finding_count=finding_count,
        chain=last_link(archive.folder / CHAIN),
        evidence_count=len(chained_digests(archive.folder)),
    )


def hashes_of_checks(sources: Iterable[Path], options: Options) -> dict[str, str]:
    """Return the hash of each file that checks came from, whatever its line ends, by its place in the project."""
    root = options.checks.parent if options.checks else Path()
    return {
        _name(source, root): digest_of(source.read_bytes().replace(b"\r\n", b"\n"))
        for source in sorted(sources)
        if source.is_file()
    }


def digest_of_folder(folder: Path) -> str:
    """Return one hash for the names and contents of all files that count."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _DATA)
    lines = (f"{file.relative_to(folder).as_posix()} {digest_of(file.read_bytes())}" for file in files)
    return digest_of("\n".join(lines).encode())


def _name(source: Path, root: Path) -> str:
    return source.relative_to(root).as_posix() if source.is_relative_to(root) else source.name
