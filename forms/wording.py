"""What WTForms itself says of a field, in the portal's words and the reader's language.

WTForms brings catalogues of its own, whose Chinese is incomplete and does not say what to do.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

CHOOSE = _l("Choose one of what is offered here.")
WHOLE = _l("Enter a whole number in digits.")
DECIMAL = _l("Enter a number in digits.")
FILL_IN = _l("Fill this in.")
AS_ASKED = _l("Enter this in the form that is asked for.")
SAID: dict[str, LazyString] = {
    "Not a valid choice.": CHOOSE,
    "Invalid Choice: could not coerce.": CHOOSE,
    "'%(value)s' is not a valid choice for this field.": CHOOSE,
    "Not a valid integer value.": WHOLE,
    "Not a valid decimal value.": DECIMAL,
    "Not a valid float value.": DECIMAL,
    "Not a valid date value.": _l("Enter a date such as 2026-10-12."),
    "Not a valid time value.": _l("Enter a time such as 09:30."),
    "Not a valid datetime value.": _l("Enter a date and time such as 2026-10-12 09:30."),
    "This field is required.": FILL_IN,
    "Number must be at least %(min)s.": _l("Enter a number of at least %(min)s."),
    "Number must be at most %(max)s.": _l("Enter a number of at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Enter a number from %(min)s to %(max)s."),
}


class Wording:
    """WTForms' protocol of translations; what is not worded above says the little that is true of every field."""

    def gettext(self, said: str) -> str:
        """Return the message in the reader's language, its placeholders still to be filled in."""
        return str(SAID.get(said, AS_ASKED))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return the message as it is for one; none of the portal's depends on a number."""
        del plural, count
        return self.gettext(singular)
