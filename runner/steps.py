"""Steps of setting up: each remembers a digest of what it was made from, and is left alone while that is the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from runner.console import ROOT, Command, say, succeed


@dataclass(frozen=True)
class Step:
    """One act of setting up: what to say and run, the files it depends on (globs) and what it leaves behind."""

    name: str
    saying: str
    command: Command
    inputs: tuple[str, ...]
    product: Path

    def digest(self) -> str:
        """Return the SHA-256 over the command and the names and contents of the files that the step depends on."""
        found = {path for pattern in self.inputs for path in ROOT.glob(pattern) if path.is_file()}
        total = hashlib.sha256("\0".join(map(str, self.command)).encode())
        for path in sorted(path for path in found if path.suffix != ".pyc"):
            total.update(f"{path.relative_to(ROOT)}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()


def carry_out(steps: Iterable[Step], record: Path, env: Mapping[str, str]) -> bool:
    """Perform the first step that changed since ``record`` was written, and all after it, which build on it.

    Tell whether there were any. A run that breaks off is taken up where it stopped.
    """
    before = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    done: dict[str, str] = {}
    changed = False
    for step in steps:
        digest = step.digest()
        changed = changed or before.get(step.name) != digest or not step.product.exists()
        if changed:
            perform(step, env)
        done[step.name] = digest
        if changed:
            record.parent.mkdir(parents=True, exist_ok=True)
            record.write_text(json.dumps(done, indent=1), encoding="utf-8")
    return changed


def perform(step: Step, env: Mapping[str, str]) -> None:
    """Perform one step; raise Stop with the end of its output when it fails."""
    say(step.saying)
    succeed(step.command, env=env, failing=f"This step failed (这一步未能完成): {step.saying}")
