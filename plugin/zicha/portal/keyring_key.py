"""The key by which saved logins are encrypted: it lies in the system's keyring, and nowhere else.

Without a keyring (a server, a system without one) or without cryptography nothing is encrypted; who asks is told so.
"""

from __future__ import annotations

_SERVICE, _NAME = "zicha", "登录状态"


class NoKeyError(Exception):
    """There is no key here, or not the one that a text was encrypted with."""


def encrypted(text: str) -> str:
    """Return a text encrypted by this user's key, which is made when it is needed first. Raise NoKeyError."""
    try:
        import keyring
        from cryptography.fernet import Fernet
        from keyring.errors import KeyringError
    except ImportError as error:
        raise NoKeyError from error
    try:
        key = keyring.get_password(_SERVICE, _NAME)
        if key is None:
            keyring.set_password(_SERVICE, _NAME, Fernet.generate_key().decode())
            key = keyring.get_password(_SERVICE, _NAME)
        if key is None:  # a keyring that keeps nothing
            raise NoKeyError
        return Fernet(key.encode()).encrypt(text.encode()).decode()
    except (KeyringError, RuntimeError, ValueError) as error:
        raise NoKeyError from error


def decrypted(text: str) -> str:
    """Return what was encrypted. Raise NoKeyError."""
    try:
        import keyring
        from cryptography.fernet import Fernet, InvalidToken
        from keyring.errors import KeyringError
    except ImportError as error:
        raise NoKeyError from error
    try:
        return Fernet((keyring.get_password(_SERVICE, _NAME) or "").encode()).decrypt(text.encode()).decode()
    except (KeyringError, RuntimeError, ValueError, InvalidToken) as error:
        raise NoKeyError from error
