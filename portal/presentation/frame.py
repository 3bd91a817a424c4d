"""What the page frame takes as data: navigation, the signed-in person, and fixed links.

A context processor supplies ``navigation`` (a tuple of :class:`NavGroup`), ``viewer`` (a :class:`Viewer`, or None for
a visitor) and ``frame`` (a :class:`FrameLinks`); a page drawn without them has a header without navigation.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """One link. ``count`` is what waits for this person there, or a word (今日); ``icon`` is for the side only."""

    label: str
    url: str
    icon: str = "dot"
    count: int | str | None = None
    current: bool = False


@dataclass(frozen=True)
class NavGroup:
    """Links under a heading; the public header shows the items of all groups in one row, without headings."""

    heading: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True)
class Viewer:
    """Who is signed in. ``staff`` chooses the staff shell; ``role`` is the words beside the name, e.g. 调度员."""

    name: str
    role: str
    account_url: str
    notifications_url: str
    sign_out_url: str
    unread: int = 0
    staff: bool = False


@dataclass(frozen=True)
class FrameLinks:
    """Links that every page has. ``search_url`` takes the staff's search by GET as ``q``."""

    home_url: str = "/"
    sign_in_url: str = ""
    search_url: str = ""
    footer: tuple[NavItem, ...] = ()
