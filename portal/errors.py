"""Errors that an operation may raise; the edge turns each into a page in the reader's language."""

from http import HTTPStatus


class PortalError(Exception):
    """Base of every error that a user may meet; ``status`` is the HTTP status of its page."""

    status = HTTPStatus.BAD_REQUEST


class NotSignedIn(PortalError):
    """The act needs somebody who has signed in."""

    status = HTTPStatus.UNAUTHORIZED


class NotPermitted(PortalError):
    """The actor knows of the thing but may not do this to it."""

    status = HTTPStatus.FORBIDDEN


class NotFound(PortalError):
    """There is no such thing, or the actor may not know of it: the two are never told apart."""

    status = HTTPStatus.NOT_FOUND


class RuleBroken(PortalError):
    """A rule of the trade is broken; ``field`` names the form field at which to say so, if there is one."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field


class TransitionNotAllowed(PortalError):
    """The act is not possible in the state the thing has now, most often because somebody else acted first."""

    status = HTTPStatus.CONFLICT


class StaleEdit(PortalError):
    """Somebody saved a newer version while this one was being edited.

    ``by`` names who; ``theirs`` holds (label, text) pairs of how things stand now, to be shown beside what was typed;
    ``version`` is the newer version, which the form carries when it is sent again.
    """

    status = HTTPStatus.CONFLICT

    def __init__(self, by: str = "", theirs: tuple[tuple[str, str], ...] = (), version: int = 0) -> None:
        super().__init__(by)
        self.by = by
        self.theirs = theirs
        self.version = version
