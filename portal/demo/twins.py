"""One enterprise with two records: what the window wrote down, and what its owner registered two hours later."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.demo.county import credit_code
from portal.enterprises.operations import register
from portal.enterprises.profile import Profile
from portal.enterprises.provisional import Sketch, record_provisionally
from portal.entry.operations import Matter, file_call
from portal.pairing.actors import actor_for
from portal.units.models import Unit
from portal.vocabulary import Channel, Reopening, Sector, Size

OWNER, TELEPHONE = "孙有田", "139 0000 9901"
TOLD, REGISTERED = "安澜县向阳粮油加工厂", "安澜县向阳粮油加工有限公司"
BETWEEN = timedelta(hours=2)
PROBLEM = "加工厂进水后变压器不能送电"
HAPPENED = "厂里进水，变压器浸泡后供电所停了电，新米收进来烘不了，已经压了二十多吨。"


def record_twice(session: Session, *, coordinator: Account, area: Unit) -> None:
    """File a walk-in's problem for a works that is not registered yet, and let its owner register it afterwards."""
    with clock.travel(clock.now() - BETWEEN):
        _walk_in(session, coordinator, area)
    owner = Account(username="enterprise41", name=OWNER, telephone=TELEPHONE, password_hash="", created_at=clock.now())
    session.add(owner)
    session.flush()
    profile = Profile(
        credit_code=credit_code(4900),
        name=REGISTERED,
        sector=Sector.INDUSTRY,
        size=Size.SMALL,
        area_id=area.id,
        address=f"{area.name}粮站路6号",
        contact_name=OWNER,
        contact_telephone=TELEPHONE,
        staff_count=26,
    )
    register(session, by=owner, profile=profile, reopening=Reopening.CLOSED)


def _walk_in(session: Session, coordinator: Account, area: Unit) -> None:
    actor = actor_for(session, coordinator)
    sketch = Sketch(TOLD, area.id, Sector.INDUSTRY, OWNER, TELEPHONE)
    enterprise = record_provisionally(session, actor=actor, sketch=sketch)
    matter = Matter(
        category="utilities-damage",
        title=PROBLEM,
        description=HAPPENED,
        contact_name=OWNER,
        contact_telephone=TELEPHONE,
        submission_key="call-demo-2",
    )
    file_call(session, actor=actor, enterprise=enterprise, channel=Channel.WINDOW, matter=matter)
