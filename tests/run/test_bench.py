"""The harness of the benchmarks."""

import json

import pytest

import bench
from bench import __main__ as harness
from bench.measuring import compare


class Watch:
    """A clock that moves only when an act says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def spend(self, seconds: float) -> None:
        self.seconds += seconds

    def read(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the garbage of the whole run alone, which takes seconds to look through before each measurement."""
    monkeypatch.setattr("bench.measuring.gc.collect", lambda: 0)


def test_a_ratio_is_subject_over_yardstick(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    monkeypatch.setattr("bench.measuring.time.perf_counter", watch.read)

    row = compare("long", lambda: watch.spend(0.5), "short", lambda: watch.spend(0.125), rounds=5)

    assert (row.seconds, row.yardstick_seconds, row.ratio) == (0.5, 0.125, 4.0)


def test_the_two_take_turns_at_going_first() -> None:
    order: list[str] = []

    compare("a", lambda: order.append("a"), "b", lambda: order.append("b"), rounds=2)

    assert "".join(order) == "ababba"


def test_a_benchmark_is_found_run_apart_and_shown(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    measured = [
        {
            "benchmark": "letters",
            "name": "three pages",
            "seconds": 0.5,
            "yardstick": "one page",
            "yardstick_seconds": 0.25,
            "ratio": 2.0,
            "rounds": 3,
            "peak_bytes": 120_000_000,
        }
    ]
    monkeypatch.setattr(harness, "names", lambda: ["letters"])
    monkeypatch.setattr(harness, "measure_apart", {"letters": measured}.get)
    monkeypatch.setattr("sys.argv", ["bench"])

    assert harness.main() == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["benchmark", "measured", "seconds", "yardstick", "seconds", "ratio", "peak", "MB"]
    assert table[1].split() == ["letters", "three", "pages", "0.5000", "one", "page", "0.2500", "2.00", "120"]

    monkeypatch.setattr("sys.argv", ["bench", "letters", "--json"])
    assert harness.main() == 0
    assert json.loads(capsys.readouterr().out) == measured


def test_an_unknown_benchmark_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "weather"])

    with pytest.raises(SystemExit):
        harness.main()

    assert "no such benchmark: weather" in capsys.readouterr().err


def test_every_benchmark_says_what_it_measures() -> None:
    for name in harness.names():
        module = harness.importlib.import_module(f"{bench.__name__}.{name}")
        assert module.__doc__
        assert callable(module.rows)
