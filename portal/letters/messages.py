"""The notices that letters send; official texts, in Chinese for every reader."""

from portal.letters.models import Letter
from portal.letters.reply_models import LetterReply
from portal.letters.wording.matter import sentence
from portal.presentation.dates import official_day
from portal.vocabulary import ReplyRuling

Message = tuple[str, str]


def _about(letter: Letter) -> str:
    return f"{letter.number}《{letter.title}》" if letter.number else f"《{letter.title}》"


def to_sign(letter: Letter) -> Message:
    """Ask a leader to sign."""
    return f"函件待签发：{letter.title}", f"{_about(letter)}由{letter.drafted_by.name}送签，请审签。"


def to_countersign(letter: Letter, unit: str, *, again: bool) -> Message:
    """Ask the leader of a unit that issues a letter too to countersign; ``again`` when the text has changed since."""
    changed = "文稿会签后有修改，请重新会签。" if again else "请审阅文稿并会签。"
    return f"函件待会签：{letter.title}", f"{letter.issuer}拟与{unit}联合行文，{_about(letter)}送请会签。{changed}"


def countersigned(letter: Letter, unit: str) -> Message:
    """Tell the drafter that a unit has countersigned."""
    return f"函件已会签：{letter.title}", f"{unit}已会签{_about(letter)}。"


def issued_jointly(letter: Letter) -> Message:
    """Tell those who countersigned that the letter has been issued."""
    return f"联合行文已签发：{letter.number}", f"{_about(letter)}已由{letter.issuer}签发编号。"


def returned(letter: Letter, reason: str) -> Message:
    """Tell the drafter what to change."""
    return f"函件退回修改：{letter.title}", f"{_about(letter)}退回修改：{reason}"


def issued(letter: Letter) -> Message:
    """Tell the drafter that the letter is signed."""
    return f"函件已签发：{letter.number}", f"{_about(letter)}已签发编号，请送达。"


def served(letter: Letter) -> Message:
    """Tell those addressed that there is a letter."""
    reply = f"请于{official_day(letter.reply_by)}前书面反馈。" if letter.reply_by else ""
    return f"收到函件：{letter.number}", f"{letter.issuer}{_about(letter)}已送达，请查收。{reply}"


def answered(letter: Letter, unit: str, result: str) -> Message:
    """Tell the drafter of a unit's reply."""
    return f"函件已回复：{letter.number}", f"{_about(letter)}收到{unit}的回复：{result}"


def ruled(letter: Letter, reply: LetterReply) -> Message:
    """Tell the unit whether its reply will do, and until when another is due."""
    if reply.ruling is ReplyRuling.ACCEPTED:
        return f"回复已审核通过：{letter.number}", f"{_about(letter)}的回复已审核通过。"
    again = f"请于{official_day(reply.again_by)}前重新回复。" if reply.again_by else "请重新回复。"
    reason = sentence(reply.reason)
    return f"请重新办理回复：{letter.number}", f"{_about(letter)}的回复未通过审核：{reason}{again}"


def voided(letter: Letter, reason: str) -> Message:
    """Tell drafter, countersigners and those on whom it was served that the letter is void, and why."""
    return f"函件已作废：{letter.number}", f"{_about(letter)}已作废，不再作为办理依据。作废理由：{reason}"
