"""The daily reports of the demonstration: ten days, a late one, a missing one, and yesterday's bulletin."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.demo.county import County
from portal.pairing.actors import actor_for
from portal.reporting import bulletin_operations, daily_operations
from portal.reporting.daily_queries import counted, duty_of, reporting_units
from portal.units.models import Unit
from portal.vocabulary import Role

DAYS = 10
LATE, MISSING = {(2, 3), (6, 5)}, {(2, 4), (4, 8)}  # (which unit, working days ago)
REVIEW = "多数事项当日分办到人。个别单位日报告补报，请按时报送。"
PLAN = "各承办单位逐件核对到期事项，到期前答复企业。\n联企干部对尚未复工的重点企业再走访一次。"


def report(session: Session, county: County) -> None:
    """File what the units would have filed on the last working days, and publish the bulletin of the last one."""
    duty, today = duty_of(session), clock.today()
    days = [duty.calendar.add(today, -ago) for ago in range(DAYS, 0, -1)]
    for place, (unit, _since) in enumerate(reporting_units(session)):
        for ago, on in zip(range(DAYS, 0, -1), days, strict=True):
            if (place, ago) not in MISSING:
                _file(session, unit, on, late=(place, ago) in LATE)
    supervisor = actor_for(session, county.people["ducha"])
    with clock.travel(clock.local_instant(days[-1], 18)):
        bulletin_operations.write(session, days[-1], actor=supervisor, review=REVIEW, plan=PLAN, seen=0)
        session.flush()
        bulletin_operations.publish(session, days[-1], actor=supervisor)


def _file(session: Session, unit: Unit, on: date, *, late: bool) -> None:
    moment = clock.local_instant(on, 17) + (timedelta(hours=16) if late else timedelta())
    with clock.travel(moment):
        seen = {figure.indicator.key: figure.count for figure in counted(session, unit.id, on)}
        officer = actor_for(session, with_role(session, Role.OFFICER, [unit.id])[0])
        daily_operations.file(session, unit, on, actor=officer, zero=not any(seen.values()), seen=seen)
        session.flush()
