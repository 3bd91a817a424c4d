"""Saving a page of a draft, and what was told in another window meanwhile: it is never overwritten unasked."""

import hashlib
import json
import secrets
from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import Field
from wtforms.fields.choices import SelectFieldBase

from forms.intake import AnswerForm
from portal.cases.intake import drafts, steps
from portal.cases.intake.steps import Step
from portal.cases.models import Draft
from portal.errors import StaleEdit


def save_page(session: Session, draft: Draft, page: Step, form: AnswerForm) -> Draft:
    """Keep what was entered on a page, right or wrong, and return the draft that holds it now.

    Raises StaleEdit where the page was saved since it was opened, by another one and in other words: one opened in
    another window or on another device. A draft that was sent or thrown away meanwhile is not begun again either.
    """
    draft = drafts.stored(session, draft)
    answers, last = form.answers(), draft.mark_of(page)
    is_own = last.partition(".")[0] == form.mark.data
    if last != form.seen.data and not is_own and _differ(draft, drafts.kept(answers)):
        raise StaleEdit(theirs=_theirs(session, draft, page, form))
    drafts.save_answers(session, draft, answers)
    draft.marks = {**(draft.marks or {}), page.value: f"{form.mark.data}.{secrets.token_urlsafe(6)}"}
    return draft


def _differ(draft: Draft, answers: dict[str, object]) -> bool:
    return any((draft.answers.get(name) or "") != (value or "") for name, value in answers.items())


def _theirs(session: Session, draft: Draft, page: Step, form: AnswerForm) -> tuple[tuple[str, str], ...]:
    """Return the answers of a page that the draft holds in other words than the form, by their labels."""
    if not draft.mark_of(page):
        return ((_("Draft"), _("Sent or thrown away meanwhile. Save again only if you want to begin another.")),)
    return tuple(_told_otherwise(steps.filled(session, draft, page), form))


def _told_otherwise(held: AnswerForm, form: AnswerForm) -> Iterator[tuple[str, str]]:
    for field in held:
        if field.short_name in form.answers() and (field.data or "") != (form[field.short_name].data or ""):
            yield str(field.label.text), _words(field) or "—"


def _words(field: Field) -> str:
    """Return an answer as people read it."""
    if isinstance(field, SelectFieldBase):
        return _(", ").join(str(label) for __, label, chosen, *__ in field.iter_choices() if chosen)
    return str(field.data or "")


def digest(draft: Draft) -> str:
    """Return what tells whether a draft still says what somebody has read of it, its files included."""
    told = [draft.answers, [file.attachment_id for file in draft.files]]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
