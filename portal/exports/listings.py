"""Every list that can be exported, by its name."""

from portal.exports.answer_list import ANSWERS
from portal.exports.campaign_lists import CAMPAIGNS, TARGETS
from portal.exports.case_list import CASES
from portal.exports.case_reports import ISSUES, PROPOSALS
from portal.exports.checklist_list import CHECKLISTS
from portal.exports.columns import AnyListing
from portal.exports.duty_lists import APPOINTMENTS, LINES, ROSTER
from portal.exports.eligibility_lists import RULES, UNTOLD
from portal.exports.enterprise_lists import ENTERPRISES, PAIRINGS
from portal.exports.entry_lists import CODES, FILED
from portal.exports.figure_lists import FIGURE_CASES, FIGURE_ENTERPRISES
from portal.exports.figure_table import FIGURES
from portal.exports.leading_lists import LED_CASES, LED_ENTERPRISES
from portal.exports.letter_list import LETTERS
from portal.exports.library_lists import DOCUMENTS, NEVER_CITED, WITHOUT_CLICK, WITHOUT_HIT, WITHOUT_MEASURE, WORDS
from portal.exports.pairing_lists import CONFLICTS, COVERAGE, HELPERS, OWN_ENTERPRISES, PROPOSAL_ROWS, PROPOSALS_DRAWN
from portal.exports.people_lists import ACCOUNTS, UNITS
from portal.exports.report_tables import BREAKDOWN, HOT, TREND, WALL
from portal.exports.setting_lists import CALENDAR, LIMITS
from portal.exports.supervision_lists import LATE_UNITS, STEPS, SUPERVISED, UNANSWERED
from portal.exports.trail_list import TRAIL
from portal.exports.visit_lists import FINDINGS, VISIT_COUNTERS, VISITED, VISITS

ALL: tuple[AnyListing, ...] = (
    *(CASES, FILED, ISSUES, PROPOSALS, SUPERVISED, LATE_UNITS, STEPS, UNANSWERED, LETTERS, ANSWERS),
    *(ENTERPRISES, PAIRINGS, OWN_ENTERPRISES, HELPERS, COVERAGE, PROPOSALS_DRAWN, PROPOSAL_ROWS, CONFLICTS),
    *(VISITS, VISITED, FINDINGS, VISIT_COUNTERS, CAMPAIGNS, TARGETS, CHECKLISTS),
    *(FIGURES, FIGURE_CASES, FIGURE_ENTERPRISES, BREAKDOWN, TREND, HOT, WALL),
    *(LED_CASES, LED_ENTERPRISES),
    *(ROSTER, LINES, APPOINTMENTS, CODES, RULES, UNTOLD),
    *(DOCUMENTS, WORDS, WITHOUT_HIT, WITHOUT_CLICK, WITHOUT_MEASURE, NEVER_CITED),
    *(ACCOUNTS, UNITS, LIMITS, CALENDAR, TRAIL),
)
LISTINGS: dict[str, AnyListing] = {listing.name: listing for listing in ALL}
