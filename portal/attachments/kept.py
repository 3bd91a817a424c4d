"""What kinds of bytes the store keeps, and which columns of the database hold their keys."""

import enum


class Kept(enum.StrEnum):
    """A kind of bytes, with which their keys begin; for each some column holds the keys."""

    ATTACHMENT = "attachment"
    LETTER = "letters"
    BULLETIN = "bulletin"
    IMPORT = "enterprise-import"
    PRODUCT = "background"


HELD = "bytes"


def holds(kind: Kept) -> dict[str, Kept]:
    """Return the ``info`` of a column that holds keys of a kind; what no such column names is forgotten after a day."""
    return {HELD: kind}
