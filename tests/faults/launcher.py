"""Runs the command line and dies, by SIGKILL, at the n-th durable step: `launcher.py KIND:N:WHEN ARGUMENT…`.

KIND is `commit` (a transaction of the store) or `rename` (a file swapped in); WHEN is `before` or `after`. The product
knows nothing of this: its own functions are wrapped from outside. With `count` instead, the steps are printed.
"""

from __future__ import annotations

import os
import pathlib
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import daemon.store.asking.base as store_module
from daemon.commands import main

kind, number, when = ([*sys.argv[1].split(":"), "0", ""])[:3]
seen = {"commit": 0, "rename": 0}


def step(name: str, moment: str) -> None:
    """Die here when this is the step that was asked for."""
    if moment == "before":
        seen[name] += 1
    if name == kind and seen[name] == int(number) and moment == when:
        os.kill(os.getpid(), signal.SIGKILL)


really_writing, really_replace = store_module.writing, pathlib.Path.replace


@contextmanager
def writing(database: Any) -> Iterator[None]:
    with really_writing(database):
        yield
        step("commit", "before")
    step("commit", "after")


def replace(self: pathlib.Path, target: Any) -> pathlib.Path:
    step("rename", "before")
    result = really_replace(self, target)
    step("rename", "after")
    return result


store_module.writing = writing
pathlib.Path.replace = replace  # type: ignore[method-assign]
code = main(sys.argv[2:])
if kind == "count":
    print(f"STEPS {seen['commit']} {seen['rename']}")
sys.exit(code)
