"""The unified social credit code (统一社会信用代码), GB 32100-2015: 18 signs, the last of which checks the others.

Real codes exist whose check character is wrong, so a wrong one is doubted and not refused.
"""

import re
import unicodedata

from flask_babel import gettext as _
from stdnum.cn import uscc

from portal.errors import RuleBroken

LENGTH = 18
# GB 32100-2015, 4.1: digits and capital letters without I, O, S, V and Z, which are mistaken for others.
ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


def normalised(text: str) -> str:
    """Return the code as it is stored: half-width, upper case, without spaces and dashes."""
    return re.sub(r"[\s\-—–]", "", unicodedata.normalize("NFKC", text)).upper()


def fault(code: str) -> str | None:
    """Say why a normalised code cannot be one; None where its form is right."""
    if len(code) != LENGTH:
        return _("The unified social credit code has 18 characters; there are %(count)s.", count=len(code))
    wrong = next((place for place, sign in enumerate(code, start=1) if sign not in ALPHABET), None)
    if wrong:
        return _(
            "Character %(place)s of the code is “%(sign)s”, which no code has; I, O, S, V and Z are never used.",
            place=wrong,
            sign=code[wrong - 1],
        )
    return None


def is_doubtful(code: str) -> bool:
    """Tell whether a code of the right form has a wrong check character."""
    return fault(code) is None and uscc.calc_check_digit(code[:-1]) != code[-1]


def checked(text: str, *, confirmed: bool) -> str:
    """Return the normalised code.

    Raises RuleBroken at ``credit_code`` where its form is wrong, and where it is doubtful and not confirmed.
    """
    code = normalised(text)
    problem = fault(code)
    if problem:
        raise RuleBroken(problem, "credit_code")
    if is_doubtful(code) and not confirmed:
        doubt = _(
            "The check character does not fit. Compare the code with the licence; if it is the same, confirm below."
        )
        raise RuleBroken(doubt, "credit_code")
    return code
