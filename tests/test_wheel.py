"""The built wheel works outside the checkout: what travels with it is found."""

from __future__ import annotations

import json
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel alone, with this one's libraries behind it."""
    base = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(base), str(ROOT)], check=True)
    (wheel,) = base.glob("*.whl")
    home = base / "env"
    venv.create(home, with_pip=False)
    libraries = next(home.glob("lib/python*/site-packages"))
    (libraries / "behind.pth").write_text("\n".join(site.getsitepackages()))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            "--target",
            str(libraries),
            str(wheel),
        ],
        check=True,
    )
    return home / "bin" / "python"


def run(python: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(python), "-m", "daemon.commands", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_protocols_calendars_and_forms_travel_inside_it(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [str(installed), "-c", "import daemon, parsers; print(daemon.__file__, parsers.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(ROOT) not in where
    shown = json.loads(run(installed, tmp_path, "timeline", "isle-of-man", "--received", "2026-05-29", "--json"))
    assert {one["on"] for one in shown["events"] if one["what"] == "due"} == {"2026-06-08", "2026-06-15"}
    assert "RPDE form.docx" in run(installed, tmp_path, "forms", "bolton", "blank")
    assert json.loads(run(installed, tmp_path, "read", "blank/RPDE form.docx", "--json"))["kind"] == "blank-form"


def test_the_demonstration_runs_from_it(installed: Path, tmp_path: Path) -> None:
    said = run(installed, tmp_path, "demo", "shown")
    assert "RPDE-2026-0001 is closed" in said
    assert "chaser 1" in said
    letters = list((tmp_path / "shown" / "letters").glob("*.eml"))
    assert len(letters) == len({one.read_bytes() for one in letters}) >= 40
    assert (tmp_path / "shown" / "register.xlsx").exists()
    assert (tmp_path / "shown" / "contacts.xlsx").exists()
