"""The gallery's page frame: navigation of a visitor, an enterprise and a coordinator, all invented."""

from typing import Any

from portal.presentation.frame import FrameLinks, NavGroup, NavItem, Viewer

STAFF_PAGES = ("worklist", "case", "letter", "figures", "controls", "fields")
ENTERPRISE_PAGES = ("enterprise", "form")
WORK = (
    ("办理", (("待办事项", "inbox", 18), ("全部事项", "journal-text", None), ("会商", "people", 2))),
    ("企业", (("结对", "diagram-3", 5), ("企业名录", "building", None), ("走访", "geo-alt", None))),
    ("依据与文书", (("政策查询", "search", None), ("函件", "envelope-paper", 1))),
)
SOMEWHERE = "/gallery/worklist"


def _staff_navigation() -> tuple[NavGroup, ...]:
    return tuple(
        NavGroup(
            heading, tuple(NavItem(words, SOMEWHERE, sign, count, words == "待办事项") for words, sign, count in items)
        )
        for heading, items in WORK
    )


def _public_navigation(page: str) -> tuple[NavGroup, ...]:
    if page in {"enterprise", "form"}:
        words = ("我的首页", "我的事项", "政策", "函件", "企业资料")
        current = 0 if page == "enterprise" else 1
    else:
        words = ("首页", "政策查询", "核验函件", "使用帮助")
        current = {"home": 0, "search": 1, "document": 1}.get(page, -1)
    return (NavGroup("", tuple(NavItem(word, "/gallery/home", current=n == current) for n, word in enumerate(words))),)


def frame_of(page: str) -> dict[str, Any]:
    staff = page in STAFF_PAGES
    links = ("/gallery/case", "/gallery/case", "/gallery/case")
    viewer = None
    if staff:
        viewer = Viewer("周明远", "调度员", *links, unread=3, staff=True)
    elif page in ENTERPRISE_PAGES:
        viewer = Viewer("张慧敏", "企业", *links, unread=2)
    footer = tuple(NavItem(words, "/gallery/home") for words in ("使用帮助", "无障碍说明", "隐私保护"))
    return {
        "navigation": _staff_navigation() if staff else _public_navigation(page),
        "viewer": viewer,
        "frame": FrameLinks("/gallery/home", "/gallery/signin", "/gallery/search" if staff else "", footer),
    }
