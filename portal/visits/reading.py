"""Turning the form of a visit into what was told."""

from forms.visits import OWN_FINDINGS, FindingFields, VisitForm
from portal.attachments.models import Attachment
from portal.visits.checklist_models import ChecklistEdition
from portal.visits.operations import Found, Given, Told
from portal.visits.pictures import Pictures
from portal.vocabulary import VisitKind


def told_by(form: VisitForm, kind: VisitKind, edition: ChecklistEdition | None, pictures: Pictures) -> Told:
    """Return what a visitor tells; an unanswered question and an empty finding are left out."""
    questions = edition.questions if edition else []
    values = {one.id: form[f"q{one.id}"].data for one in questions}
    answers = {
        id_: Given(str(value), form[f"r{id_}"].data or "", bool(form[f"u{id_}"].data), pictures.of(f"p{id_}"))
        for id_, value in values.items()
        if value not in {None, ""}
    }
    return Told(
        kind=kind,
        on=form.on.data,
        companions=form.companions.data or "",
        received_by=form.received_by.data or "",
        remarks=form.remarks.data or "",
        answers=answers,
        findings=[_own(form, number, pictures) for number in range(OWN_FINDINGS) if form[f"f{number}_text"].data],
    )


def photos_of_visit(told: Told, pictures: Pictures) -> list[Attachment]:
    """Return the photographs that belong to no answer and to no finding; what was not answered cannot have any."""
    shown = [each.photos for each in (told.answers or {}).values()] + [each.photos for each in told.findings]
    owned = {one.key for photos in shown for one in photos}
    return [one for kept in pictures.by_field.values() for one in kept if one.key not in owned]


def _own(form: VisitForm, number: int, pictures: Pictures) -> Found:
    data = {name: form[f"f{number}_{name}"].data for name in ("kind", "text", "grade", "urgent", "advice")}
    return Found(**(data | {"advice": data["advice"] or "", "photos": pictures.of(f"f{number}_photos")}))


def found_by(form: FindingFields) -> Found:
    """Return a finding as its form has it."""
    return Found(
        kind=form.kind.data,
        text=form.text.data,
        grade=form.grade.data,
        urgent=bool(form.urgent.data),
        advice=form.advice.data or "",
        measure=form.measure.data or "",
        follow_up_on=form.follow_up_on.data,
    )
