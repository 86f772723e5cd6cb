"""Keys that sign: Ed25519 by cryptography; SM2 with SM3 (GB/T 32918) by the machine's own OpenSSL, 3.0 or later."""

from __future__ import annotations

import base64
import binascii
import shutil
import subprocess
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

_OIDS = {"Ed25519": bytes.fromhex("06032b6570"), "SM2": bytes.fromhex("06082a811ccf5501822d")}
_SM2 = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
"""With the usual identity of a signer (GM/T 0009)."""
_LONGEST_RUN = 30
"""Seconds that OpenSSL may take."""


class SigningError(Exception):
    """A key cannot be made or used on this machine; the text says why."""


class Algorithm(StrEnum):
    """How a key signs."""

    ED25519 = "Ed25519"
    SM2 = "SM2"


def algorithm_of(key: bytes) -> Algorithm | None:
    """Return how a key in PEM signs, None for a file that is no such key."""
    body = b"".join(line for line in key.splitlines() if not line.startswith(b"-----"))
    try:
        content = base64.b64decode(body, validate=True)
    except binascii.Error:
        return None
    return next((algorithm for algorithm in Algorithm if _OIDS[algorithm] in content), None)


def new_key(algorithm: Algorithm) -> bytes:
    """Return a new private key in PEM. Raise SigningError."""
    if algorithm is Algorithm.SM2:
        return _openssl(["genpkey", "-algorithm", "SM2"])
    _require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_of(private: bytes) -> bytes:
    """Return the public key of a private one, both in PEM. Raise SigningError."""
    if algorithm_of(private) is Algorithm.SM2:
        return _openssl(["pkey", "-pubout", "-in", "key"], key=private)
    _require_cryptography()
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    try:
        key = load_pem_private_key(private, None)
    except ValueError as error:
        raise SigningError("私钥读不懂，已损坏") from error
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def signed(message: bytes, private: bytes) -> bytes:
    """Return the signature of a message. Raise SigningError."""
    if algorithm_of(private) is Algorithm.SM2:
        return _openssl(["pkeyutl", "-sign", *_SM2, "-inkey", "key", "-in", "text"], key=private, text=message)
    _require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(private, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningError("不是 zicha keygen 写的私钥")
    return key.sign(message)


def is_signature(signature: bytes, message: bytes, public: bytes) -> bool:
    """Return whether a signature is that of a message by a key. Raise SigningError where this machine cannot tell."""
    if algorithm_of(public) is Algorithm.SM2:
        _openssl(["version"])  # where there is none, nobody can tell
        command = ["pkeyutl", "-verify", *_SM2, "-pubin", "-inkey", "key", "-in", "text", "-sigfile", "made"]
        try:
            _openssl(command, key=public, text=message, made=signature)
        except SigningError:
            return False
        return True
    _require_cryptography()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(public)
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _require_cryptography() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError as error:
        raise SigningError("这台电脑没有安装签名要用的组件 cryptography") from error


def _openssl(arguments: list[str], **files: bytes) -> bytes:
    """Run OpenSSL in a folder that holds the files, and return what it prints. Raise SigningError."""
    program = shutil.which("openssl")
    if program is None:
        raise SigningError("SM2 签名要用 OpenSSL 3.0 以上版本，这台电脑没有")
    with TemporaryDirectory() as folder:  # which only this user can read
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        try:
            done = subprocess.run(
                [program, *arguments], cwd=folder, capture_output=True, check=False, timeout=_LONGEST_RUN
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SigningError("OpenSSL 没有正常结束") from error
    if done.returncode:
        raise SigningError("OpenSSL 做不了 SM2 签名，要 3.0 以上版本")
    return done.stdout
