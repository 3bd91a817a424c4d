"""Whether the process lives, and whether it can serve: database, policy index and storage."""

import logging
from collections.abc import Callable

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify

from portal.attachments.storage import storage
from portal.database import db
from portal.measures.library import policy_index
from portal.permissions.checks import requires
from portal.permissions.permission import Permission

blueprint = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@blueprint.route("/healthz")
@requires(Permission.PUBLIC)
def alive() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.route("/readyz")
@requires(Permission.PUBLIC)
def ready() -> tuple[Response, int]:
    """Say of each part whether it works: 200 when all do, 503 otherwise."""
    parts = {name: _works(name, check) for name, check in CHECKS.items()}
    return jsonify(parts), 200 if all(parts.values()) else 503


def _works(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        log.exception("%s is not ready", name)
        return False


def _database() -> bool:
    return db.session.scalar(sa.text("SELECT count(*) FROM alembic_version")) == 1


def _index() -> bool:
    return len(policy_index().library) > 0


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "index": _index,
    "storage": lambda: storage().is_ready(),
}
