"""`python -m config.launch.set_up migrate sample`: run set-up steps in one process, Django imported once."""

import os
import sys
from collections.abc import Sequence

import django
from django.core.management import CommandError, call_command

# The steps there are, each with the options it is run with.
STEPS: dict[str, dict[str, bool | int]] = {
    "migrate": {"interactive": False, "verbosity": 0},
    "collectstatic": {"interactive": False, "clear": True, "verbosity": 0},
    "sample": {},
}


def main(names: Sequence[str]) -> int:
    """Run the steps named in their order; 1 where one of them says why it cannot be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for name in names:
        try:
            call_command(name, **STEPS[name])
        except CommandError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
