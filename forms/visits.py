"""Forms about visits: a campaign, a checklist, the visit itself with the questions of its checklist, and findings."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange

from forms.base import (
    Between,
    FilterForm,
    Needed,
    Optionally,
    PortalForm,
    VersionedForm,
    note_field,
    optional_choice,
    optional_number,
)
from portal.vocabulary import (
    AnswerKind,
    CaseKind,
    CheckSection,
    FindingState,
    Reopening,
    RiskGrade,
    Sector,
    Size,
    UrgencyFact,
    VisitKind,
    YesNo,
)

OWN_FINDINGS = 3  # beside those that the checklist brings; more are added at the visit's page
MOST_NUMBER = 10**9


class Asked(Protocol):
    """What a question must tell for its field."""

    id: int
    text: str
    guidance: str
    kind: AnswerKind
    choices: list[str]


class CampaignForm(PortalForm):
    """A campaign and the filter by which its enterprises are chosen; areas and checklists come from data."""

    name = StringField(_l("Name of the campaign"), [Needed(), Between(4, 80)])
    kind = RadioField(
        _l("Kind"), [Needed()], choices=VisitKind.choices(), coerce=lambda value: value and VisitKind(value)
    )
    purpose = note_field(_l("Purpose"), most=500, required=False)
    begins_on = DateField(_l("First day"), [Needed()])
    ends_on = DateField(_l("Last day"), [Needed()])
    checklist = SelectField(_l("Checklist"), [Optionally()], coerce=optional_number)
    sector = optional_choice(Sector, _l("Sector"), _l("All sectors"), Optionally())
    area_id = SelectField(_l("Street"), [Optionally()], coerce=optional_number)
    size = optional_choice(Size, _l("Size"), _l("All sizes"), Optionally())
    reopening = optional_choice(Reopening, _l("Reopening"), _l("All"), Optionally())
    mark = SelectField(
        _l("Mark"),
        [Optionally()],
        choices=[("", _l("All")), ("key", _l("Key enterprise")), ("above_scale", _l("Above scale"))],
    )


class TargetForm(PortalForm):
    """When an enterprise is to be visited and, for the coordinator, by whom."""

    visitor = SelectField(_l("Visitor"), [Optionally()], coerce=optional_number)
    planned_on = DateField(_l("Planned for"), [Optionally()])


class CoverageForm(FilterForm):
    """Which enterprises of a campaign are listed."""

    street = SelectField(_l("Street"), coerce=optional_number)
    visitor = SelectField(_l("Visitor"), coerce=optional_number)
    done = SelectField(
        _l("Visited"), choices=[("", _l("All")), ("no", _l("Not visited yet")), ("yes", _l("Visited"))], default=""
    )


class SpanForm(FilterForm):
    """Which visits are counted and listed."""

    campaign = SelectField(_l("Campaign"), coerce=optional_number)
    street = SelectField(_l("Street"), coerce=optional_number)
    from_on = DateField(_l("From"), [Optionally()])
    until_on = DateField(_l("Until"), [Optionally()])


class FindingsForm(SpanForm):
    """Which findings are listed."""

    kind = optional_choice(CaseKind, _l("Kind"), _l("All kinds"))
    grade = optional_choice(RiskGrade, _l("Grade"), _l("All"))
    state = optional_choice(FindingState, _l("State"), _l("All"))
    solved = SelectField(_l("Solved"), choices=[("", _l("All")), ("yes", _l("Is solved")), ("no", _l("Not solved"))])


class VisitForm(PortalForm):
    """What every visit is told by; :func:`visit_form` adds the questions of its checklist.

    ``submission_key`` is made by the browser when the draft begins, or by the server without scripts.
    """

    submission_key = HiddenField()
    edition = HiddenField()
    on = DateField(_l("Date of the visit"), [Needed()])
    companions = StringField(_l("Together with"), [Optionally(), Between(2, 200)])
    received_by = StringField(_l("Received by"), [Optionally(), Between(2, 80)])
    remarks = note_field(_l("Remarks"), required=False)
    photos = MultipleFileField(_l("Photographs"))


class FindingFields(VersionedForm):
    """What is said of a finding."""

    kind = RadioField(
        _l("Kind"), [Needed()], choices=CaseKind.choices(), coerce=lambda value: value and CaseKind(value)
    )
    text = note_field(_l("What was found"), least=4, most=1000)
    grade = RadioField(
        _l("Grade"), [Needed()], choices=RiskGrade.choices(), coerce=lambda value: value and RiskGrade(value)
    )
    urgent = BooleanField(_l("Urgent: it must be dealt with at once"))
    advice = note_field(_l("Advice"), required=False)
    follow_up_on = DateField(
        _l("Follow-up on"), [Optionally()], description=_l("Empty: by the grade, 1 to 15 working days.")
    )
    q = StringField(_l("Search the policy library"))
    measure = StringField(_l("Measure on which the advice rests"))


class ReportForm(VersionedForm):
    """The enterprise says that a finding has been rectified."""

    text = note_field(_l("What has been done"), least=4, most=1000)


class FollowUpForm(VersionedForm):
    """What a follow-up came to."""

    settled = RadioField(
        _l("Result"), [Needed()], choices=[("yes", _l("Rectified; settled")), ("no", _l("Not yet; again later"))]
    )
    text = note_field(_l("What was seen"), least=2, most=1000)
    again_on = DateField(_l("Next follow-up on"), [Optionally()])


class FindingCaseForm(VersionedForm):
    """A case made of a finding; categories come from data."""

    category = SelectField(_l("Category"), [Needed(_l("Choose the category."))], coerce=optional_number)
    title = StringField(_l("In one sentence"), [Needed(), Between(6, 80)])
    description = note_field(_l("What happened"), least=10, most=5000)
    urgency_facts = SelectMultipleField(_l("What makes it urgent"), choices=UrgencyFact.choices())


class PhotosForm(PortalForm):
    """More photographs of a visit; its findings come from the view."""

    finding = SelectField(_l("What they show"), [Optionally()], coerce=optional_number)
    photos = MultipleFileField(_l("Photographs"))


class ChecklistForm(PortalForm):
    """A new checklist."""

    name = StringField(_l("Name of the checklist"), [Needed(), Between(4, 60)])
    kind = RadioField(
        _l("Kind"), [Needed()], choices=VisitKind.choices(), coerce=lambda value: value and VisitKind(value)
    )


class QuestionForm(PortalForm):
    """One question. Answers and risky answers are written one a line, as the visitor reads them."""

    section = optional_choice(CheckSection, _l("Section"), _l("Choose"), Needed(_l("Choose the section.")))
    text = StringField(_l("Question"), [Needed(), Between(4, 200)])
    guidance = note_field(_l("Guidance for the visitor"), most=500, required=False)
    kind = RadioField(
        _l("How it is answered"), [Needed()], choices=AnswerKind.choices(), coerce=lambda v: v and AnswerKind(v)
    )
    choices = TextAreaField(_l("Answers"), [Optionally()], description=_l("One a line; only for one of several."))
    risky = TextAreaField(
        _l("Answers that are a risk"),
        [Optionally()],
        description=_l("One a line; “Yes” or “No”, or one of the answers."),
    )
    grade = RadioField(
        _l("Grade of the risk"), choices=RiskGrade.choices(), coerce=RiskGrade, default=RiskGrade.GENERAL
    )
    advice = note_field(_l("Standard advice"), most=500, required=False)


def visit_form(questions: Iterable[Asked]) -> type[VisitForm]:
    """Return the form of a visit: for each question a field, a remark, urgency and photographs, and own findings."""
    fields: dict[str, Any] = {}
    for question in questions:
        fields[f"q{question.id}"] = _answer_field(question)
        fields[f"r{question.id}"] = StringField(_l("What is the matter"), [Optionally(), Between(2, 500)])
        fields[f"u{question.id}"] = BooleanField(_l("Urgent: it must be dealt with at once"))
        fields[f"p{question.id}"] = MultipleFileField(_l("Photographs of it"))
    for number in range(OWN_FINDINGS):
        fields |= {f"f{number}_{name}": field for name, field in _own_finding().items()}
    return cast("type[VisitForm]", type("VisitFormWithQuestions", (VisitForm,), fields))


def _answer_field(question: Asked) -> Field:
    label, hint, optional = question.text, question.guidance, [Optionally()]
    match question.kind:
        case AnswerKind.YES_NO:
            return RadioField(label, optional, choices=YesNo.choices(), description=hint)
        case AnswerKind.CHOICE:
            return RadioField(label, optional, choices=_same(question.choices), description=hint)
        case AnswerKind.NUMBER:
            number = NumberRange(0, MOST_NUMBER, _l("Enter a number."))
            return IntegerField(label, [*optional, number], description=hint)
        case _:
            return StringField(label, [*optional, Between(1, 500)], description=hint)


def _same(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(each, each) for each in words]


def _own_finding() -> dict[str, Field]:
    return {
        "text": TextAreaField(_l("What was found"), [Optionally(), Between(4, 1000)]),
        "kind": SelectField(_l("Kind"), choices=CaseKind.choices(), coerce=CaseKind, default=CaseKind.DIFFICULTY),
        "grade": SelectField(_l("Grade"), choices=RiskGrade.choices(), coerce=RiskGrade, default=RiskGrade.GENERAL),
        "urgent": BooleanField(_l("Urgent: it must be dealt with at once")),
        "advice": TextAreaField(_l("Advice"), [Optionally(), Between(2, 2000)]),
        "photos": MultipleFileField(_l("Photographs of it")),
    }
