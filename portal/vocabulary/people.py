"""Words about people, units and enterprises."""

from flask_babel import lazy_gettext as _l

from portal.vocabulary.labels import Labelled


class Role(Labelled):
    """What a person may be; the enterprise's side comes from membership, the others are staff roles."""

    ENTERPRISE = "enterprise", _l("Enterprise")
    LIAISON = "liaison", _l("Liaison cadre")
    LAWYER = "lawyer", _l("Public-service lawyer")
    OFFICER = "officer", _l("Officer")
    COORDINATOR = "coordinator", _l("Coordinator")
    SUPERVISOR = "supervisor", _l("Supervisor")
    LEADER = "leader", _l("Lead leader")
    ADMIN = "admin", _l("Administrator")


STAFF_ROLES = tuple(role for role in Role if role is not Role.ENTERPRISE)


class UnitKind(Labelled):
    """A node's place in the organisation tree."""

    COUNTY = "county", _l("County or city")
    STREET = "street", _l("Street, town or zone")
    GRID = "grid", _l("Grid")
    DEPARTMENT = "department", _l("Department")
    LAW_FIRM = "law_firm", _l("Law firm")


class Sector(Labelled):
    """The kinds of enterprise whose reopening rules differ."""

    SERVICES = "services", _l("Services")
    INDUSTRY = "industry", _l("Industry")
    AGRICULTURE = "agriculture", _l("Agriculture-related")
    CONSTRUCTION = "construction", _l("Construction in progress")


class Size(Labelled):
    """Size by the national classification (统计上大中小微型企业划分办法)."""

    MICRO = "micro", _l("Micro")
    SMALL = "small", _l("Small")
    MEDIUM = "medium", _l("Medium")
    LARGE = "large", _l("Large")


class Reopening(Labelled):
    """How far an enterprise has reopened."""

    CLOSED = "closed", _l("Not reopened")
    PARTIAL = "partial", _l("Partly reopened")
    FULL = "full", _l("Fully reopened")


class Standing(Labelled):
    """Whether a registered enterprise has been verified."""

    PENDING = "pending", _l("Waiting for verification")
    VERIFIED = "verified", _l("Verified")
    REFUSED = "refused", _l("Not verified")
    MERGED = "merged", _l("Merged into another record")


class Slot(Labelled):
    """The four who stand by an enterprise."""

    LEADER = "leader", _l("Lead leader")
    UNIT = "unit", _l("Responsible unit")
    LIAISON = "liaison", _l("Liaison cadre")
    LAWYER = "lawyer", _l("Public-service lawyer")


class MailRhythm(Labelled):
    """How notices come by mail."""

    AT_ONCE = "at_once", _l("Each at once")
    DAILY = "daily", _l("Once a day, all together")
    NONE = "none", _l("Not by mail, only in the portal")


class PairingState(Labelled):
    """What has become of one row of a proposed batch of pairings."""

    OPEN = "open", _l("To be reviewed")
    APPLIED = "applied", _l("Paired as proposed")
    REFUSED = "refused", _l("Not applied")
    SET_ASIDE = "set_aside", _l("Set aside")
