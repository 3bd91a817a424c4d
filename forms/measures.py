"""The administrator's forms for the policy library. What is chosen from comes from the library, by the view."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from forms.base import Between, FilterForm, Needed, Optionally, PortalForm, VersionedForm, boxes

DATE_HINT = _l("As far as it is known: 2020, 2020-02 or 2020-02-26.")


def date_field(label: object, hint: object = "") -> StringField:
    """Return a field for a date of which the day or the month may be unknown."""
    return StringField(label, [Optionally(), Between(4, 10)], description=hint)


class ImportForm(PortalForm):
    """A file that holds a document."""

    file = FileField(_l("File"), [Needed(_l("Choose a file."))])


class ValidityForm(PortalForm):
    """Whether a document may still be relied on."""

    validity = SelectField(_l("Validity"), [Needed()])
    validity_note = StringField(
        _l("Note on the validity"),
        [Optionally(), Between(0, 300)],
        description=_l("Who declared it, when, and by which document."),
    )
    replaced_by = SelectField(_l("Replaced by"), [Optionally()], coerce=lambda value: value or None)


class DocumentForm(VersionedForm, ValidityForm):
    """Every fact of a document, and its split into points."""

    title = StringField(_l("Title"), [Needed(), Between(4, 300)])
    title_is_verbatim = BooleanField(_l("The title is that of the original"), default=True)
    issuers = TextAreaField(
        _l("Issuers"),
        [Needed(), Between(2, 1000)],
        description=_l("One a line, in the order of the original, by their full names."),
    )
    organs = boxes(_l("Kind of organ"), [Needed(_l("Choose at least one kind of organ."))])
    number = StringField(
        _l("Document number"),
        [Optionally(), Between(0, 60)],
        description=_l("As printed, such as 银保监发〔2020〕6号."),
    )
    region_code = SelectField(
        _l("Region"), [Needed()], description=_l("Whose organs issued it; national, province, city and county follow.")
    )
    made_on = date_field(_l("Date of the document"), DATE_HINT)
    published_on = date_field(_l("Date of issue or publication"))
    posted_on = date_field(_l("Posted on a web site"))
    reported_on = date_field(_l("Reported in the news"))
    dated_on = date_field(_l("Dated, without saying of what"))
    applies_from = date_field(_l("Applies from"))
    applies_until = date_field(_l("Applies until"))
    themes = boxes(_l("Themes"), [Optionally()])
    sources = TextAreaField(
        _l("Source addresses"), [Optionally(), Between(0, 2000)], description=_l("One address of a web page a line.")
    )
    extent = SelectField(_l("How much of the original the points cover"), [Needed()])
    read_extent = StringField(
        _l("How much was read"), [Needed(), Between(2, 200)], description=_l("Readers see this sentence.")
    )
    points = TextAreaField(
        _l("Summary and points"),
        [Needed()],
        description=_l(
            "Each point begins with a line “## number heading”; its text follows. Take “##” away to join two points, "
            "put it in to part them. What stands before the first “##” is the summary."
        ),
    )


class DocumentFilterForm(FilterForm):
    """Which documents of the library are looked for."""

    part = StringField(_l("Title, document number or issuer"), [Optionally(), Between(0, 60)])


class LayTermFilterForm(FilterForm):
    """Which everyday words are looked for."""

    part = StringField(_l("Everyday word or word of documents"), [Optionally(), Between(0, 20)])


class LayTermForm(VersionedForm):
    """An everyday word, what documents call it, and a question to try both on."""

    word = StringField(
        _l("Everyday word"), [Needed(), Between(1, 20)], description=_l("As an enterprise would say it, such as 房租.")
    )
    legal = TextAreaField(
        _l("Words of documents"),
        [Optionally(), Between(0, 400)],
        description=_l("One a line, such as 租金. Left empty, the shipped word is switched off."),
    )
    question = StringField(
        _l("Question to try"), [Optionally(), Between(0, 100)], description=_l("Left empty, the word itself is asked.")
    )

    @property
    def meanings(self) -> list[str]:
        """The words of documents, one for each line."""
        return [line.strip() for line in (self.legal.data or "").splitlines() if line.strip()]
