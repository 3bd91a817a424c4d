"""政策找企: the rule, what an enterprise sees, and what its liaison tells it."""

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.eligibility import queries
from portal.eligibility.models import EligibilityRule, PolicyOffer
from portal.enterprises.models import Enterprise
from portal.notifications.models import Notification
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import PolicyAnswer, Role, Sector, Slot, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient

EMPLOYMENT = "mohrss-stable-employment-2020"
LOANS = "cbirc-loan-deferral-2020"
RULE = f"/eligibility/rules/{EMPLOYMENT}/p1"
HEADING = "员工暂时到不了岗怎么办"


@pytest.fixture
def mill(make: Factory) -> Enterprise:
    street = make.unit("望江街道", kind=UnitKind.STREET)
    return make.enterprise(area=street, above_scale=True, sector=Sector.INDUSTRY)


@pytest.fixture
def rule(session: Session, mill: Enterprise) -> EligibilityRule:
    row = EligibilityRule(
        document_slug=EMPLOYMENT,
        anchor="p1",
        sectors=["industry"],
        sizes=[],
        reopenings=[],
        area_ids=[mill.area_id],
        above_scale=True,
        edited_at=clock.now(),
        edited_by="调度员",
    )
    session.add(row)
    session.flush()
    return row


def test_a_coordinator_says_who_may_apply_and_sees_how_many_fit(
    client: JudgingClient, session: Session, make: Factory, mill: Enterprise
) -> None:
    client.sign_in(make.account(Role.COORDINATOR))
    assert RULE in client.get("/eligibility?q=员工到不了岗").links()
    said = {"version": "0", "sectors": "industry", "above_scale": "yes", "area_ids": str(mill.area_id)}
    assert client.get(RULE).h1 == "政策适用条件"
    listed = client.post(RULE, said, follow=True)
    assert "工业 · 望江街道 · 规上企业 1" in listed.words
    row = session.query(EligibilityRule).one()
    assert (row.above_scale, row.key, row.area_ids) == (True, None, [mill.area_id])
    client.post(RULE, said, expect=409)
    client.post(RULE, said | {"version": "1", "from_on": "2026-10-02", "until_on": "2026-10-01"}, expect=422)
    client.post(f"{RULE}/remove")
    assert session.query(EligibilityRule).count() == 0


def test_an_enterprise_sees_what_fits_it_and_why_on_its_home_and_answers(
    client: JudgingClient, session: Session, make: Factory, mill: Enterprise, rule: EligibilityRule
) -> None:
    client.sign_in(make.member(mill))
    for path in ("/", f"/eligibility/enterprises/{mill.id}"):
        page = client.get(path)
        assert HEADING in page.words
        assert "贵公司是规上工业企业，在望江街道。" in page.words
    said = {"answer": "applied", "measure": f"{EMPLOYMENT}#p1"}
    after = client.post(f"/eligibility/enterprises/{mill.id}/answer", said, follow=True)
    assert "已申请" in after.words
    assert HEADING not in client.get("/").words
    assert session.query(PolicyOffer).one().answer is PolicyAnswer.APPLIED
    client.post(f"/eligibility/enterprises/{mill.id}/answer", said | {"answer": "maybe"}, expect=404)
    client.post(f"/eligibility/enterprises/{mill.id}/answer", said | {"measure": f"{LOANS}#p1"}, expect=404)


def test_what_lapsed_or_lies_outside_its_days_is_not_shown(
    session: Session, mill: Enterprise, rule: EligibilityRule
) -> None:
    assert queries.matches(session, [mill.id], clock.today(), own=True)
    rule.document_slug = LOANS  # carried out until 30 June 2020
    session.flush()
    assert not queries.matches(session, [mill.id], clock.today(), own=True)


def test_a_liaison_tells_the_ticked_ones_in_one_act_and_only_once(
    client: JudgingClient, session: Session, make: Factory, mill: Enterprise, rule: EligibilityRule
) -> None:
    member, liaison = make.member(mill), make.account(Role.LIAISON, name="陈立新")
    make.pair(mill, Slot.LIAISON, liaison)
    client.sign_in(liaison)
    assert mill.name in client.get("/eligibility/mine").words
    value = f"{mill.id}#{EMPLOYMENT}#p1"
    client.post("/eligibility/mine", {}, expect=422)
    after = client.post("/eligibility/mine", {"chosen": value}, follow=True)
    assert "您联系的企业都已告知" in after.words
    (notice,) = session.query(Notification).filter_by(recipient_id=member.id)
    assert "人社部发〔2020〕8号" in notice.body
    client.post("/eligibility/mine", {"chosen": value})
    assert session.query(Notification).filter_by(recipient_id=member.id).count() == 1
    assert session.query(PolicyOffer).one().told_by == "陈立新"
    assert "陈立新告知" in client.get(f"/eligibility/enterprises/{mill.id}").words


def test_only_the_own_liaison_finds_and_may_tell_an_enterprise(
    session: Session, make: Factory, mill: Enterprise, rule: EligibilityRule
) -> None:
    """The list and ``eligibility:tell`` are twins."""
    for role in Role:
        for ids in (frozenset[int](), frozenset({mill.id})):
            who = actor(make.account(role), liaison_of=ids)
            found = [enterprise.id for enterprise, _found in queries.untold(session, who, clock.today())]
            if role is Role.LIAISON:
                assert found == ([mill.id] if permits(who, Permission.ELIGIBILITY_TELL, mill) else [])
            else:
                assert not permits(who, Permission.ELIGIBILITY_TELL, mill)


def test_strangers_are_kept_out(client: JudgingClient, make: Factory, mill: Enterprise, rule: EligibilityRule) -> None:
    client.sign_in(make.member(make.enterprise()))
    client.get(f"/eligibility/enterprises/{mill.id}", expect=404)
    said = {"answer": "applied", "measure": f"{EMPLOYMENT}#p1"}
    client.post(f"/eligibility/enterprises/{mill.id}/answer", said, expect=404)
    client.get("/eligibility", expect=403)
    client.get("/eligibility/mine", expect=403)
