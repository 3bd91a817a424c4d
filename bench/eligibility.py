"""Who fits which rule: 1,000 rules over 10,000 enterprises, the crowd at once against every pair one by one."""

import random

from bench.measuring import Row, compare
from portal.eligibility.matching import Crowd, Facts, Rule, fits
from portal.vocabulary import Reopening, Sector, Size

ENTERPRISES, RULES, AREAS = 10_000, 1_000, 60
ROUNDS = 2  # the yardstick takes its time


def rows() -> list[Row]:
    """Count the enterprises that fit each rule, the building of the crowd included; the two counts must agree."""
    chance = random.Random(20_260_101)  # noqa: S311  the same enterprises on every machine
    crowd = [_enterprise(chance) for _ in range(ENTERPRISES)]
    rules = [_rule(chance) for _ in range(RULES)]

    def at_once() -> list[int]:
        gathered = Crowd(crowd)
        return [gathered.count(rule) for rule in rules]

    def one_by_one() -> list[int]:
        return [sum(fits(rule, facts) for facts in crowd) for rule in rules]

    if at_once() != one_by_one():
        raise AssertionError("the two ways disagree")
    name = f"{RULES:,} rules over {ENTERPRISES:,} enterprises"
    return [compare(name, at_once, "every pair one by one", one_by_one, rounds=ROUNDS)]


def _enterprise(chance: random.Random) -> Facts:
    return Facts(
        sector=chance.choice(list(Sector)),
        size=chance.choice(list(Size)),
        areas=frozenset({0, chance.randint(1, AREAS)}),
        reopening=chance.choice(list(Reopening)),
        above_scale=chance.random() < 0.1,  # noqa: PLR2004  about what a county has
        key=chance.random() < 0.02,  # noqa: PLR2004  as above
    )


def _rule(chance: random.Random) -> Rule:
    return Rule(
        sectors=frozenset(chance.sample(list(Sector), chance.randint(0, 2))),
        sizes=frozenset(chance.sample(list(Size), chance.randint(0, 3))),
        areas=frozenset(chance.sample(range(1, AREAS + 1), chance.choice([0, 0, 1, 5]))),
        reopenings=frozenset(chance.sample(list(Reopening), chance.choice([0, 0, 1, 2]))),
        above_scale=chance.choice([None, None, True]),
        key=chance.choice([None, None, None, True]),
    )
