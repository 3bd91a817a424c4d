"""The pages of intake in their order: which form each has, what it is called, and what of a draft is still missing."""

import enum
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.base import whole
from forms.intake import AnswerForm, CategoryForm, ContactForm, DifficultyForm, GroupForm, QuestionForm, UrgencyForm
from forms.questions import details_form
from portal.cases.handlers.dispatching import handling_units
from portal.cases.intake.categories import by_code, groups, leaves
from portal.cases.intake.circumstances import details_of
from portal.cases.intake.operations import Telling
from portal.cases.intake.questions import Question, questions_of
from portal.cases.models import Category, Draft
from portal.enterprises.queries import enterprise_ids_of
from portal.errors import RuleBroken
from portal.units.queries import choices
from portal.vocabulary import CaseKind


class Step(enum.StrEnum):
    """The pages, each asking one thing. What a category asks besides has a page where it asks anything."""

    GROUP = "group"
    CATEGORY = "category"
    MATTER = "matter"
    DETAILS = "details"
    URGENCY = "urgency"
    FILES = "files"
    CONTACT = "contact"


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
    Step.DETAILS: _l("Some details of it"),
    Step.URGENCY: _l("Is any of this so"),
    Step.FILES: _l("Add files"),
    Step.CONTACT: _l("Whom shall we call"),
}
QUESTION_TITLES: Mapping[Step, LazyString] = {
    Step.GROUP: _l("Which area is the question in"),
    Step.MATTER: _l("What would you like to ask"),
}


@dataclass(frozen=True)
class Way:
    """The pages that a draft goes through, in their order."""

    pages: tuple[Step, ...]

    def number(self, page: Step) -> int:
        """Return the place of a page, beginning with 1; a page that is not on the way counts as the one before it."""
        return sum(each in self.pages for each in list(Step)[: list(Step).index(page) + 1])

    def after(self, page: Step) -> Step | None:
        """Return the page after this one; None after the last."""
        later = list(Step)[list(Step).index(page) + 1 :]
        return next((each for each in later if each in self.pages), None)

    def before(self, page: Step) -> Step | None:
        """Return the page before this one; None before the first."""
        earlier = list(Step)[: list(Step).index(page)]
        return next((each for each in reversed(earlier) if each in self.pages), None)


def way(session: Session, draft: Draft) -> Way:
    """Return the pages of a draft: all of them, but for the details where its category asks nothing."""
    category = category_of(session, draft)
    asks = category is not None and (category.confidential or questions_of(category.code))
    return Way(tuple(step for step in Step if step is not Step.DETAILS or asks))


def title(step: Step, kind: CaseKind) -> str:
    """Return the heading of a page."""
    own = QUESTION_TITLES if kind is CaseKind.LEGAL_QUESTION else {}
    return str(own.get(step, TITLES[step]))


def options(session: Session, step: Step, draft: Draft) -> list[Category]:
    """Return what can be chosen on a page of the category tree; nothing on the others."""
    if step is Step.GROUP:
        by_itself = draft.enterprise_id in enterprise_ids_of(session, draft.account_id)
        return [group for group in groups(session, draft.kind) if by_itself or not group.confidential]
    if step is Step.CATEGORY:
        return list(leaves(session, draft.kind, str(draft.answers.get("group"))))
    return []


def form_of(session: Session, step: Step, draft: Draft, **values: Any) -> AnswerForm:
    """Return the form of a page, filled in from the draft on a first showing."""
    kind = _details_form(session, draft) if step is Step.DETAILS else FORMS.get(step, MATTERS[draft.kind])
    marks = {"seen": draft.mark_of(step), "mark": secrets.token_urlsafe(6)}
    form = kind(data=draft.answers | marks, **values)
    if "reported_unit" in form:
        form["reported_unit"].choices = [("", _("Not among these, or not known")), *choices(handling_units(session))]
    if step in {Step.GROUP, Step.CATEGORY}:
        form[step].choices = [(option.code, option.name) for option in options(session, step, draft)]
    return form


def _details_form(session: Session, draft: Draft) -> type[AnswerForm]:
    category = category_of(session, draft)
    return details_form(asked_of(session, draft), reported=category is not None and category.confidential)


def asked_of(session: Session, draft: Draft) -> tuple[Question, ...]:
    """Return what the category of a draft asks besides the matter."""
    category = category_of(session, draft)
    return questions_of(category.code) if category else ()


def faults(session: Session, draft: Draft) -> dict[Step, Mapping[str, list[str]]]:
    """Return by page and field what has to be changed before the draft can be sent, in the words of the page itself."""
    pages = (step for step in way(session, draft).pages if step is not Step.FILES)
    return {step: wrong for step in pages if (wrong := faults_of(session, draft, step))}


def faults_of(session: Session, draft: Draft, step: Step) -> Mapping[str, list[str]]:
    """Return by field what has to be changed on one page."""
    form = filled(session, draft, step)
    return {} if form.validate() else form.errors


def filled(session: Session, draft: Draft, step: Step) -> AnswerForm:
    """Return the form of a page as if what the draft holds had just been entered."""
    answers = MultiDict({name: value for name, value in draft.answers.items() if value is not None})
    return form_of(session, step, draft, formdata=answers, meta={"csrf": False})


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
        other_party_code=(told.get("other_party_code") or "").upper(),
        contact_name=told["contact_name"],
        contact_telephone=told["contact_telephone"],
        urgency_facts=tuple(told.get("urgency_facts") or ()),
        details=details_of(told, asked_of(session, draft)),
        reported_unit_id=reported_in(draft) if category.confidential else None,
    )


def reported_in(draft: Draft) -> int | None:
    """Return the id of the unit that a draft reports on; None where none is chosen."""
    return whole(draft.answers.get("reported_unit"))
