"""All pages of the administrator; each subject has a module of its own."""

from portal.administration import (
    account_views,
    audit_views,
    calendar_import_views,
    calendar_views,
    limit_views,
    person_views,
    unit_views,
)
from portal.administration.blueprint import blueprint

__all__ = [
    "account_views",
    "audit_views",
    "blueprint",
    "calendar_import_views",
    "calendar_views",
    "limit_views",
    "person_views",
    "unit_views",
]
