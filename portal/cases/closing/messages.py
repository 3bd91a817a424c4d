"""The notices about what follows an outcome: silence about to close a case, follow-up calls, mistaken ratings."""

from datetime import date

from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.messages import Message, about, day
from portal.cases.models import Case, Rating
from portal.vocabulary import RatingLevel

LEVELS = {
    RatingLevel.VERY_SATISFIED: "非常满意",
    RatingLevel.SATISFIED: "满意",
    RatingLevel.FAIR: "基本满意",
    RatingLevel.DISSATISFIED: "不满意",
    RatingLevel.VERY_DISSATISFIED: "非常不满意",
}


def silence_ahead(case: Case, confirm_by: date) -> Message:
    """Remind the enterprise that silence will close the case."""
    return (
        f"请确认办理结果：{case.reference}",
        f"{about(case)}的办理结果等您确认，最后一天是{day(confirm_by)}。没有解决的，请退回续办；逾期没有意见的，自动办结。",
    )


def to_rectify(case: Case, call: FollowUp) -> Message:
    """Tell the handler what the enterprise said on the telephone, and until when to put it right."""
    return f"回访待整改：{case.reference}", f"{about(case)}回访情况：{call.found}\n请于{day(call.rectify_by)}前整改。"


def call_rectified(case: Case, remedy: str) -> Message:
    """Tell the enterprise what was put right of what it said on the telephone."""
    return f"回访反映的问题已整改：{case.reference}", f"{about(case)}整改情况：{remedy}"


def to_reopen(case: Case, found: str) -> Message:
    """Tell the supervisor that a closed case is not settled after all."""
    return f"回访反映未解决：{case.reference}", f"{about(case)}回访情况：{found}\n请研究是否重新办理。"


def mistaken(case: Case, rating: Rating, reason: str) -> Message:
    """Tell the enterprise and the handler that a rating does not count, and why."""
    said = f"{about(case)}“{LEVELS[rating.level]}”的评价经督查员核实，认定为误评，不计入统计，原评价保留。"
    return f"评价认定为误评：{case.reference}", f"{said}\n依据：{reason}\n企业可以重新评价。"


def rated(case: Case, rating: Rating) -> Message:
    """Tell the handler how the case was rated; a bad rating also to who verifies it, with both dates."""
    said = f"{about(case)}企业评价：{LEVELS[rating.level]}。{rating.text}"
    if rating.rectify_by is None:
        return f"企业评价：{case.reference}", said
    return (
        f"差评待核实整改：{case.reference}",
        f"{said}\n请督查员于{day(rating.verify_by)}前核实，承办人于{day(rating.rectify_by)}前整改。",
    )


def rating_verified(case: Case, rating: Rating) -> Message:
    """Tell the handler what was found and until when to rectify it."""
    return (
        f"差评已核实：{case.reference}",
        f"{about(case)}核实情况：{rating.finding}\n请于{day(rating.rectify_by)}前整改。",
    )


def rectified(case: Case, remedy: str) -> Message:
    """Tell the enterprise what was put right, and that it may rate again."""
    return f"差评已整改：{case.reference}", f"{about(case)}整改情况：{remedy}\n企业可以重新评价，前后两次评价都保留。"
