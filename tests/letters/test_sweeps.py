from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.storage import storage
from portal.letters.operations import KEPT_AS
from portal.letters.sweeps import forget_orphans
from tests.letters.conftest import Office


def test_bytes_of_a_sign_off_that_was_rolled_back_are_forgotten_after_a_day(office: Office, session: Session) -> None:
    letter = office.issued_letter()
    orphan = storage().put(KEPT_AS, b"of a sign-off that was rolled back")
    forget_orphans(session, storage(), at=clock.now())
    assert storage().get(orphan)
    assert forget_orphans(session, storage(), at=clock.now() + timedelta(days=2)) >= 1
    assert storage().get(letter.pdf_key or "")
    with pytest.raises(FileNotFoundError):
        storage().get(orphan)
