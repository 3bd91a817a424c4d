"""Random tokens: the person holds the token, the database its SHA-256, so a copied table opens nothing."""

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits as text that is safe in a cookie and an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what the database keeps of a token. A fast hash is right: a random token cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
