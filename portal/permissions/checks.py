"""Asking the table: in views by decorator, in operations and screens by question."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, g

from portal.errors import NotFound, NotPermitted, NotSignedIn
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.permissions.secrecy import is_kept_from
from portal.permissions.table import TABLE

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def permits(actor: Actor, permission: Permission, thing: object = None) -> bool:
    """Tell whether the actor may do this to the thing. A permission about a thing is never granted without it.

    A confidential thing is for its circle alone, whatever the table says.
    """
    return not is_kept_from(actor, thing) and any(
        all((thing is not None or not predicate.needs_thing) and predicate(actor, thing) for predicate in row)
        for row in TABLE[permission]
    )


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Tell whether there could be a thing to which the actor may do this; what a page can ask before it loads one."""
    return any(all(p(actor, None) for p in row if not p.needs_thing) for row in TABLE[permission])


def require(actor: Actor, permission: Permission, thing: object = None) -> None:
    """Raise NotPermitted unless the actor may do this to the thing."""
    if not permits(actor, permission, thing):
        raise NotPermitted(permission)


def require_visible(actor: Actor, permission: Permission, thing: object | None) -> None:
    """Raise NotFound where there is no such thing and where the actor may not see it, alike."""
    if thing is None or not permits(actor, permission, thing):
        raise NotFound


def actor_or_none() -> Actor | None:
    """Return who makes this request; None for a visitor."""
    actor: Actor | None = g.get("actor")
    return actor


def current_actor() -> Actor:
    """Return who makes this request; raise NotSignedIn for a visitor."""
    actor = actor_or_none()
    if actor is None:
        raise NotSignedIn
    return actor


def requires(permission: Permission) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Name the permission of a view and refuse those who could never have it.

    A view about a thing still asks :func:`permits` for that thing, through its query or its operation.
    """

    def decorate(view: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        @wraps(view)
        def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            if permission is not Permission.PUBLIC and not may_ever(current_actor(), permission):
                raise NotPermitted(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by tests/structure
        return guarded

    return decorate


def init_app(app: Flask, load_actor: Callable[[], Actor | None]) -> None:
    """Find out at each request who acts, and let templates ask the table."""

    @app.before_request
    def remember_actor() -> None:
        g.actor = load_actor()

    @app.context_processor
    def questions() -> dict[str, object]:
        actor = actor_or_none()

        def may(permission: str, thing: object = None) -> bool:
            if actor is None:
                return False
            asked = Permission(permission)
            return permits(actor, asked, thing) if thing is not None else may_ever(actor, asked)

        return {"actor": actor, "may": may}
