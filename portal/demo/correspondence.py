"""The letters of the demonstration: one at each stage that somebody has to act on."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.demo.county import County
from portal.demo.replying import reply_twice
from portal.letters import drafts, operations
from portal.letters.models import Letter
from portal.pairing.actors import actor_for
from portal.vocabulary import CaseKind, CaseStatus, LetterKind


class Correspondence:
    """Writes, signs and serves letters as their people would."""

    def __init__(self, session: Session, county: County) -> None:
        self.session = session
        self.supervisor = county.people["ducha"]
        self.leader = county.people["qiantou"]
        self.partner = county.people["lingdao3"]
        self.officer = county.people["chengban"]

    def supervise(self, case: Case) -> Letter:
        """Draft a 督办函 and submit it to be signed."""
        by = actor_for(self.session, self.supervisor)
        letter = drafts.draft(self.session, case, self.supervisor, actor=by, kind=LetterKind.SUPERVISION)
        operations.submit(self.session, letter, actor=by, signer=self.leader)
        return letter

    def issue_jointly(self, case: Case) -> Letter:
        """Draft a 督办函 that the justice bureau issues too, and send it to be countersigned and signed."""
        by, partner = actor_for(self.session, self.supervisor), self.partner
        letter = drafts.draft(self.session, case, self.supervisor, actor=by, kind=LetterKind.SUPERVISION)
        letter.joint = partner.unit.name if partner.unit else ""
        operations.submit(self.session, letter, actor=by, signer=self.leader, countersigners=[partner])
        return letter

    def sign_and_serve(self, letter: Letter) -> None:
        """Issue a letter and serve it."""
        self.session.refresh(letter)
        operations.sign(self.session, letter, actor=actor_for(self.session, self.leader), seen=letter.version)
        operations.serve(self.session, letter, actor=actor_for(self.session, letter.drafted_by))

    def reply(self, case: Case) -> Letter:
        """Draft a 答复函 by the officer and submit it to be signed."""
        by = actor_for(self.session, self.officer)
        letter = drafts.draft(self.session, case, self.officer, actor=by, kind=LetterKind.REPLY)
        operations.submit(self.session, letter, actor=by, signer=self.leader)
        return letter


def write_all(session: Session, county: County, cases: Sequence[Case]) -> None:
    """Write the letters: one waits for its answer, one has been answered twice, one is to be signed, one returned.

    One that two units issue waits for its countersignature. A 答复函 to an enterprise is served as well.
    """
    desk = Correspondence(session, county)
    handled = [case for case in cases if case.status is CaseStatus.IN_PROGRESS and case.kind is CaseKind.DIFFICULTY]
    late = sorted(handled, key=lambda case: case.due_on or date.max)[:5]
    served, _waiting, returned, replied = (desk.supervise(case) for case in late[:4])
    for case in late[4:]:
        desk.issue_jointly(case)
    desk.sign_and_serve(served)
    desk.sign_and_serve(replied)
    reply_twice(session, replied)
    leader = actor_for(session, desk.leader)
    operations.send_back(session, returned, actor=leader, reason="办理要求没有写明完成日期，请补充后再送。")
    answered = [case for case in cases if case.outcome and case.handler_id == desk.officer.id]
    if answered:
        desk.sign_and_serve(desk.reply(answered[0]))
