"""What people sign in with: a work account, or a mobile number written in any way."""

import re
import unicodedata

PATTERN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,59}")


def normalised(text: str) -> str:
    """Return the name as it is stored: half-width, lower case, a telephone number without its spaces and dashes."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    number = re.sub(r"[\s\-—–]", "", plain)
    return number if re.fullmatch(r"\+?\d{6,20}", number) else plain


def is_proper(username: str) -> bool:
    """Tell whether a normalised name may be taken: 3 to 60 letters, digits and ``. _ @ -``."""
    return PATTERN.fullmatch(username) is not None
