"""Every list that can be exported, by its name."""

from portal.exports.case_list import CASES
from portal.exports.columns import AnyListing
from portal.exports.enterprise_lists import ENTERPRISES, PAIRINGS
from portal.exports.figure_lists import FIGURE_CASES, FIGURE_ENTERPRISES
from portal.exports.figure_table import FIGURES
from portal.exports.letter_list import LETTERS
from portal.exports.trail_list import TRAIL

LISTINGS: dict[str, AnyListing] = {
    listing.name: listing
    for listing in (CASES, ENTERPRISES, PAIRINGS, LETTERS, TRAIL, FIGURES, FIGURE_CASES, FIGURE_ENTERPRISES)
}
