"""``python -m bench [NAME …] [--json]``: run each benchmark in a process of its own and print what it measured."""

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from dataclasses import asdict
from typing import Any

import bench
from bench.measuring import peak_bytes

NOT_BENCHMARKS = frozenset({"__main__", "measuring"})
ALONE = "--alone"
HEADINGS = ("benchmark", "measured", "seconds", "yardstick", "seconds", "ratio", "peak MB")
Measured = list[dict[str, Any]]


def names() -> list[str]:
    """Return the benchmarks there are."""
    return sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in NOT_BENCHMARKS)


def measure(name: str) -> Measured:
    """Run the benchmark ``name`` in this process; each row bears the process's peak memory so far, in bytes."""
    module = importlib.import_module(f"bench.{name}")
    return [{"benchmark": name, **asdict(row), "peak_bytes": row.peak_bytes or peak_bytes()} for row in module.rows()]


def measure_apart(name: str) -> Measured:
    """Run ``name`` in a fresh process, so that its peak memory is its own."""
    done = subprocess.run([sys.executable, "-m", "bench", ALONE, name], check=True, stdout=subprocess.PIPE, text=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def cells(row: dict[str, Any]) -> list[str]:
    """Return one line of the table."""
    return [
        row["benchmark"],
        row["name"],
        f"{row['seconds']:.4f}",
        row["yardstick"],
        f"{row['yardstick_seconds']:.4f}",
        f"{row['ratio']:.2f}",
        f"{row['peak_bytes'] / 1e6:.0f}",
    ]


def show(rows: Measured) -> None:
    """Print the table, its columns as wide as what stands in them."""
    lines = [list(HEADINGS), *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def main() -> int:
    """Run the benchmarks that the command line names, or all of them."""
    parser = argparse.ArgumentParser(prog="run bench", description="Measure what matters, against a yardstick.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(names()) or 'none yet'}")
    parser.add_argument("--json", action="store_true", help="print the rows for a program to read")
    parser.add_argument(ALONE, help=argparse.SUPPRESS)
    parser.add_argument("--large", action="store_true", help="measure the large sizes too, which takes minutes")
    options = parser.parse_args()
    if options.large:
        os.environ[bench.LARGE] = "1"
    if options.alone:
        print(json.dumps(measure(options.alone)))
        return 0
    unknown = set(options.names) - set(names())
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    rows = [row for name in options.names or names() for row in measure_apart(name)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
