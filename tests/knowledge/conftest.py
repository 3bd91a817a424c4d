"""One index of the shipped library for all tests that only read it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge import Document, Extent, Index, Library, Measure, Organ, load_corpus

QUESTIONS = Path(__file__).with_name("questions")


@pytest.fixture(scope="session")
def library() -> Library:
    return load_corpus()


@pytest.fixture(scope="session")
def index(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index(tmp_path_factory.mktemp("index"))
    index.rebuild(library)
    return index


@pytest.fixture(scope="session")
def judged() -> Callable[[str], list[tuple[str, list[str]]]]:
    """The judged questions of one half: (question, anchors that answer)."""

    def read(half: str) -> list[tuple[str, list[str]]]:
        lines = (QUESTIONS / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
        pairs = (line.split("\t") for line in lines if not line.startswith("#"))
        return [(question, answers.split()) for question, answers in pairs]

    return read


@pytest.fixture
def make_document() -> Callable[..., Document]:
    """A document with the given facts and one measure for each text."""

    def make(slug: str = "a", *texts: str, **facts: Any) -> Document:
        known = {
            "title": "测试办法",
            "issuers": ("测试局",),
            "organs": (Organ.PARTY_GOVERNMENT,),
            "region_code": "hangzhou",
            "extent": Extent.WHOLE,
            "read_extent": "全文",
        } | facts
        measures = tuple(Measure(str(at), f"第{at}条", "", text) for at, text in enumerate(texts, 1))
        return Document(slug=slug, measures=measures, **known)

    return make
