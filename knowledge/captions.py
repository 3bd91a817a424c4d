"""The headings that stand above measures, each where it begins."""

from collections.abc import Iterator, Sequence

from knowledge.documents import Caption, Measure

Begun = tuple[tuple[int, Caption], ...]
"""Headings that begin before a measure, each with its depth from 0."""


def captioned(measures: Sequence[Measure]) -> Iterator[tuple[Begun, Measure]]:
    """Yield each measure with the headings that begin before it; a heading that is a measure itself is not repeated."""
    above: tuple[Caption, ...] = ()
    for measure in measures:
        begun = []
        for depth, caption in enumerate(measure.parents):
            if above[: depth + 1] != measure.parents[: depth + 1]:
                begun.append((depth, caption))
                above = measure.parents[: depth + 1]
        yield tuple(begun), measure
        above = (*measure.parents, Caption(measure.number, measure.heading))
