"""How the acts of the trail are called on screens."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

ACTS: dict[str, LazyString] = {
    "account:sign-in": _l("Signed in"),
    "account:sign-out": _l("Signed out"),
    "account:sign-out-everywhere": _l("Signed out on every device"),
    "account:open": _l("Opened an account"),
    "account:create": _l("Created an account"),
    "account:edit": _l("Changed an account"),
    "account:disable": _l("Disabled an account"),
    "account:enable": _l("Enabled an account"),
    "account:send-link": _l("Sent a link to set a password"),
    "account:request-link": _l("Asked for a link to set a password"),
    "account:set-password": _l("Set a password by a link"),
    "account:change-password": _l("Changed the password"),
    "account:change-contact": _l("Changed contact details"),
    "unit:create": _l("Added a unit"),
    "unit:edit": _l("Changed a unit"),
    "unit:close": _l("Closed a unit"),
    "unit:reopen": _l("Reopened a unit"),
    "calendar:add-day": _l("Entered a calendar day"),
    "calendar:remove-day": _l("Removed a calendar day"),
    "calendar:publish": _l("Entered the notice of a year"),
    "calendar:withdraw": _l("Made a year provisional"),
    "policy:draft": _l("Drafted a policy document"),
    "policy:edit": _l("Corrected a draft of a policy document"),
    "policy:publish": _l("Published a policy document"),
    "policy:discard": _l("Threw away a draft of a policy document"),
    "policy:withdraw": _l("Took a policy document out of the library"),
    "policy:validity": _l("Changed the validity of a policy document"),
    "lay-term:save": _l("Changed an everyday word of the search"),
    "lay-term:reset": _l("Reset an everyday word of the search"),
    "enterprise:register": _l("Registered an enterprise"),
    "enterprise:edit": _l("Changed an enterprise"),
    "enterprise:verify": _l("Verified an enterprise"),
    "enterprise:refuse": _l("Refused an enterprise"),
    "enterprise:reopening": _l("Recorded how far an enterprise has reopened"),
    "enterprise:invite": _l("Invited a member"),
    "enterprise:revoke-invitation": _l("Revoked an invitation"),
    "enterprise:join": _l("Joined an enterprise"),
    "enterprise:end-membership": _l("Ended a membership"),
    "pairing:fill": _l("Paired an enterprise"),
    "pairing:empty": _l("Ended a pairing"),
    "case:solved-by-measure": _l("Solved by a policy before it was sent"),
}


def act_label(act: str) -> str:
    """Return the words for an act; one that has none is shown as it is stored."""
    return str(ACTS.get(act, act))
