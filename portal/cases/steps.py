"""The pages of intake in their order: which form each has, what it is called, and what of a draft is still missing."""

import enum
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.intake import AnswerForm, CategoryForm, ContactForm, DifficultyForm, GroupForm, QuestionForm, UrgencyForm
from portal.cases.categories import by_code, groups, leaves
from portal.cases.intake import Telling
from portal.cases.models import Category, Draft
from portal.errors import RuleBroken
from portal.vocabulary import CaseKind


class Step(enum.StrEnum):
    """The pages, each asking one thing."""

    GROUP = "group"
    CATEGORY = "category"
    MATTER = "matter"
    URGENCY = "urgency"
    FILES = "files"
    CONTACT = "contact"

    @property
    def number(self) -> int:
        """The place of the page, beginning with 1."""
        return list(Step).index(self) + 1

    @property
    def next(self) -> "Step | None":
        """The page after this one; None after the last."""
        return next((step for step in Step if step.number == self.number + 1), None)

    @property
    def previous(self) -> "Step | None":
        """The page before this one; None before the first."""
        return next((step for step in Step if step.number == self.number - 1), None)


FORMS: Mapping[Step, type[AnswerForm]] = {
    Step.GROUP: GroupForm,
    Step.CATEGORY: CategoryForm,
    Step.URGENCY: UrgencyForm,
    Step.CONTACT: ContactForm,
}
MATTERS: Mapping[CaseKind, type[AnswerForm]] = {
    CaseKind.DIFFICULTY: DifficultyForm,
    CaseKind.LEGAL_QUESTION: QuestionForm,
}
TITLES: Mapping[Step, LazyString] = {
    Step.GROUP: _l("Which area is the difficulty in"),
    Step.CATEGORY: _l("Which comes closest"),
    Step.MATTER: _l("What is the difficulty"),
    Step.URGENCY: _l("Is any of this so"),
    Step.FILES: _l("Add files"),
    Step.CONTACT: _l("Whom shall we call"),
}
QUESTION_TITLES: Mapping[Step, LazyString] = {
    Step.GROUP: _l("Which area is the question in"),
    Step.MATTER: _l("What would you like to ask"),
}


def title(step: Step, kind: CaseKind) -> str:
    """Return the heading of a page."""
    own = QUESTION_TITLES if kind is CaseKind.LEGAL_QUESTION else {}
    return str(own.get(step, TITLES[step]))


def options(session: Session, step: Step, draft: Draft) -> list[Category]:
    """Return what can be chosen on a page of the category tree; nothing on the others."""
    if step is Step.GROUP:
        return list(groups(session, draft.kind))
    if step is Step.CATEGORY:
        return list(leaves(session, draft.kind, str(draft.answers.get("group"))))
    return []


def form_of(session: Session, step: Step, draft: Draft, **values: Any) -> AnswerForm:
    """Return the form of a page, filled in from the draft on a first showing."""
    form = FORMS.get(step, MATTERS[draft.kind])(data=draft.answers, **values)
    if step in {Step.GROUP, Step.CATEGORY}:
        form[step].choices = [(option.code, option.name) for option in options(session, step, draft)]
    return form


def faults(session: Session, draft: Draft) -> dict[Step, Mapping[str, list[str]]]:
    """Return by page and field what has to be changed before the draft can be sent, in the words of the page itself."""
    answers = MultiDict({name: value for name, value in draft.answers.items() if value is not None})
    found: dict[Step, Mapping[str, list[str]]] = {}
    for step in Step:
        if step is Step.FILES:
            continue
        form = form_of(session, step, draft, formdata=answers, meta={"csrf": False})
        if not form.validate():
            found[step] = form.errors
    return found


def first_open(session: Session, draft: Draft) -> Step | None:
    """Return the first page that has to be filled in; None where the draft can be sent."""
    return next(iter(faults(session, draft)), None)


def category_of(session: Session, draft: Draft) -> Category | None:
    """Return the category that a draft names, if it is one of the draft's kind."""
    found = by_code(session, str(draft.answers.get("category")))
    return found if found and found.kind is draft.kind else None


def telling_of(session: Session, draft: Draft) -> Telling:
    """Return what a draft tells; raise RuleBroken where something is still missing."""
    category = category_of(session, draft)
    if category is None or faults(session, draft):
        raise RuleBroken(_("Something is still missing. Fill in what is marked and send it then."))
    told = draft.answers
    return Telling(
        category=category,
        title=told["title"],
        description=told["description"],
        wish=told.get("wish") or "",
        other_party=told.get("other_party") or "",
        contact_name=told["contact_name"],
        contact_telephone=told["contact_telephone"],
        urgency_facts=tuple(told.get("urgency_facts") or ()),
    )
