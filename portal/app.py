"""The factory: every part of the portal put together, from settings alone."""

from dataclasses import replace

from click import Group
from flask import Blueprint, Flask, Response, abort, g, request
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import clock, database, error_pages, health, i18n, logs, presentation, rate_limits, references
from portal.accounts import authentication, keeping, own_views, recovery_views
from portal.accounts import views as accounts
from portal.administration import audit_commands
from portal.administration import commands as admin_commands
from portal.administration import views as administration
from portal.answers import desk_views as answer_desk
from portal.answers import finding as answer_finding
from portal.answers import views as answers
from portal.attachments import storage
from portal.background import views as background
from portal.cases import citation_views, handling_views, responding_views
from portal.cases import commands as case_commands
from portal.cases import views as cases
from portal.cases.care import views as care_views
from portal.cases.closing import calling_views, publishing_views, rating_views
from portal.cases.concerns import of_open_cases
from portal.cases.conferences import proposal_views
from portal.cases.conferences import views as conference_views
from portal.cases.desk import batch_views, filter_views, template_views
from portal.cases.handlers import (
    clearing_views,
    consulting_views,
    dispatch_views,
    hand_back_views,
    urging_views,
)
from portal.cases.intake import file_views as intake_files
from portal.cases.intake import filing_views, suggestion_views
from portal.cases.intake import views as intake_views
from portal.cases.issues import views as issue_views
from portal.cases.limits import extension_views
from portal.database import db
from portal.demo import commands as demo_commands
from portal.dossiers import views as dossiers
from portal.duty import appointment_views, handing_over_views, offer_views
from portal.duty import queries as duty_queries
from portal.duty import views as duty
from portal.eligibility import views as eligibility
from portal.enterprises import membership_views, profile_views
from portal.enterprises import views as enterprises
from portal.enterprises.bulk import views as bulk_views
from portal.entry import code_views, desk_views, scan_views
from portal.exports import views as exports
from portal.home import views as home
from portal.letters import act_views as letter_acts
from portal.letters import annex_views as letter_annexes
from portal.letters import batch_views as letter_batches
from portal.letters import commands as letter_commands
from portal.letters import draft_views as letter_drafts
from portal.letters import reply_views as letter_replies
from portal.letters import signing_views as letter_signing
from portal.letters import verify_views as verification
from portal.letters import views as letters
from portal.measures import admin_views as policies
from portal.measures import commands as measures_commands
from portal.measures import library, report_views, word_views
from portal.measures import views as measures
from portal.merging import views as merging
from portal.notifications import views as notifications
from portal.pairing import conflict_views, coverage_views, leave_views, people_views
from portal.pairing import views as pairing
from portal.pairing.actors import actor_for
from portal.pairing.concerns import hear_from
from portal.pairing.proposals import views as pairing_batches
from portal.permissions import checks
from portal.permissions.actor import Actor
from portal.preferences import views as preferences
from portal.presentation import addresses
from portal.reporting import bulletin_views as bulletin
from portal.reporting import daily_views as daily
from portal.reporting import leading_views as leading
from portal.reporting import views as reporting
from portal.schema import metadata
from portal.settings import ROOT, Settings, load_settings
from portal.supervision import commands as supervision_commands
from portal.supervision import overview_views as supervision_overview
from portal.supervision import reply_views as supervision_replies
from portal.supervision import views as supervision
from portal.visits import campaign_views, checklist_views, figure_views, finding_views
from portal.visits import commands as visit_commands
from portal.visits import views as visits
from portal.vocabulary import Role

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS_ONLY = "max-age=31536000"  # a year


def load_actor() -> Actor | None:
    """Return who makes this request, with the enterprises that person stands by; None for a visitor."""
    account = authentication.current_account()
    if account is None:
        return None
    actor = actor_for(db.session, account)
    if not actor.has(Role.OFFICER, Role.LIAISON, Role.LAWYER):
        return actor
    return replace(actor, on_duty=duty_queries.is_on_duty(db.session, account.id, clock.now()))


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.secure_cookies and not settings.demo
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=settings.request_bytes,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
        # By its prefix a browser takes the cookie from this host alone, not from a neighbour in the same domain.
        SESSION_COOKIE_NAME="__Host-portal" if secure else "portal",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        WTF_CSRF_TIME_LIMIT=None,
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents
            app.wsgi_app,
            x_for=settings.proxies,
            x_proto=settings.proxies,
            x_host=settings.proxies,
        )


def _refuse_nameless() -> None:
    """Refuse a form with a field that has no name: no browser sends one, and Flask-WTF fails at it."""
    if None in request.form:
        abort(400)


def _guard(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
    kept = response.cache_control
    if not kept.public and not kept.private and not (request.endpoint or "").endswith("static"):
        # A page is for one reader, and on a shared computer nothing stays of what somebody signed in has seen; but
        # whoever goes back to a form that was not right finds it with what was typed, which no-store would lose.
        seen = g.get("actor") and request.method != "POST"
        response.headers["Cache-Control"] = "private, no-store" if seen else "private, no-cache"
    return response


def create_app(settings: Settings | None = None) -> Flask:
    """Return the portal, ready to serve; without settings they are read from the environment."""
    settings = settings or load_settings()
    app = Flask("portal", template_folder=str(ROOT / "templates"))
    _configure(app, settings)
    app.after_request(_guard)
    database.init_app(app, settings.database_url, metadata)
    i18n.init_app(app)
    references.init_app(app)
    addresses.init_app(app)
    storage.init_app(app, settings)
    library.init_app(app, settings)
    answer_finding.init_app(app, settings)
    hear_from(of_open_cases)
    presentation.init_app(app)
    app.before_request(_refuse_nameless)
    CSRFProtect(app)
    Bootstrap5(app)
    rate_limits.init_app(app, settings)
    authentication.init_app(app)
    checks.init_app(app, load_actor)
    error_pages.init_app(app)
    logs.init_app(app)
    keeping.init_app(app)
    app.context_processor(lambda: {"settings": settings})
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for group in COMMANDS:
        app.cli.add_command(group)
    return app


BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    home.blueprint,
    accounts.blueprint,
    own_views.blueprint,
    recovery_views.blueprint,
    preferences.blueprint,
    enterprises.blueprint,
    profile_views.blueprint,
    membership_views.blueprint,
    bulk_views.blueprint,
    merging.blueprint,
    pairing.blueprint,
    pairing_batches.blueprint,
    coverage_views.blueprint,
    people_views.blueprint,
    leave_views.blueprint,
    conflict_views.blueprint,
    handing_over_views.blueprint,
    clearing_views.blueprint,
    notifications.blueprint,
    background.blueprint,
    administration.blueprint,
    exports.blueprint,
    measures.blueprint,
    policies.blueprint,
    eligibility.blueprint,
    word_views.blueprint,
    report_views.blueprint,
    cases.blueprint,
    intake_views.blueprint,
    intake_files.blueprint,
    suggestion_views.blueprint,
    handling_views.blueprint,
    care_views.blueprint,
    batch_views.blueprint,
    filter_views.blueprint,
    template_views.blueprint,
    issue_views.blueprint,
    dispatch_views.blueprint,
    conference_views.blueprint,
    consulting_views.blueprint,
    urging_views.blueprint,
    calling_views.blueprint,
    proposal_views.blueprint,
    extension_views.blueprint,
    filing_views.blueprint,
    hand_back_views.blueprint,
    rating_views.blueprint,
    responding_views.blueprint,
    scan_views.blueprint,
    desk_views.blueprint,
    code_views.blueprint,
    duty.blueprint,
    appointment_views.blueprint,
    offer_views.blueprint,
    visits.blueprint,
    finding_views.blueprint,
    campaign_views.blueprint,
    checklist_views.blueprint,
    figure_views.blueprint,
    letters.blueprint,
    letter_acts.blueprint,
    letter_drafts.blueprint,
    letter_annexes.blueprint,
    answers.blueprint,
    answer_desk.blueprint,
    publishing_views.blueprint,
    citation_views.blueprint,
    letter_batches.blueprint,
    letter_replies.blueprint,
    letter_signing.blueprint,
    verification.blueprint,
    supervision.blueprint,
    supervision_replies.blueprint,
    dossiers.blueprint,
    supervision_overview.blueprint,
    reporting.blueprint,
    daily.blueprint,
    bulletin.blueprint,
    leading.blueprint,
)
COMMANDS: tuple[Group, ...] = (
    admin_commands.group,
    audit_commands.group,
    measures_commands.group,
    case_commands.group,
    letter_commands.group,
    supervision_commands.group,
    visit_commands.group,
    demo_commands.group,
)
