"""The command line of ``run``: which commands there are, what each takes, and how any of them ends."""

import argparse
import os
import sys
from collections.abc import Callable

from runner import commands
from runner.console import ROOT, Stop, cause_of, say
from runner.instance import PORT
from runner.processes import HOST

INTERRUPTED = 130


def main() -> int:
    """Carry out one command; return the exit code. A Stop or a refused file is one sentence, never a traceback."""
    options = parse()
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except Stop as stop:
        say(str(stop))
    except BrokenPipeError:
        # Nobody reads on (`run check | head`); Python itself would complain of that once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        say(f"{error.filename or ROOT}: {error.strerror}. {cause_of(str(error)) or '(文件无法读写)'}")
    except KeyboardInterrupt:
        say("Stopped. (已停止)")
        return INTERRUPTED
    return 1


def parse() -> argparse.Namespace:
    """Read the command line; what pytest, a benchmark or uv understands is handed on to it in ``rest``."""
    parser = argparse.ArgumentParser(prog="run", description="Set up, run, test and check the portal.")
    parser.set_defaults(hands_on=False)
    group = parser.add_subparsers(required=True, metavar="COMMAND")
    add_instances(group)
    add_tools(group)
    options, rest = parser.parse_known_args()
    if rest and not options.hands_on:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    return options


def port(text: str) -> int:
    """Read a TCP port that a program may ask for."""
    number = int(text)
    if not 1 <= number <= 65535:  # noqa: PLR2004  the range of TCP
        raise ValueError(text)
    return number


def add_instances(group: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that prepare or run an instance."""
    setup = group.add_parser("setup", help="install everything and prepare the instance, without starting it")
    setup.set_defaults(command=commands.setup)
    demo = group.add_parser("demo", help="set up a fictional county and serve it on this machine")
    demo.set_defaults(command=commands.demo)
    demo.add_argument("--port", type=port, default=PORT, help=f"the port on {HOST} (default {PORT})")
    for command in (setup, demo):
        command.add_argument("--reset", action="store_true", help="begin again with fresh demo data")
    serve = group.add_parser("serve", help="serve the configured instance with gunicorn")
    serve.set_defaults(command=commands.serve)
    serve.add_argument("--bind", default=f"{HOST}:{PORT}", help="address and port, or unix:PATH")
    serve.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    serve.add_argument("--threads", type=int, default=8, help="threads of each process (default 8)")
    worker = group.add_parser("worker", help="run the background jobs of the configured instance")
    worker.set_defaults(command=commands.worker)


def add_tools(group: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of those who work on the portal."""
    whole = "set up with the test tools and run every test, or what pytest is told"
    test = group.add_parser("test", help=whole, add_help=False)
    test.set_defaults(command=commands.test, hands_on=True)
    check = group.add_parser("check", help="check format, style, types, imports, translations and migrations")
    check.set_defaults(command=commands.check)
    translate = group.add_parser("translate", help="bring the catalogues up to date with the code; say what is missing")
    translate.set_defaults(command=commands.translate)
    bench = group.add_parser("bench", help="measure what matters: bench [NAME …] [--json]", add_help=False)
    bench.set_defaults(command=commands.bench, hands_on=True)
    screenshots = group.add_parser("screenshots", help="take the pictures of the READMEs from the demo anew")
    screenshots.set_defaults(command=commands.screenshots)
    lock = group.add_parser("lock", help="pin the dependencies of pyproject.toml anew: lock [--upgrade]")
    lock.set_defaults(command=commands.lock, hands_on=True)
