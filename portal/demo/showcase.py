"""The one case of the demonstration with something of everything: the case to look at first."""

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont

from portal.attachments.models import Attachment
from portal.attachments.operations import attach
from portal.cases import citing, operations
from portal.cases.handlers import tasks, urging
from portal.cases.models import Case
from portal.demo.stories import Story, Teller
from portal.measures import library
from portal.permissions.actor import Actor
from portal.settings import current_settings
from portal.vocabulary import Slot

CONTRACT = "厂房租赁合同"
CONTACT = "已上门了解情况、查看现场，38名工人在岗待工；出租方电话已转承办人。"
SITE = "已到现场核实：系出租方自行拉闸，供电线路完好，不属于欠费停电，具备随时送电条件。"
QUESTION = "请补交租赁合同全文，重点是水电条款和解除条款。"
SUPPLEMENT = "补交租赁合同全文，水电条款在第九条。"
LAW = "减免租金 缓交房租 出租人 承租人 解除合同"
ANSWER = (
    "因受灾迟交租金的，可以先协商减免、缓交；出租方不宜径行解除合同，更不能以断电方式催租。建议先行调解，约定分期支付。"
)
URGED = "双方都愿意坐下来谈，请尽快确定调解时间和地点。"
MEDIATION = "已约双方明天上午到望江街道人民调解委员会调解，公益律师到场。"


@dataclass
class Sample:
    """A file as it would arrive."""

    filename: str | None
    stream: BinaryIO


def tell_in_full(teller: Teller, story: Story, case: Case) -> None:
    """Visit, reply to one of two tasks and urge the other, be supplied with a file, answer, arrange a mediation."""
    session, handler = teller.session, teller.handler_of(case)
    liaison = teller.actor(teller.paired(case, Slot.LIAISON))
    member = teller.actor(teller.county.members[case.enterprise_id])
    site = next(task for task in case.tasks if task.unit.short_name == "县公安局")
    officer = teller.county.officer_of(site.unit)
    assert officer is not None  # noqa: S101  every department of the demo has an officer
    police = teller.actor(officer)
    quoted = citing.quoted(_values(LAW))
    teller.at(story, 3, lambda: operations.note(session, case, actor=liaison, text=CONTACT, public=True))
    teller.at(story, 4, lambda: tasks.reply(session, case, site, actor=police, text=SITE))
    teller.at(story, 5, lambda: operations.ask(session, case, actor=handler, question=QUESTION))
    teller.at(
        story, 6, lambda: operations.supply(session, case, actor=member, text=SUPPLEMENT, files=[_file(teller, member)])
    )
    street = next(task for task in case.tasks if task is not site)
    teller.at(story, 7, lambda: urging.urge(session, case, street, actor=handler, text=URGED))
    teller.at(story, 7, lambda: operations.answer(session, case, actor=handler, text=ANSWER, quoted=quoted))
    teller.at(story, 8, lambda: operations.note(session, case, actor=handler, text=MEDIATION, public=True))


def _values(question: str) -> list[str]:
    hits = [hit for hit in library.find(question, per_page=6).hits if hit.measure]
    return [f"{hit.document.slug}{citing.SEPARATOR}{hit.measure.anchor}" for hit in hits[:2] if hit.measure]


def _file(teller: Teller, by: Actor) -> Attachment:
    return attach(teller.session, actor=by, upload=Sample(f"{CONTRACT}.pdf", io.BytesIO(sample(CONTRACT))))


def sample(title: str) -> bytes:
    """Return a sheet of A4 as PDF that bears a title and says that it is a sample."""
    sheet = Image.new("L", (827, 1169), 255)
    draw, face = ImageDraw.Draw(sheet), str(current_settings().fonts_dir / "faces" / "PortalSong.otf")
    for words, size, height in ((title, 48, 220), ("演示用样例，内容虚构", 24, 320)):
        draw.text((413, height), words, font=ImageFont.truetype(face, size), fill=0, anchor="mm")
    written = io.BytesIO()
    sheet.save(written, format="pdf", resolution=100)
    return written.getvalue()
