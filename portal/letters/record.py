"""The record of a letter, and telling people about it."""

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record as audit
from portal.errors import TransitionNotAllowed
from portal.letters.models import Letter, LetterEvent
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.vocabulary import LetterState


def write_line(session: Session, letter: Letter, action: str, actor: Actor, text: str = "") -> None:
    """Add a line to the letter's record, with the text as it now is, and the act to the audit trail."""
    session.add(
        LetterEvent(
            letter_id=letter.id,
            at=clock.now(),
            action=action,
            actor_id=actor.account_id,
            actor_name=actor.name,
            state=letter.state,
            text=text,
            title=letter.title,
            body=letter.body,
        ),
    )
    audit(session, actor, f"letter:{action}", f"letter:{letter.id}", number=letter.number, state=letter.state)
    session.flush()


def must_be(letter: Letter, *states: LetterState) -> None:
    """Raise TransitionNotAllowed unless the letter is in one of the states."""
    if letter.state not in states:
        raise TransitionNotAllowed(letter.state)


def tell(session: Session, letter: Letter, people: list[Account], actor: Actor, message: tuple[str, str]) -> None:
    """Notify people about a letter, but for the one who acts."""
    others = [person for person in people if person.id != actor.account_id]
    notify(session, others, subject=message[0], body=message[1], link=f"/letters/{letter.id}")
