"""State and work secrets: how they are marked, and that none is written here."""

import re

from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import StopValidation

# The marks of classified papers (国家秘密定密管理规定; GB/T 9704—2012, 7.2.2), and saying that something is one.
SECRET = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆]|(?:绝密|机密|秘密)级"
    r"|(?<!不)(?<!未)(?<!没有)(?:涉及|属于|含有|标有)(?:国家|工作)秘密|工作秘密\s*[★☆]",
)


def secret_mark(text: str) -> str:
    """Return the words of a text that mark a state or work secret; empty where there are none."""
    found = SECRET.search(text)
    return found.group() if found else ""


class NoSecrets:
    """No state secret (国家秘密) and no work secret (工作秘密) is written here (保守国家秘密法)."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse what is marked as a secret, and say where it can be told instead."""
        del form
        mark = secret_mark(field.data or "")
        if mark:
            raise StopValidation(
                _(
                    "“%(label)s” reads “%(mark)s”. State secrets and work secrets must not be written or attached "
                    "here; take them out and hand them over in person.",
                    label=field.label.text,
                    mark=mark,
                )
            )
