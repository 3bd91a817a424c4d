"""Somebody new who acts for an enterprise: an account, and this browser signed in with it."""

from flask import request

from forms.enterprises import PersonFields
from portal import clock
from portal.accounts import authentication, signing_in
from portal.accounts.models import Account
from portal.accounts.operations import Contact, open_account
from portal.database import db


def account_from(form: PersonFields) -> Account:
    """Open the account that the form describes; raise RuleBroken at ``username`` or ``password``."""
    return open_account(
        db.session,
        username=form.username.data,
        password=form.password.data,
        contact=Contact(form.person.data, form.username.data, form.email.data),
        at=clock.now(),
    )


def welcome(account: Account) -> None:
    """Sign the browser in as somebody who has just opened an account."""
    sender = {"address": request.remote_addr or "", "agent": request.user_agent.string}
    authentication.remember(signing_in.begin(db.session, account=account, at=clock.now(), **sender))
