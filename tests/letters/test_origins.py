"""Where the words of a letter come from."""

from sqlalchemy.orm import Session

from portal.letters.origins import origins
from tests.judging import JudgingClient
from tests.letters.conftest import Office


def test_what_was_filled_in_is_told_with_its_source_and_what_was_rewritten_no_more(
    office: Office, session: Session, client: JudgingClient
) -> None:
    letter = office.supervision_letter()
    told = {origin.words: str(origin.source) for origin in origins(session, letter)}
    assert told[office.case.reference] == "事项编号"
    assert told[office.unit.name] == "承办单位"
    assert told[office.supervisor.telephone] == "拟稿人账号"
    session.commit()
    client.sign_in(office.supervisor)
    page = client.get(f"/letters/{letter.id}/edit")
    assert "填入来源" in page.words
    assert office.case.reference in page.words
    letter.body = "另行起草。"
    assert office.case.reference not in {origin.words for origin in origins(session, letter)}
