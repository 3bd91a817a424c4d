"""Rate limits by network address for pages that strangers may use or misuse; sign-in is throttled in the database."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from portal.settings import Settings

limiter = Limiter(get_remote_address)

# A person never meets these; a program that tries codes, tokens or words does.
REGISTERING = limiter.shared_limit("30 per hour", scope="registering", methods=["POST"])
INVITING = limiter.shared_limit("30 per hour", scope="inviting", methods=["POST"])  # each is a mail to any address
CONFIRMING = limiter.shared_limit("60 per hour", scope="confirming", methods=["POST"])  # each may try a password
TOKENS = limiter.shared_limit("60 per hour", scope="tokens")
ENTERING = limiter.shared_limit("60 per hour", scope="entering", methods=["POST"])
VERIFYING = limiter.shared_limit("120 per hour", scope="verifying")
SEARCHING = limiter.shared_limit("60 per minute", scope="searching")
# Each pause while somebody types asks once, and one office may sit behind one address.
SUGGESTING = limiter.shared_limit("240 per minute", scope="suggesting")


def init_app(app: Flask, settings: Settings) -> None:
    """Count in the store that the settings name: memory on one node, Redis or Valkey where there are several."""
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.rate_limit_storage,
        RATELIMIT_HEADERS_ENABLED=True,
        RATELIMIT_ENABLED=settings.rate_limits,
    )
    limiter.init_app(app)
