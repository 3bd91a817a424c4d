"""Templates of replies: words used again and again, with variables that a case fills in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.audit.operations import record
from portal.cases.desk.models import ReplyTemplate
from portal.cases.models import Case
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import permits, require
from portal.permissions.permission import Permission

VARIABLE = re.compile(r"\{([^{}\n]{1,20})\}")
# The templates are Chinese, and so are their variables.
VARIABLES: tuple[str, ...] = (
    "编号", "标题", "企业", "类别", "联系人", "承诺日期", "主办单位", "承办人", "承办人电话", "对方",
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """A template filled in for a case; ``missing`` names the variables for which the case has nothing yet."""

    text: str
    missing: tuple[str, ...]


def values_of(case: Case) -> dict[str, str]:
    """Return what the variables are in a case; empty where it has no such thing yet."""
    due = f"{case.due_on.year}年{case.due_on.month}月{case.due_on.day}日" if case.due_on else ""
    handler = case.handler
    values = (
        case.reference,
        case.title,
        case.enterprise.name,
        case.category.name,
        case.contact_name,
        due,
        case.handling_unit.name if case.handling_unit else "",
        handler.name if handler else "",
        handler.telephone if handler else "",
        case.other_party,
    )
    return dict(zip(VARIABLES, values, strict=True))


def fill(body: str, values: Mapping[str, str]) -> Filled:
    """Return a body with its variables filled in; what is missing stays in its braces, so that nobody overlooks it."""
    missing = dict.fromkeys(name for name in VARIABLE.findall(body) if not values.get(name))
    text = VARIABLE.sub(lambda found: values.get(found[1]) or found[0], body)
    return Filled(text, tuple(missing))


def unknown(body: str) -> tuple[str, ...]:
    """Return the variables of a body that no case knows."""
    return tuple(dict.fromkeys(name for name in VARIABLE.findall(body) if name not in VARIABLES))


def usable(session: Session, actor: Actor) -> Sequence[ReplyTemplate]:
    """Return the templates that a person can use: the office's first, then the person's own."""
    mine = sa.or_(ReplyTemplate.owner_id.is_(None), ReplyTemplate.owner_id == actor.account_id)
    order = (ReplyTemplate.owner_id.is_not(None), ReplyTemplate.title, ReplyTemplate.id)
    return session.scalars(sa.select(ReplyTemplate).where(mine).order_by(*order)).unique().all()


def find(session: Session, actor: Actor, template_id: int) -> ReplyTemplate:
    """Return a template that a person can use; raise NotFound for anybody else's."""
    found = session.get(ReplyTemplate, template_id)
    if found is None or found.owner_id not in {None, actor.account_id}:
        raise NotFound
    return found


def may_change(actor: Actor, template: ReplyTemplate) -> bool:
    """Tell whether somebody may change a template: one's own, or the office's who keeps those."""
    return template.owner_id == actor.account_id or permits(actor, Permission.TEMPLATE_MANAGE)


def save(
    session: Session, template: ReplyTemplate | None, *, actor: Actor, title: str, body: str, for_office: bool
) -> ReplyTemplate:
    """Keep a template, new or changed. Raises RuleBroken for a variable that no case knows."""
    if for_office or (template and template.owner_id is None):
        require(actor, Permission.TEMPLATE_MANAGE)
    wrong = unknown(body)
    if wrong:
        names = "、".join(wrong)
        raise RuleBroken(_("No case knows “%(names)s”. Use the variables listed below.", names=names), "body")
    template = template or ReplyTemplate()
    template.owner_id = None if for_office else actor.account_id
    template.title, template.body = title, body
    session.add(template)
    session.flush()
    record(session, actor, "template:save", f"template:{template.id}", office=for_office)
    return template


def remove(session: Session, template: ReplyTemplate, *, actor: Actor) -> None:
    """Forget a template; what was written with it stays."""
    if not may_change(actor, template):
        raise NotFound
    record(session, actor, "template:remove", f"template:{template.id}")
    session.delete(template)


def preview(templates: Iterable[ReplyTemplate], case: Case) -> list[tuple[ReplyTemplate, Filled]]:
    """Return each template as a case fills it in."""
    values = values_of(case)
    return [(template, fill(template.body, values)) for template in templates]
