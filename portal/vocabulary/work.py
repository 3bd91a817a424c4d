"""Words about work done in the background."""

from flask_babel import lazy_gettext as _l

from portal.vocabulary.labels import Labelled


class TaskState(Labelled):
    """Where long work stands that the worker does."""

    WAITING = "waiting", _l("Waiting to begin")
    RUNNING = "running", _l("Being made")
    DONE = "done", _l("Made")
    FAILED = "failed", _l("Not made")
    CANCELLED = "cancelled", _l("Cancelled")


class ImportState(Labelled):
    """Where an import of enterprises stands."""

    MATCHING = "matching", _l("Columns to be matched")
    STAGING = "staging", _l("Being read")
    READY = "ready", _l("To be checked")
    WRITING = "writing", _l("Being written")
    DONE = "done", _l("Finished")


class RowStatus(Labelled):
    """What an import makes of a row."""

    WRONG = "wrong", _l("Wrong")
    DOUBTFUL = "doubtful", _l("Doubtful")
    NEW = "new", _l("To be added")
    CHANGED = "changed", _l("To be changed")
    SAME = "same", _l("No change")
    ADDED = "added", _l("Added")
    UPDATED = "updated", _l("Changed")
    SKIPPED = "skipped", _l("Not imported")


class ExportShape(Labelled):
    """As what a list is exported; the value is the ending of the file's name."""

    XLSX = "xlsx", _l("XLSX workbook")
    CSV = "csv", _l("CSV table")
