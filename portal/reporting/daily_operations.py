"""Filing daily and zero reports, and reminding of them."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.audit.operations import record
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import notify
from portal.permissions.actor import SYSTEM, Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.reporting import messages
from portal.reporting.daily import REACH
from portal.reporting.daily_queries import counted, duty_of, lacking, reminded, report_of
from portal.reporting.models import DailyReport, ReportReminder
from portal.settings import current_settings
from portal.units.models import Unit
from portal.vocabulary import Role


def file(
    session: Session, unit: Unit, on: date, *, actor: Actor, zero: bool, seen: dict[str, int], remark: str = ""
) -> DailyReport:
    """Confirm the figures of a day, or that there was nothing; after the cut-off it is a late report.

    ``seen`` are the figures that the officer had before the eyes. Raises StaleEdit where they have changed meanwhile,
    RuleBroken where the day is not to be reported, or a zero is said of a day on which there was something.
    """
    now, duty = clock.now(), duty_of(session)
    report = report_of(session, unit.id, on) or DailyReport(unit=unit, unit_id=unit.id, on=on)
    require(actor, Permission.DAILY_FILE, report)
    if not duty.may_file(on, now):
        raise RuleBroken(_("A report is filed for a working day, at the latest %(days)s days afterwards.", days=REACH))
    if report.id and now >= duty.ends(on):
        raise RuleBroken(_("The report of this day has been filed. After the cut-off it can no longer be changed."))
    figures = {figure.indicator.key: figure.count for figure in counted(session, unit.id, on)}
    if figures != seen:
        theirs = tuple((figure.name, str(figure.count)) for figure in counted(session, unit.id, on))
        raise StaleEdit(theirs=theirs)
    if zero != (not any(figures.values())):
        if zero:
            raise RuleBroken(_("There were cases on this day: confirm the figures."))
        raise RuleBroken(_("There was nothing on this day: file a zero report."), field="zero")
    report.figures, report.is_zero, report.remark = figures, zero, remark
    report.is_late = now >= duty.ends(on)
    report.filed_at, report.filed_by_id, report.filed_by_name = now, actor.account_id or 0, actor.name
    session.add(report)
    record(session, actor, "daily:file", f"unit:{unit.id}", on=on.isoformat(), zero=zero, late=report.is_late)
    return report


def remind(session: Session, on: date, *, actor: Actor) -> list[Unit]:
    """Remind the officers of every unit whose report of the day has not come; return the units."""
    require(actor, Permission.DAILY_REMIND)
    units = lacking(session, on, clock.now())
    _tell(session, units, on, actor)
    return units


def remind_by_clock(session: Session) -> int:
    """Remind once a day, half an hour before the cut-off; return how many units were reminded. Safe to run again."""
    now, today, duty = clock.now(), clock.today(), duty_of(session)
    begins = duty.ends(today) - current_settings().report_reminder
    if not duty.is_due(today) or not begins <= now < duty.ends(today):
        return 0
    known = reminded(session, today)
    units = [unit for unit in lacking(session, today, now) if unit.id not in known]
    _tell(session, units, today, SYSTEM)
    return len(units)


def _tell(session: Session, units: Iterable[Unit], on: date, actor: Actor) -> None:
    for unit in units:
        session.add(ReportReminder(unit_id=unit.id, on=on, at=clock.now(), by_id=actor.account_id))
        subject, body = messages.reminder(unit, on, current_settings().report_cutoff)
        officers = with_role(session, Role.OFFICER, [unit.id])
        notify(session, officers, subject=subject, body=body, link=f"/daily/mine?on={on.isoformat()}")
        record(session, actor, "daily:remind", f"unit:{unit.id}", on=on.isoformat())
