"""Answering with cited measures."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.cases import operations
from portal.cases.models import Case
from portal.cases.operations import Quoted
from portal.errors import NotPermitted, RuleBroken
from portal.vocabulary import CaseKind, CaseStatus
from tests.cases.stage import Stage

ARTICLE = Quoted(
    document_slug="civil-code",
    anchor="article-590",
    title="中华人民共和国民法典",
    document_number="主席令第四十五号",
    point="第五百九十条",
    dated="2020年5月28日",
    validity="现行有效",
    quotation="当事人一方因不可抗力不能履行合同的，根据不可抗力的影响，部分或者全部免除责任，但是法律另有规定的除外。",
    in_own_words=False,
)


def answer(session: Session, stage: Stage, case: Case, who: str = "lawyer", **values: Any) -> None:
    words: dict[str, Any] = {"text": "可以请求部分免除违约责任。", "quoted": [ARTICLE]}
    operations.answer(session, case, actor=stage.actor(getattr(stage, who)), **(words | values))


def test_an_answer_copies_what_it_cites(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    answer(session, stage, case)
    line = stage.record(case)[-1]
    assert line.facts == {"citations": 1}
    (cited,) = line.citations
    assert {name: getattr(cited, name) for name in vars(ARTICLE)} == vars(ARTICLE)


def test_the_members_are_told_of_the_answer(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    answer(session, stage, case)
    assert stage.notices() == dict.fromkeys([stage.chief.id, stage.clerk.id], f"已答复：{case.reference}")


def test_an_answer_without_a_source_is_refused(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    with pytest.raises(RuleBroken) as broken:
        answer(session, stage, case, quoted=[])
    assert broken.value.field == "citations"


def test_the_paired_lawyer_answers_a_legal_question_that_another_handles(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.ACCEPTED, kind=CaseKind.LEGAL_QUESTION)
    stage.dispatch(case, unit=stage.bureau, handler=stage.officer)
    stage.forget_notices()
    answer(session, stage, case)
    assert stage.officer.id in stage.notices()


def test_the_paired_lawyer_does_not_answer_a_difficulty(stage: Stage, session: Session) -> None:
    with pytest.raises(NotPermitted):
        answer(session, stage, stage.case(CaseStatus.IN_PROGRESS))


@pytest.mark.parametrize("who", ["colleague", "coordinator", "liaison", "chief"])
def test_nobody_else_answers(stage: Stage, session: Session, who: str) -> None:
    with pytest.raises(NotPermitted):
        answer(session, stage, stage.case(CaseStatus.IN_PROGRESS), who)
