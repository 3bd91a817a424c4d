"""Finding companies of near-equal names among tens of thousands, without comparing every pair."""

from collections.abc import Iterator

from portal.enterprises.names import near_equal, normalised


class Names:
    """Names by what remains of them with one character taken out: two names one slip apart share such a remainder.

    About a dozen small integers a name; :func:`near_equal` has the last word.
    """

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._known: list[tuple[str, str]] = []

    def add(self, name: str, credit_code: str) -> None:
        """Take a name in."""
        self._known.append((name, credit_code))
        for key in _keys(name):
            self._places.setdefault(key, len(self._known) - 1)

    def near(self, name: str, credit_code: str) -> tuple[str, str] | None:
        """Return name and code of a company of another code that is likely to be the same; None where there is none."""
        for key in _keys(name):
            place = self._places.get(key)
            if place is not None:
                other, code = self._known[place]
                if code != credit_code and near_equal(other, name):
                    return other, code
        return None


def _keys(name: str) -> Iterator[int]:
    bare = normalised(name)
    yield hash(bare)
    for place in range(len(bare)):
        yield hash(bare[:place] + bare[place + 1 :])
