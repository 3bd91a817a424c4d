"""A rule in words: what it asks, and why an enterprise fits it."""

from collections.abc import Iterable, Mapping
from functools import reduce

from flask_babel import gettext as _

from portal.eligibility.matching import Facts, Rule


def reason(rule: Rule, facts: Facts, areas: Mapping[int, str], *, own: bool) -> str:
    """Return why an enterprise fits, naming only what the rule asks; ``own`` when it is said to the enterprise.

    ``areas`` has the name of each area.
    """
    clauses = list(_clauses(rule, facts, areas))
    words = reduce(_and, clauses) if clauses else _("may apply as every enterprise may")
    return _("Your company %(words)s.", words=words) if own else _("The enterprise %(words)s.", words=words)


def _clauses(rule: Rule, facts: Facts, areas: Mapping[int, str]) -> Iterable[str]:
    kind = list(_kind(rule, facts))
    if kind:
        yield _("is a %(kind)s enterprise", kind=reduce(_beside, kind))
    if rule.areas:
        nearest = next(area for area in areas if area in rule.areas & facts.areas)
        yield _("is in %(area)s", area=areas[nearest])
    if rule.reopenings:
        yield _("today is: %(state)s", state=facts.reopening.label)


def _kind(rule: Rule, facts: Facts) -> Iterable[str]:
    if rule.key is not None:
        yield _("key") if facts.key else _("non-key")
    if rule.above_scale is not None:
        yield _("above-scale") if facts.above_scale else _("below-scale")
    if rule.sizes:
        yield str(facts.size.label)
    if rule.sectors:
        yield str(facts.sector.label)


def _and(one: str, two: str) -> str:
    return _("%(one)s and %(two)s", one=one, two=two)


def _beside(one: str, two: str) -> str:
    return _("%(one)s %(two)s", one=one, two=two)


def conditions(rule: Rule, areas: Mapping[int, str]) -> list[str]:
    """Return what a rule asks, a few words each; nothing when every enterprise may apply."""
    asked = [
        "、".join(str(value.label) for value in sorted(values, key=list(type(next(iter(values)))).index))
        for values in (rule.sectors, rule.sizes, rule.reopenings)
        if values
    ]
    if rule.areas:
        asked.append("、".join(name for area, name in areas.items() if area in rule.areas))
    if rule.above_scale is not None:
        asked.append(_("Above scale") if rule.above_scale else _("Not above scale"))
    if rule.key is not None:
        asked.append(_("Key enterprise") if rule.key else _("Not a key enterprise"))
    return asked
