"""`python -m daemon.commands` is `case-intake`."""

import sys

from daemon.commands import main

sys.exit(main())
