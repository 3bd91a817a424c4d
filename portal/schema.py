"""Every table of the portal, gathered so that migrations and tests see all of them."""

from portal.accounts import models as accounts
from portal.answers import models as answers
from portal.attachments import models as attachments
from portal.audit import models as audit
from portal.background import models as background
from portal.cases import models as cases
from portal.cases.conferences import proposal_models as proposals
from portal.cases.desk import models as desks
from portal.cases.issues import models as issues
from portal.cases.limits import models as limits
from portal.database import Model
from portal.duty import appointment_models as appointments
from portal.duty import models as duty
from portal.eligibility import models as eligibility
from portal.enterprises import models as enterprises
from portal.enterprises.bulk import models as enterprise_imports
from portal.entry import models as entry
from portal.jobs import models as jobs
from portal.letters import models as letters
from portal.letters import reply_models as replies
from portal.measures import models as measures
from portal.notifications import models as notifications
from portal.pairing import models as pairing
from portal.pairing import people_models
from portal.pairing.proposals import models as batch_models
from portal.references import Counter
from portal.reporting import models as reporting
from portal.supervision import models as supervision
from portal.supervision import reply_models as supervision_replies
from portal.units import models as units
from portal.visits import models as visits
from portal.workdays import CalendarDay

FEATURES = (
    units,
    accounts,
    enterprises,
    enterprise_imports,
    pairing,
    people_models,
    batch_models,
    measures,
    eligibility,
    answers,
    cases,
    proposals,
    limits,
    desks,
    issues,
    visits,
    letters,
    replies,
    duty,
    appointments,
    entry,
    supervision,
    supervision_replies,
    reporting,
    audit,
    notifications,
    attachments,
    background,
    jobs,
)
FLAT = (Counter, CalendarDay)
metadata = Model.metadata
