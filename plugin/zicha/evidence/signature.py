"""签名: a key that only the signer holds, over the seal. Whoever makes a whole report anew cannot sign it again."""

from __future__ import annotations

import base64
import errno
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from zicha.evidence.remarks import Remark, Remarked, digest_of
from zicha.evidence.seal import SEAL, SIGNATURE, Seal
from zicha.evidence.signing_keys import (
    Algorithm,
    SigningError,
    algorithm_of,
    is_signature,
    new_key,
    public_of,
    signed,
)
from zicha.model.base import Model


class Signature(Model):
    """签名.json: by whom and when a seal was signed, with which key. `signature` is over the seal and both of these."""

    by: str
    at: AwareDatetime
    public_key: str
    signature: str

    def message(self, seal: Seal) -> bytes:
        """Return what is signed."""
        return "\n".join([seal.sha256, self.by, self.at.isoformat()]).encode()

    @property
    def words(self) -> str:
        return f"{self.by}，{algorithm_of(self.public_key.encode())}，公钥 {fingerprint_of(self.public_key.encode())}"


def fingerprint_of(public: bytes) -> str:
    """Return the short form of a public key, which can be read out: 4C1F-09AB-77D2-E310."""
    digits = digest_of(b"".join(public.split())).upper()
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def read_public_key(file: Path) -> bytes:
    """Return a public key. Raise SigningError when the file is none."""
    try:
        key = file.read_bytes()
    except OSError as error:
        raise SigningError(f"{file}：读不出公钥，请核对 --key 写的文件") from error
    if algorithm_of(key) is None or b"PUBLIC" not in key:
        raise SigningError(f"{file}：不是 zicha keygen 写的公钥")
    return key


def make_keys(private: Path, public: Path, algorithm: Algorithm) -> str:
    """Write a new pair of keys and return the fingerprint. Raise SigningError, or FileExistsError: no key is lost."""
    for file in (private, public):
        if file.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    secret = new_key(algorithm)
    shown = public_of(secret)
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(secret)
    public.write_bytes(shown)
    return fingerprint_of(shown)


def sign(report: Path, private: Path, by: str, at: datetime) -> Signature:
    """Sign the seal of a report and write 签名.json into it. Raise SigningError."""
    try:
        seal = Seal.model_validate_json((report / SEAL).read_bytes())
    except (OSError, ValidationError) as error:
        raise SigningError(f"{report}：没有可以签名的封存记录（{SEAL}）") from error
    if not seal.is_whole:
        raise SigningError(f"{report}：封存记录被改动，不能签名")
    try:
        secret = private.read_bytes()
    except OSError as error:
        raise SigningError(f"{private}：读不出私钥，请核对 --key 写的文件") from error
    if algorithm_of(secret) is None:
        raise SigningError(f"{private}：不是 zicha keygen 写的私钥")
    unsigned = Signature(by=by, at=at, public_key=public_of(secret).decode(), signature="")
    made = base64.b64encode(signed(unsigned.message(seal), secret)).decode()
    signature = unsigned.model_copy(update={"signature": made})
    (report / SIGNATURE).write_text(signature.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    return signature


def signature_remarks(report: Path, seal: Seal | None, keys: Sequence[bytes] = ()) -> Iterator[Remarked]:
    """Yield what there is to say of a report's signature. With the keys of known signers it must be by one of them."""
    file = report / SIGNATURE
    if not file.is_file():
        if keys:
            yield Remarked(Remark.INCOMPLETE, SIGNATURE, "没有签名")
        return
    try:
        signature = Signature.model_validate_json(file.read_bytes())
        is_right = seal is not None and is_signature(
            base64.b64decode(signature.signature), signature.message(seal), signature.public_key.encode()
        )
    except ValueError:
        yield Remarked(Remark.ALTERED, SIGNATURE, "签名读不懂，已被改动")
        return
    except SigningError as error:
        yield Remarked(Remark.INCOMPLETE, SIGNATURE, f"签名没有核对：{error}")
        return
    known = {fingerprint_of(key) for key in keys}
    if not is_right:
        text = f"签名与封存记录不符：报告在签名以后重做过，或者签名被改动（{signature.words}）"
        yield Remarked(Remark.ALTERED, SIGNATURE, text)
    elif known and fingerprint_of(signature.public_key.encode()) not in known:
        text = f"签名所用的公钥不在所给的公钥之中（{signature.words}）"
        yield Remarked(Remark.FOREIGN, SIGNATURE, text)
    else:
        checked = "与所给的公钥相符" if known else "签名以后没有改动；是不是本人签的，要用 --key 给出公钥核对"
        yield Remarked(Remark.SIGNED, SIGNATURE, f"{signature.words}，{checked}")
