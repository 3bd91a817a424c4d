"""Whether what a letter cites still stands as it did when the case cited it, and whether it is in force at all."""

import re

from sqlalchemy.orm import object_session

from knowledge import Validity
from portal.cases.models import Citation
from portal.errors import NotFound
from portal.letters.facts import citations_of
from portal.letters.models import Letter
from portal.measures import library

NOT_IN_FORCE = frozenset({Validity.LAPSED, Validity.REPEALED, Validity.NOT_YET})
QUOTED = re.compile("《([^《》]+(?:〈[^〉]*〉[^《》]*)*)》")


def changed_since_cited(letter: Letter) -> str:
    """Return the documents that a letter names and whose validity has changed since, with both; empty for none."""
    session = object_session(letter)
    if session is None or letter.case is None:
        return ""
    named = [each for each in citations_of(session, letter.case) if each.title in letter.body]
    return "；".join(dict.fromkeys(filter(None, map(_change, named))))


def not_in_force(letter: Letter) -> str:
    """Return the documents of the library that a letter names by their title and that are not in force."""
    titles = set(QUOTED.findall(letter.body))
    if not titles:
        return ""
    named = (each for each in library.current() if each.title.strip("《》") in titles)
    return "；".join(
        dict.fromkeys(
            f"《{each.title.strip('《》')}》（{each.validity}）" for each in named if each.validity in NOT_IN_FORCE
        )
    )


def _change(citation: Citation) -> str:
    try:
        now = library.document(citation.document_slug).validity.value
    except NotFound:
        now = "库中已无"
    return f"{citation.printed_title}：{citation.validity}→{now}" if now != citation.validity else ""
