"""Golden readings: what is read of each hand-made form stands beside it and was reviewed by a person."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parsers.__main__ import SUFFIX, check_folder, documents, main

GOLDEN = Path(__file__).parent / "golden"
FORMS = sorted(documents(GOLDEN))


@pytest.mark.parametrize("form", FORMS, ids=[form.stem for form in FORMS])
def test_a_hand_made_form_is_read_as_its_golden_reading_says(form: Path, tmp_path: Path) -> None:
    shutil.copy(form, tmp_path)
    shutil.copy(form.with_name(form.name + SUFFIX), tmp_path)
    assert check_folder(tmp_path) == 0


def test_a_reading_that_has_changed_is_told_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = next(one for one in FORMS if one.stem == "dudley-record")
    shutil.copy(form, tmp_path)
    golden = form.with_name(form.name + SUFFIX).read_text(encoding="utf-8")
    (tmp_path / (form.name + SUFFIX)).write_text(golden.replace("Hill School", "Vale School"), encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "referring_agency: 'Vale School' → 'Hill School'" in capsys.readouterr().out


def test_golden_readings_are_written_anew_for_review(tmp_path: Path) -> None:
    form = next(one for one in FORMS if one.stem == "several-agencies-and-doubts")
    shutil.copy(form, tmp_path)
    assert main(["check", str(tmp_path), "--write"]) == 0
    written = (tmp_path / (form.name + SUFFIX)).read_text(encoding="utf-8")
    assert written == form.with_name(form.name + SUFFIX).read_text(encoding="utf-8")


def test_a_reading_is_shown_with_what_an_unread_label_is_most_like(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = next(one for one in FORMS if one.stem == "several-agencies-and-doubts")
    assert main(["show", str(form)]) == 0
    shown = capsys.readouterr().out
    assert 'responding_agency = ["Police", "Health Trust"]' in shown
    assert "doubtful: subject_dob" in shown
    assert "Favourite toy · Bear" in shown


def test_a_faulty_vocabulary_is_refused_with_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours.toml").write_text('[field.ward]\nwordings = ["Ward"]\n', encoding="utf-8")
    assert main(["--vocabulary", str(tmp_path), "show", str(FORMS[0])]) == 64
    assert "ours.toml: field.ward" in capsys.readouterr().err
