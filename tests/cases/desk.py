"""A member of an enterprise at the pages of intake."""

from sqlalchemy.orm import Session

from portal.cases.intake.categories import load_categories
from portal.cases.models import Case, Draft
from tests.factories import Factory
from tests.judging import JudgingClient, Page

MATTER = {
    "title": "房东停电催租，车间开不了工",
    "description": "我公司租用望江街道二号厂房。9月26日房东把电断了，三十八名工人已经返岗，生产线开不起来。",
    "wish": "先恢复供电，房租分期交。",
    "other_party": "安澜柳浦物业管理有限公司",
}
CONTACT = {"contact_name": "张慧敏", "contact_telephone": "139 0000 7788"}


class Desk:
    """Somebody signed in, an enterprise, and the ways to fill pages in."""

    def __init__(self, client: JudgingClient, session: Session, make: Factory) -> None:
        load_categories(session)
        self.client, self.session, self.make = client, session, make
        self.enterprise = make.enterprise()
        self.member = make.member(self.enterprise)
        client.sign_in(self.member)

    def path(self, page: str, kind: str = "difficulty") -> str:
        return f"/cases/new/{self.enterprise.id}/{kind}/{page}"

    def get(self, page: str, **kwargs: object) -> Page:
        return self.client.get(self.path(page), **kwargs)

    def answer(self, page: str, expect: int = 302, **values: object) -> Page:
        return self.client.post(self.path(page), values, expect=expect)

    def answer_wrongly(self, page: str, **values: object) -> Page:
        """Answer a page so that it is opened again with what has to be changed."""
        again = self.answer(page, **values).response.location
        assert again == f"{self.path(page)}?wrong=1"
        return self.client.get(again)

    def write(self, **changes: object) -> None:
        """Fill every page in."""
        self.answer("group", group="lease")
        self.answer("category", category="lease-cutoff")
        self.answer("matter", **(MATTER | changes))
        self.answer("urgency")
        self.answer("contact", **CONTACT)

    def send(self, expect: int = 302) -> Page:
        return self.answer("check", expect, submission_key=self.get("check").value("submission_key"))

    def drafts(self) -> list[Draft]:
        return list(self.session.query(Draft).order_by(Draft.id))

    def cases(self) -> list[Case]:
        return list(self.session.query(Case).order_by(Case.id))
