"""Policy search: the portal's index beside SQLite FTS5 on the same terms, at 1,000, 20,000 and 60,000 measures.

FTS5 only matches and ranks, and its table holds no text; ours applies validity and region too,
counts facets, cuts and marks snippets and looks for typing errors, as the search page does. Both answer every judged
question of the tests once, in turns. Seconds are those of the processor: a 95th percentile of single calls would else
tell of whatever the machine had to do besides.
"""

import multiprocessing
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import knowledge
from bench.measuring import Act, Row
from knowledge.analysis import index_terms, normalise, query_terms
from knowledge.evaluation import percentile

QUESTIONS: Final = Path(__file__).parents[1] / "tests" / "knowledge" / "questions"
SIZES: Final = (1_000, 20_000, 60_000)
A_DOCUMENT: Final = 25
SENTENCES: Final = 3
SHOWN: Final = 20
TABLE: Final = """CREATE VIRTUAL TABLE terms USING fts5(words, content='', tokenize="unicode61 tokenchars '.%'")"""
SHARES: Final = (("p50", 0.5), ("p95", 0.95))


def rows() -> Iterator[Row]:
    """Measure every size, the smallest first, so that each row's peak memory is that of its size."""
    for size in SIZES:
        yield from at_size(size)


def at_size(size: int) -> Iterator[Row]:
    """Build both over the same measures, then ask both the same questions."""
    library = synthetic(size)
    with tempfile.TemporaryDirectory() as folder:
        index, table = knowledge.Index(Path(folder) / "index"), Path(folder) / "fts5.sqlite3"
        built = _seconds(lambda: index.rebuild(library))
        filled = _seconds(lambda: fill(table, library))
        ours, theirs = _bytes(index.path), table.stat().st_size
        name = f"{size:,} measures"
        yield Row(f"{name}: build", built, "FTS5", filled, built / filled, 1)
        # The columns are seconds; a size is told by its megabytes and by the ratio.
        yield Row(f"{name}: size in MB", ours / 1e6, "FTS5", theirs / 1e6, ours / theirs, 1)
        held, held_by_theirs = _apart(ask_ours, index.path), _apart(ask_theirs, table)
        yield Row(f"{name}: memory in MB", held / 1e6, "FTS5", held_by_theirs / 1e6, held / held_by_theirs, 1)
        with closing(sqlite3.connect(table)) as connection:
            yield from ask_both(name, index, connection)


def ask_both(name: str, index: knowledge.Index, connection: sqlite3.Connection) -> Iterator[Row]:
    """Ask in turns and compare the times at the same share of the questions."""
    asked = questions()
    index.search(knowledge.Query(asked[0]))
    pairs = []
    for turn, question in enumerate(asked):
        query = knowledge.Query(question, per_page=SHOWN)
        acts: list[Act] = [partial(index.search, query), partial(match, connection, question)]
        taken = [_seconds(act) for act in (acts if turn % 2 else reversed(acts))]
        pairs.append(taken if turn % 2 else taken[::-1])
    for label, share in SHARES:
        ours, theirs = (percentile(sorted(times), share) for times in zip(*pairs, strict=True))
        yield Row(f"{name}: search {label}", ours, "FTS5", theirs, ours / theirs, len(asked))


def ask_ours(path: Path) -> None:
    """Open an index and ask it everything."""
    index = knowledge.Index(path)
    for question in questions():
        index.search(knowledge.Query(question, per_page=SHOWN))


def ask_theirs(path: Path) -> None:
    """Ask a table of FTS5 everything."""
    with closing(sqlite3.connect(path)) as connection:
        for question in questions():
            match(connection, question)


def _apart(ask: Callable[[Path], None], path: Path) -> int:
    """Return the peak memory in bytes of a fresh process that only asks; it holds the language's dictionary as well."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(_peak_after, (ask, path))


def _peak_after(ask: Callable[[Path], None], path: Path) -> int:
    ask(path)
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage would tell of the parent's peak too
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def questions() -> list[str]:
    """Return the judged lay questions."""
    lines = [line for path in sorted(QUESTIONS.glob("*.tsv")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]


def synthetic(size: int) -> knowledge.Library:
    """Return a library of that many measures: sentences of the shipped ones put together anew, the same every time."""
    chance = random.Random(size)  # noqa: S311 - nothing secret
    shipped = [document for document in knowledge.load_corpus() if document.measures]
    texts = [sentence for each in shipped for point in each for sentence in point.text.split("。") if sentence]
    documents = []
    for number in range(size // A_DOCUMENT):
        model = shipped[number % len(shipped)]
        points = tuple(
            knowledge.Measure(
                str(at), f"第{at}条", chance.choice(texts)[:20], "。".join(chance.choices(texts, k=SENTENCES))
            )
            for at in range(1, A_DOCUMENT + 1)
        )
        slug, title = f"synthetic-{number}", f"{model.title}之{number}"
        documents.append(replace(model, slug=slug, title=title, measures=points, replaced_by=None))
    return knowledge.Library.of(documents)


def fill(path: Path, library: knowledge.Library) -> None:
    """Write the terms of every measure into a table of FTS5."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(TABLE)
        rows = (
            (" ".join(index_terms(f"{document.title} {point.heading} {point.text}").elements()),)
            for document in library
            for point in document
        )
        connection.executemany("INSERT INTO terms (words) VALUES (?)", rows)


def match(connection: sqlite3.Connection, question: str) -> list[tuple[int]]:
    """Return the best rows that have any of the question's terms."""
    terms = " OR ".join(f'"{term}"' for term in query_terms(normalise(question), bigram=0.4, single=0.3))
    statement = "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY bm25(terms) LIMIT ?"
    return connection.execute(statement, (terms, SHOWN)).fetchall() if terms else []


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _seconds(act: Act) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started
