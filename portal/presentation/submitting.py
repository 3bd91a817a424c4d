"""Submitting a form: the operation's refusal becomes an error at the field, and nothing typed is lost."""

from collections.abc import Callable
from typing import TypeVar

from flask import render_template
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError

from portal.database import db
from portal.errors import RuleBroken, StaleEdit

Result = TypeVar("Result")


def attempt(form: FlaskForm, act: Callable[[], Result]) -> Result | None:
    """Return what the operation returns; None where it was refused, with the reason put into the form."""
    try:
        return act()
    except RuleBroken as broken:
        if broken.field and broken.field in form:
            form[broken.field].errors = [*form[broken.field].errors, broken.message]
        else:
            form.form_errors.append(broken.message)
    except StaleEdit as stale:
        _remember_conflict(form, stale)
    except StaleDataError:
        db.session.rollback()
        _remember_conflict(form, StaleEdit())
    return None


def succeeds(form: FlaskForm, act: Callable[[], object]) -> bool:
    """Tell whether an operation that returns nothing was carried out; a refusal is put into the form."""

    def carry_out() -> bool:
        act()
        return True

    return attempt(form, carry_out) is not None


def _remember_conflict(form: FlaskForm, stale: StaleEdit) -> None:
    """Keep what happened meanwhile for the page; sent again, the form carries the newer version."""
    form.conflict = stale
    if "version" in form and stale.version:
        form["version"].data = stale.version


def form_page(template: str, form: FlaskForm, **context: object) -> tuple[str, int]:
    """Return the page with the form: 200 when first shown, 422 with errors, 409 when somebody else was faster."""
    status = 409 if getattr(form, "conflict", None) else 422 if form.errors or form.form_errors else 200
    return render_template(template, form=form, **context), status
