"""One line per fact on standard error, references only: names and addresses of people stay out (DESIGN 2)."""

from __future__ import annotations

import logging
import re

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


class _References(logging.Filter):
    """Blank addresses in lines that libraries write; our own lines name references and row numbers only."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if "@" in text:
            record.msg, record.args = _ADDRESS.sub("<address>", text), ()
        return True


def to_stderr(level: int) -> None:
    """Send log lines from `level` up to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-8s %(message)s", "%Y-%m-%d %H:%M:%S"))
    handler.addFilter(_References())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("apscheduler", "imapclient", "pypdf", "asyncio", "mail.log", "pymap"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
