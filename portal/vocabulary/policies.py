"""Words about the policy library and published answers."""

from flask_babel import lazy_gettext as _l

from portal.vocabulary.labels import Labelled


class PolicyAnswer(Labelled):
    """What an enterprise does about a measure that it fits."""

    APPLIED = "applied", _l("Applied for")
    NOT_WANTED = "not_wanted", _l("Not needed")


class PolicyState(Labelled):
    """Where a version of a document of the policy library stands."""

    DRAFT = "draft", _l("Unpublished draft")
    PUBLISHED = "published", _l("Published")
    WITHDRAWN = "withdrawn", _l("Taken out of the library")


class AnswerState(Labelled):
    """Where a question and answer stands on its way to the public."""

    WAITING = "waiting", _l("Waits for a second lawyer")
    RETURNED = "returned", _l("Returned for changes")
    PUBLISHED = "published", _l("Open to the public")
    WITHDRAWN = "withdrawn", _l("Withdrawn from the public")
