"""Supervision (督办): the ladder from a reminder to the notice list, and what people do by hand."""
