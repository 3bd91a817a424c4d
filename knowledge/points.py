"""What a numbered point is called: 第五条第（二）项, 第一部分第（三）项第2目, 要点4."""

import re
from collections.abc import Sequence

from knowledge.numbering import PrintedNumber, leading_number

_UNNAMED = frozenset({"part", "chapter"})


def point_name(number: str, above: Sequence[str]) -> str:
    """Return the name of a point by its printed number and those above it; empty for one without a number.

    An article is named without its chapter, and a point that we numbered ourselves by its own number alone.
    """
    own = leading_number(number)
    if own is None or own[0].kind == "own":
        return number if own else ""
    steps = [*(found[0] for each in above if (found := leading_number(each))), own[0]]
    articles = [at for at, step in enumerate(steps) if step.kind == "article"]
    steps = steps[articles[-1] :] if articles else [step for step in steps if step.kind not in _UNNAMED]
    return "".join(_step(steps, at) for at in range(len(steps)))


def _step(steps: Sequence[PrintedNumber], at: int) -> str:
    """条 at the top, 项 below it, 目 below that (as 立法法 names them); a 一、 with points under it is a 部分."""
    step = steps[at]
    if step.kind in {"article", "section"}:
        return step.text
    bare = re.sub(r"[、.．]$", "", step.text)
    if at == 0:
        return f"第{bare}部分" if step.kind == "item" and len(steps) > 1 else f"第{bare}条"
    below_item = step.kind == "arabic" and steps[at - 1].kind == "bracket"
    return f"第{bare}{'目' if below_item else '项'}"
