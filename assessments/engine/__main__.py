"""Answer cases from standard input: one JSON case a line in, one JSON report a line out.

The only module of the engine that reads and writes: the cases, and the policy file beside the engine.
"""

import sys
import tomllib
from pathlib import Path

from assessments.engine.door import answer_to

POLICY_FILE = Path(__file__).parents[1] / "policy.toml"


def main() -> None:
    """Answer every line that holds something, in order; a wrong case is answered by its error."""
    document = tomllib.loads(POLICY_FILE.read_text(encoding="utf-8"))
    for line in sys.stdin.buffer:
        if line.strip():
            sys.stdout.write(answer_to(line, document) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        # Whoever read the answers has gone, as `head` does; the interpreter must not complain at its own flush.
        sys.stdout = None
