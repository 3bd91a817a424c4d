"""Benchmarks: each module here has ``rows()``, which measures one subject against a yardstick in the same run.

A ratio holds on any machine, seconds do not: a benchmark therefore times two ways of doing the same thing in turn
(see ``bench.measuring.compare``) and the table shows the ratio beside the seconds. ``python3 run bench`` runs them
all, ``python3 run bench letters --json`` one of them for a program to read, ``--large`` what takes minutes as well.
"""

LARGE = "BENCH_LARGE"
"""Set in the environment when what takes minutes is wanted too."""
