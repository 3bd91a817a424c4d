"""Countersigning (会签): every unit that issues a letter too agrees to its very text before the leading unit signs."""

import hashlib
import json
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.errors import RuleBroken, StaleEdit
from portal.letters import messages
from portal.letters.facts import names
from portal.letters.models import Letter, LetterCountersignature
from portal.letters.record import must_be, tell, write_line
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.units.queries import by_names
from portal.vocabulary import CountersigningOrder, LetterState, Role

SIGNED = ("issuer", "joint", "title", "addressee", "body", "contact", "copies", "annexes", "reply_by")
"""What a countersignature agrees to: everything that is printed."""


def digest_of(letter: Letter) -> str:
    """Return the SHA-256 of a letter's text as it stands."""
    text = json.dumps([getattr(letter, name) for name in SIGNED], ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def joint_units(session: Session, letter: Letter) -> list[Unit]:
    """Return the units that issue a letter too, in the order in which it names them; those unknown are left out."""
    known = by_names(session, names(letter.joint))
    return [known[name] for name in names(letter.joint) if name in known]


def leaders_of(session: Session, letter: Letter) -> list[Account]:
    """Return the leaders who may be asked to countersign, unit by unit in the letter's order, all but its drafter."""
    places = {unit.id: place for place, unit in enumerate(joint_units(session, letter))}
    leaders = [each for each in with_role(session, Role.LEADER, places) if each.id != letter.drafted_by_id]
    return sorted(leaders, key=lambda leader: places[leader.unit_id or 0])


def without_leader(session: Session, letter: Letter) -> list[str]:
    """Return the names of those who issue a letter too and have nobody in the portal who could countersign."""
    able = {leader.unit_id for leader in leaders_of(session, letter)}
    known = {unit.name: unit.id for unit in joint_units(session, letter)}
    return [name for name in names(letter.joint) if known.get(name) not in able]


def one_each(session: Session, letter: Letter, leaders: Sequence[Account]) -> list[tuple[Unit, Account]]:
    """Return the units that issue a letter too, each with its leader who is to countersign.

    Raises RuleBroken unless the leaders are one of each unit.
    """
    units = joint_units(session, letter)
    chosen = {leader.unit_id: leader for leader in leaders}
    able = {leader.id for leader in leaders_of(session, letter)}
    named = len(leaders) == len(chosen) and able.issuperset(leader.id for leader in leaders)
    if not named or chosen.keys() != {unit.id for unit in units} or len(units) != len(names(letter.joint)):
        raise RuleBroken(_("Choose one leader of each unit that issues the letter too."), "countersigners")
    return [(unit, chosen[unit.id]) for unit in units]


def ask(
    session: Session,
    letter: Letter,
    *,
    actor: Actor,
    leaders: Sequence[tuple[Unit, Account]],
    order: CountersigningOrder,
) -> None:
    """Ask each unit's leader to countersign; who has countersigned this very text already is not asked again."""
    before, digest = {each.unit_id: each for each in letter.countersignatures}, digest_of(letter)
    in_turn = order is CountersigningOrder.IN_TURN
    asked = []
    for place, (unit, leader) in enumerate(leaders, 1):
        each = before.get(unit.id) or LetterCountersignature(unit=unit, unit_id=unit.id)
        stands = each.leader_id == leader.id and each.digest == digest
        each.leader, each.leader_id, each.place = leader, leader.id, place if in_turn else 1
        each.asked_at, each.signed_at = (each.asked_at, each.signed_at) if stands else (None, None)
        asked.append(each)
    letter.countersignatures = asked
    session.flush()
    _ask_next(session, letter, actor)


def countersign(session: Session, letter: Letter, *, actor: Actor, seen: int) -> None:
    """Countersign for one's unit; the next unit is asked, or after the last the leader who signs.

    Raises StaleEdit when the text has changed since it was seen.
    """
    session.refresh(letter, with_for_update={"of": Letter})  # of two who are last at once, one tells who signs
    require(actor, Permission.LETTER_COUNTERSIGN, letter)
    must_be(letter, LetterState.SUBMITTED)
    if seen != letter.version:
        raise StaleEdit(by=letter.drafted_by.name, theirs=((_("Body"), letter.body),), version=letter.version)
    mine = next(each for each in letter.countersignatures if each.leader_id == actor.account_id)
    mine.signed_at, mine.digest = clock.now(), digest_of(letter)
    write_line(session, letter, "countersign", actor, mine.unit.name)
    tell(session, letter, [letter.drafted_by], actor, messages.countersigned(letter, mine.unit.name))
    _ask_next(session, letter, actor)


def _ask_next(session: Session, letter: Letter, actor: Actor) -> None:
    """Ask all of the first place that lacks a signature; where none lacks any, the leader who signs."""
    waiting = [each for each in letter.countersignatures if each.signed_at is None]
    if not waiting:
        tell(session, letter, [letter.signer] if letter.signer else [], actor, messages.to_sign(letter))
        return
    first = min(each.place for each in waiting)
    for each in waiting:
        if each.place == first and each.asked_at is None:
            each.asked_at = clock.now()
            again = bool(each.digest)
            tell(session, letter, [each.leader], actor, messages.to_countersign(letter, each.unit.name, again=again))
    session.flush()


def must_be_countersigned(letter: Letter) -> None:
    """Raise RuleBroken unless every unit that issues a letter too has countersigned the text as it stands."""
    digest = digest_of(letter)
    standing = {each.unit.name for each in letter.countersignatures if each.signed_at and each.digest == digest}
    missing = [name for name in names(letter.joint) if name not in standing]
    if missing:
        raise RuleBroken(_("Not yet countersigned by %(units)s.", units="、".join(missing)))
