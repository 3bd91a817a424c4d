"""Letters as PDF: beside Chromium printing the same HTML, in batches, and over three hundred letters."""

import contextlib
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.measuring import Row, compare
from portal import clock
from portal.press import fonts
from portal.press.body import blocks
from portal.press.certificates import sample
from portal.press.jobs import Signing
from portal.press.layout import Layout, PrintedLetter, Seal, Verification
from portal.press.rendering import TEMPLATES, render_html
from portal.press.worker import Worker

FONTS = Path(__file__).parents[1] / "instance" / "fonts"
SECONDS = 60
BATCH = 100
MANY = 300
ROUNDS = 21
GOAL = 0.080
"""Seconds of processor time for a warm one-page letter."""

BODY = """你单位来函收悉。经研究，现就有关事项函复如下：
一、关于复工申请
（一）依法依规办理。对企业提出的申请，不得以任何形式增设复工条件；确需补正的，一次性书面告知，并说明理由和依据。
请于2026年3月9日前，将办理结果以书面形式（加盖单位公章）反馈我委。"""

ONE_PAGE = PrintedLetter(
    layout=Layout.XINHAN,
    issuers=("中共临江县委政法委员会",),
    title="关于临江食品有限公司复工事项的复函",
    addressees=("临江经济开发区管理委员会",),
    body=blocks(BODY),
    date="2026年3月4日",
    number="临政法函〔2026〕1号",
    verification=Verification("https://portal.example.gov.cn/verify/FG-2026-004K7M", "核验：扫描二维码。"),
)
THREE_PAGES = replace(ONE_PAGE, body=blocks(BODY) * 7, seal=Seal.SAMPLE, copies=("县司法局",))


def rows() -> Iterator[Row]:
    """Print letters in this process, in workers, and in Chromium if there is one."""
    fonts.use(FONTS)
    path = shutil.which("chromium")
    if path:
        yield from beside_chromium(path)
    with workers(2) as pair, certificate() as signing:
        yield compare(
            "one page, signed",
            lambda: pair[0].print(ONE_PAGE, SECONDS, signing),
            "not signed",
            lambda: pair[0].print(ONE_PAGE, SECONDS),
        )
        yield compare(
            f"{BATCH} letters, two processes",
            lambda: batch(pair, signing),
            "one process",
            lambda: batch(pair[:1], signing),
            rounds=2,
        )
    yield processor()
    yield many()


def ours(letter: PrintedLetter) -> bytes:
    """Print in this process, which has chosen its fonts by now."""
    from portal.press.weasy import render_pdf  # noqa: PLC0415 - WeasyPrint reads the fonts when it is imported

    return render_pdf(letter, fonts=FONTS)


def html(letter: PrintedLetter) -> str:
    """Join page and style sheet, for a browser."""
    css = (TEMPLATES / "letter.css").read_text(encoding="utf-8")
    return render_html(letter).replace("</head>", f"<style>{css}</style></head>")


def beside_chromium(path: str) -> Iterator[Row]:
    """Compare with a Chromium that stays open, and with one that has to start."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of the tests, not of the portal

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page()

        def theirs(letter: PrintedLetter) -> None:
            page.set_content(html(letter))
            page.pdf(prefer_css_page_size=True)

        for name, letter in (("one page", ONE_PAGE), ("three pages", THREE_PAGES)):
            yield compare(name, partial(ours, letter), "Chromium, warm", partial(theirs, letter))
    yield compare("one page, cold", cold, "Chromium, cold", partial(cold_chromium, path), rounds=3)


def cold() -> None:
    """Print one letter in a process that was not there before."""
    with workers(1) as (worker,):
        worker.print(ONE_PAGE, SECONDS)


def cold_chromium(path: str) -> None:
    """Do the same with Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "letter.html"
        page.write_text(html(ONE_PAGE), encoding="utf-8")
        command = [path, "--headless", "--no-sandbox", f"--print-to-pdf={folder}/letter.pdf", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def workers(count: int) -> Iterator[list[Worker]]:
    """Yield printing processes, and end them."""
    processes = [Worker(FONTS, 2048) for _ in range(count)]
    try:
        yield processes
    finally:
        for process in processes:
            process.stop()


@contextlib.contextmanager
def certificate() -> Iterator[Signing]:
    """Yield what letters are signed with: a certificate made for the moment."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.p12"
        file.write_bytes(sample("临江县", "bench", clock.now()))
        yield Signing(file, "bench", "签发（样章）", "临江县")


def batch(processes: list[Worker], signing: Signing) -> None:
    """Print and sign a batch, each process its share."""

    def share(process: Worker) -> None:
        for _ in range(BATCH // len(processes)):
            process.print(ONE_PAGE, SECONDS, signing)

    with ThreadPoolExecutor(len(processes)) as threads:
        list(threads.map(share, processes))


def processor() -> Row:
    """Compare the processor time of a warm one-page letter with the goal for it."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        ours(ONE_PAGE)
        taken.append(time.process_time() - started)
    median = statistics.median(taken[1:])
    return Row("one page, processor time", median, "the goal", GOAL, median / GOAL, ROUNDS - 1)


def many() -> Row:
    """Compare the last letters of many with the first; the row's peak memory shows whether it stays flat."""
    taken = []
    for _ in range(MANY):
        started = time.perf_counter()
        ours(ONE_PAGE)
        taken.append(time.perf_counter() - started)
    first, last = statistics.median(taken[1:51]), statistics.median(taken[-50:])
    return Row(f"letters 250 to {MANY}", last, "letters 1 to 50", first, last / first, 50)
