"""The commands of ``run``: each takes the options of the command line and returns an exit code."""

import fcntl
import os
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from runner import checks, environment, instance, packages, processes
from runner.console import ROOT, Stop, replace, say
from runner.environment import PYTHON, RUNTIME, TEST


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up run at a time in this checkout; another waits for it."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def install(lock_name: str, settings: Mapping[str, str] | None = None) -> None:
    """Install system and Python packages, translations, and fonts as ``settings`` want them."""
    packages.ensure(environment.needed() | (packages.TESTS if lock_name == TEST else packages.PORTAL))
    environment.prepare(lock_name)
    instance.prepare_code(settings or {})


def setup(options: Namespace) -> int:
    """Prepare the instance that the environment names, or else the demo."""
    with alone():
        if instance.configured():
            install(RUNTIME, instance.configured_settings())
            instance.prepare_configured()
        else:
            install(RUNTIME)
            instance.write_demo_settings()
            instance.prepare_demo(instance.demo_environment(), reset=options.reset)
    say("Ready. (准备就绪)")
    return 0


def demo(options: Namespace) -> int:
    """Set the demo up, start web server and worker, and end both when asked to."""
    processes.require_free_port(options.port)
    env = instance.demo_environment(options.port)
    with alone():
        install(RUNTIME)
        instance.write_demo_settings()
        instance.prepare_demo(env, reset=options.reset)
    run_both(options.port, env)
    say("Stopped. (已停止)")
    return 0


def run_both(port: int, env: Mapping[str, str]) -> None:
    """Run web server and worker of the demo until asked to end; raise Stop when one of them ends by itself."""
    logs = {name: instance.DEMO / f"{name}.log" for name in ("server", "worker")}
    command = processes.web_server(f"{processes.HOST}:{port}", workers=1, threads=8)
    with (
        processes.ending_asked() as asked,
        processes.running(command, env, logs["server"]) as server,
        processes.running(processes.WORKER, env, logs["worker"]) as worker,
    ):
        if processes.await_health(port, server, asked):
            say(instance.ACCOUNTS.read_text(encoding="utf-8"))
            say(f"The portal is at http://{processes.HOST}:{port}  (Ctrl-C ends it, 按 Ctrl-C 结束)")
        while not asked.wait(0.5):
            for name, process in (("server", server), ("worker", worker)):
                if process.poll() is not None:
                    raise processes.failure(name, logs[name])
        server.terminate()  # both take their time at once, not one after the other
        worker.terminate()


def serve(options: Namespace) -> int:
    """Become the web server of the configured instance."""
    require_installed()
    replace(processes.web_server(options.bind, options.workers, options.threads), os.environ)
    return 0


def worker(options: Namespace) -> int:
    """Become the worker of the configured instance."""
    del options
    require_installed()
    replace(processes.WORKER, os.environ)
    return 0


def require_installed() -> None:
    """Raise Stop unless an instance is configured and everything is installed: a service installs nothing itself."""
    instance.require_configured()
    if not environment.installed(RUNTIME):
        raise Stop("The Python packages are not installed as pinned; run `python3 run setup` first. (请先运行 setup)")


# Files in the order in which they are collected: the long ones, in browsers, come first (tests/conftest.py).
SPREAD = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def test(options: Namespace) -> int:
    """Become pytest, on two cores unless it is told otherwise; no instance's settings reach the tests."""
    with alone():
        install(TEST)
    spread = [] if any(word.startswith("-n") for word in options.rest) else SPREAD
    env = {name: value for name, value in os.environ.items() if not name.startswith(instance.PREFIX)}
    replace([PYTHON, "-m", "pytest", *spread, *options.rest], env)
    return 0


def check(options: Namespace) -> int:
    """Set up with the test tools and run every check."""
    del options
    with alone():
        install(TEST)
    started = time.monotonic()
    failed = checks.failing()
    say(f"{len(failed)} failed" if failed else f"All passed in {time.monotonic() - started:.0f} s")
    return int(bool(failed))


def translate(options: Namespace) -> int:
    """Bring the catalogues up to date with the code, and name what waits for a translation."""
    del options
    with alone():
        install(TEST)
    replace([PYTHON, "-m", "runner.translations", "update"], os.environ)
    return 0


def bench(options: Namespace) -> int:
    """Become the benchmarks."""
    with alone():
        install(TEST)
    replace([PYTHON, "-m", "bench", *options.rest], os.environ)
    return 0


def screenshots(options: Namespace) -> int:
    """Become the script that takes the READMEs' pictures."""
    del options
    with alone():
        install(TEST)
    replace([PYTHON, "-m", "tests.browser.screenshots"], os.environ)
    return 0


def lock(options: Namespace) -> int:
    """Pin the dependencies anew."""
    environment.lock_again(options.rest)
    return 0
