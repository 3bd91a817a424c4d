"""Navigation by role, as data, and the frame that every page is drawn in."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.accounts import authentication
from portal.database import db
from portal.home import waiting
from portal.notifications.queries import unread_count
from portal.permissions.actor import Actor
from portal.permissions.checks import actor_or_none
from portal.presentation.frame import FrameLinks, NavGroup, NavItem, Viewer
from portal.vocabulary import Role


@dataclass(frozen=True)
class Link:
    """One link of the navigation; ``count`` names what is counted beside it (see :mod:`portal.home.waiting`)."""

    label: LazyString
    endpoint: str
    icon: str = "dot"
    arguments: tuple[tuple[str, str], ...] = ()
    count: str = ""


HOME = Link(_l("Home"), "home.index", "house")
POLICY = Link(_l("Policy search"), "measures.search", "search")
LETTERS = Link(_l("Letters"), "letters.index", "envelope-paper")
TO_SIGN = Link(_l("For me to sign"), "letter_signing.index", "pen", count="letters_to_sign")
DIRECTORY = Link(_l("Enterprise directory"), "enterprises.index", "building")
OWN_ENTERPRISES = Link(_l("My enterprises"), "pairing.mine", "building")
FIGURES = Link(_l("Figures"), "reporting.index", "bar-chart")
DAILY = Link(_l("Daily and zero reports"), "daily.index", "calendar3")
LEADING = Link(_l("Led and supervised by me"), "leading.index", "flag")
OWN_DAILY = Link(_l("Daily report"), "daily.mine", "calendar3")
BULLETIN = Link(_l("Daily bulletin"), "bulletin.show", "journal-text")
SUPERVISION = Link(_l("Supervision overview"), "supervision_overview.index", "megaphone")
CONDITIONS = Link(_l("Who may apply"), "eligibility.index", "bullseye")
TO_TELL = Link(_l("Policies to tell"), "eligibility.mine", "megaphone")
LEAVE = Link(_l("Leave and deputies"), "leaves.index", "calendar-x")
CLIENTS = Link(_l("Conflicts of interest"), "clients.index", "shield-exclamation")
PAIRING = Link(_l("Pairing"), "pairing.index", "diagram-2", count="unpaired")
CHECKUPS = Link(_l("Legal check-ups"), "visits.mine", "clipboard2-pulse")
VISITS = Link(_l("Visits"), "visits.mine", "person-walking")
CAMPAIGNS = Link(_l("Campaigns of visits"), "campaigns.index", "person-walking")
ALL_CASES = Link(_l("All cases"), "cases.index", "collection", (("tab", "all"),))

CONFERENCES = Link(_l("Conferences proposed"), "conference_proposals.index", "people", count="conferences")
TO_CALL = Link(_l("Follow-up calls"), "cases.index", "telephone-outbound", (("tab", "follow-ups"),), count="follow-ups")
LIMITS = Link(_l("Limits"), "administration.limits", "hourglass-split")
ROSTER = Link(_l("Duty roster"), "duty.index", "calendar-week")
APPOINTMENTS = Link(_l("Appointments"), "appointments.index", "calendar-check")
CALLS = Link(_l("Calls and walk-ins"), "calls.index", "headset")
CODES = Link(_l("QR codes"), "codes.index", "qr-code")
MY_APPOINTMENTS = Link(_l("My appointments"), "appointments.index", "calendar-check")
PUBLISHED_ANSWERS = Link(_l("Published answers"), "answer_desk.index", "patch-question", count="answers_to_approve")
ANSWERED = Link(_l("Answered by me"), "cases.index", "check2", (("tab", "answered"),))


def _mine(label: LazyString) -> Link:
    return Link(label, "cases.index", "inbox", count="waiting")


WORK, ENTERPRISES, SOURCES = _l("Handling"), _l("Enterprises"), _l("Sources and letters")
GROUPS: dict[Role, tuple[tuple[LazyString, tuple[Link, ...]], ...]] = {
    Role.ENTERPRISE: (
        (
            _l("Enterprise"),
            (
                HOME,
                Link(_l("My cases"), "cases.index"),
                Link(_l("Policies"), "measures.search"),
                LETTERS,
                APPOINTMENTS,
                Link(_l("Visits and check-ups"), "visits.own"),
                Link(_l("Enterprise profile"), "enterprises.mine"),
            ),
        ),
    ),
    Role.LIAISON: (
        (
            WORK,
            (_mine(_l("My cases")), Link(_l("File on behalf"), "intake.start", "telephone"), MY_APPOINTMENTS, ROSTER),
        ),
        (ENTERPRISES, (OWN_ENTERPRISES, VISITS, TO_TELL, LEAVE)),
        (SOURCES, (POLICY, LETTERS, BULLETIN)),
    ),
    Role.LAWYER: (
        (WORK, (_mine(_l("Legal questions")), ANSWERED, PUBLISHED_ANSWERS, MY_APPOINTMENTS, ROSTER)),
        (ENTERPRISES, (OWN_ENTERPRISES, CHECKUPS, CLIENTS, LEAVE)),
        (SOURCES, (POLICY,)),
    ),
    Role.OFFICER: (
        (
            WORK,
            (
                _mine(_l("My cases")),
                Link(_l("Cases of my unit"), "cases.index", "journal-text", (("tab", "unit"),)),
                Link(_l("Supporting tasks"), "cases.index", "diagram-3", (("tab", "tasks"),), count="tasks"),
                OWN_DAILY,
                MY_APPOINTMENTS,
                ROSTER,
            ),
        ),
        (ENTERPRISES, (OWN_ENTERPRISES, VISITS, DIRECTORY, LEAVE)),
        (SOURCES, (POLICY, LETTERS, BULLETIN)),
    ),
    Role.COORDINATOR: (
        (WORK, (_mine(_l("What waits")), CONFERENCES, TO_CALL, ALL_CASES, CALLS, ROSTER, FIGURES)),
        (ENTERPRISES, (PAIRING, CAMPAIGNS, DIRECTORY, CODES)),
        (SOURCES, (POLICY, CONDITIONS, LETTERS, BULLETIN)),
    ),
    Role.SUPERVISOR: (
        (
            _l("Supervision"),
            (
                SUPERVISION,
                Link(_l("Late cases"), "cases.index", "exclamation-triangle", (("tab", "late"),), count="late"),
                LETTERS,
            ),
        ),
        (_l("Daily reporting"), (FIGURES, DAILY, BULLETIN)),
        (_l("Look up"), (ALL_CASES, DIRECTORY, POLICY)),
    ),
    Role.LEADER: (
        (_l("Lead"), (LEADING, TO_SIGN, OWN_ENTERPRISES, SUPERVISION, LEAVE)),
        (_l("Daily reporting"), (FIGURES, BULLETIN)),
        (_l("Look up"), (ALL_CASES, CAMPAIGNS, LETTERS, POLICY)),
    ),
    Role.ADMIN: (
        (
            _l("People and units"),
            (
                Link(_l("Accounts"), "administration.accounts", "people"),
                Link(_l("Units"), "administration.units", "diagram-3"),
                Link(_l("Audit trail"), "administration.audit", "journal-check"),
                CODES,
            ),
        ),
        (_l("Days and limits"), (Link(_l("Working calendar"), "administration.calendar", "calendar3"), LIMITS)),
        (
            _l("Policies and answers"),
            (Link(_l("Policy library"), "policies.index", "journals"), CONDITIONS, PUBLISHED_ANSWERS, POLICY),
        ),
    ),
}
VISITOR = (
    HOME,
    POLICY,
    Link(_l("Verify a letter"), "verification.index"),
    Link(_l("Help"), "home.help_page"),
)
FOOTER = (
    Link(_l("Help"), "home.help_page"),
    Link(_l("Accessibility"), "home.accessibility"),
    Link(_l("Privacy"), "home.privacy"),
)


def _is_current(link: Link) -> bool:
    if request.endpoint != link.endpoint:
        return False
    return all(request.args.get(name) == value for name, value in link.arguments) and (
        bool(link.arguments) or not {"tab", "state"} & request.args.keys()
    )


def _item(link: Link, counts: dict[str, int]) -> NavItem:
    return NavItem(
        label=str(link.label),
        url=url_for(link.endpoint, **dict(link.arguments)),  # type: ignore[arg-type]  # the link's own arguments
        icon=link.icon,
        count=counts.get(link.count) or None,
        current=_is_current(link),
    )


def groups_for(actor: Actor | None) -> tuple[NavGroup, ...]:
    """Return the navigation of a person: the groups of each role in order, a link once."""
    if actor is None:
        return (NavGroup("", tuple(_item(link, {}) for link in VISITOR)),)
    counts = waiting.counts(db.session, actor)
    roles = [role for role in Role if role in actor.roles and (role is not Role.ENTERPRISE or not actor.is_staff)]
    groups: list[tuple[LazyString | str, tuple[Link, ...]]] = [("", (HOME,))] if actor.is_staff else []
    groups += [group for role in roles for group in GROUPS[role]]
    merged: dict[str, list[Link]] = {}
    seen: set[Link] = set()
    for heading, links in groups:
        fresh = [link for link in links if link not in seen]
        seen.update(fresh)
        merged.setdefault(str(heading), []).extend(fresh)
    return tuple(
        NavGroup(heading, tuple(_item(link, counts) for link in links)) for heading, links in merged.items() if links
    )


def frame() -> dict[str, object]:
    """Return what the layouts are drawn with: navigation, viewer and the links of every page."""
    account = authentication.current_account()
    actor = actor_or_none()
    viewer = None
    if account and actor:
        viewer = Viewer(
            name=account.name,
            role=str(next((role.label for role in Role if role in account.roles), Role.ENTERPRISE.label)),
            account_url=url_for("own_account.show"),
            notifications_url=url_for("notifications.inbox"),
            sign_out_url=url_for("accounts.sign_out"),
            unread=unread_count(db.session, account.id),
            staff=actor.is_staff,
        )
    links = FrameLinks(
        home_url=url_for("home.index"),
        sign_in_url=url_for("accounts.sign_in"),
        search_url=url_for("home.search") if viewer and viewer.staff else "",
        footer=tuple(_item(link, {}) for link in FOOTER),
    )
    return {"navigation": groups_for(actor), "viewer": viewer, "frame": links}
