"""`demo`: the main job with nothing to install or configure."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from daemon import log


def demo(chosen: argparse.Namespace) -> int:
    """Play the story into DIR (or ./demo), saying what happens as it happens."""
    from daemon.demo.story import play

    log.to_stderr(logging.ERROR)
    folder: Path = chosen.dir or Path("demo")
    play(folder.resolve(), lambda line: print(line, flush=True))
    return 0
