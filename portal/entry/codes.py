"""What stands in a code: a random key and a signature. Nobody learns anything from one, or makes one up."""

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without those that are mistaken for others, so that a code can also be typed."""
KEY_LENGTH = 11  # 30 ** 11 keys, 54 bits: none is found by trying
SIGNATURE_LENGTH = 6
HIDDEN = "＊＊＊＊"


def new_key() -> str:
    """Return a key that tells nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def _signature(key: str, secret: str) -> str:
    digest = hmac.new(secret.encode(), f"entry-code:{key}".encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[octet % len(ALPHABET)] for octet in digest[:SIGNATURE_LENGTH])


def token_of(key: str, secret: str) -> str:
    """Return what stands in the address on the card: the key and its signature."""
    return f"{key}{_signature(key, secret)}"


def key_of(token: str, secret: str) -> str | None:
    """Return the key in a token, in whatever case it was typed; None where the signature is not ours."""
    text = token.strip().upper()
    key, signature = text[:KEY_LENGTH], text[KEY_LENGTH:]
    if len(key) != KEY_LENGTH or not text.isascii() or not hmac.compare_digest(signature, _signature(key, secret)):
        return None
    return key


def masked(name: str) -> str:
    """Return a name of which only its own people know whose it is: 恒＊＊＊＊公司."""
    return f"{name[:1]}{HIDDEN}{name[-2:]}"
