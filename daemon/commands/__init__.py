"""The command line: `case-intake COMMAND`. Each family of commands has a small file; nothing here decides anything.

Exit codes are sysexits (DESIGN 5). A fault is printed as its sentence; no traceback reaches a person unless
`CASE_INTAKE_DEBUG` is set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from daemon.faults import CaseIntakeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    from daemon.commands.arguments import parse

    try:
        chosen = parse(sys.argv[1:] if arguments is None else arguments)
        return chosen.command(chosen) or 0
    except CaseIntakeError as fault:
        if os.environ.get("CASE_INTAKE_DEBUG"):
            raise
        print(str(fault), file=sys.stderr)
        return fault.exit_code
    except BrokenPipeError:
        # The reader of our output has gone (`case-intake cases | head`); there is nobody left to tell.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
