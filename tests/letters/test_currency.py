"""A letter is looked at once more where what it cites no longer stands as it did."""

from sqlalchemy.orm import Session

from portal import clock
from portal.cases import citing
from portal.cases.models import CaseEvent, Citation
from portal.letters.currency import changed_since_cited
from portal.letters.models import Letter
from tests.factories import Factory

RENT = "eight-departments-rent-2020#p1"


def test_a_change_of_validity_since_the_citation_is_remarked(session: Session, make: Factory) -> None:
    case = make.case()
    (quoted,) = citing.quoted([RENT])
    event = CaseEvent(
        case_id=case.id, at=clock.now(), action="answer", actor_name="林晓雯", actor_role="officer", status=case.status
    )
    event.citations = [Citation(**vars(quoted))]
    session.add(event)
    session.flush()
    with session.no_autoflush:
        letter = Letter(case=case, body=f"依据《{quoted.title}》答复如下。")
        session.add(letter)
        assert changed_since_cited(letter) == ""
        event.citations[0].validity = "现行有效"
        assert changed_since_cited(letter) == f"《{quoted.title}》：现行有效→{quoted.validity}"
        letter.body = "答复如下。"
        assert changed_since_cited(letter) == ""
        session.expunge(letter)
