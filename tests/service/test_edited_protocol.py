"""A protocol that is edited while cases are open: a case keeps the version it opened under, and `check` shows what would move."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_mail, a_word_form
from tests.desk import a_desk
from tests.world import ROOT


def test_an_open_case_keeps_its_version_and_check_shows_what_would_move(tmp_path: Path) -> None:
    folder = tmp_path / "ours" / "protocols"
    folder.mkdir(parents=True)
    with a_desk(tmp_path, partnership='own_files = "ours"') as desk:
        desk.arrives(a_mail("ann@schools.example", form=a_word_form()), "2026-03-04 09:05")
        desk.once("2026-03-04 09:06")
        text = (ROOT / "protocols" / "bolton.toml").read_text(encoding="utf-8")
        assert text.count("working_days = 10") == 1
        (folder / "bolton.toml").write_text(text.replace("working_days = 10", "working_days = 5"), encoding="utf-8")

        checked = desk.run("check")
        moved = "RPDE-2026-0001, Example Police: due Wed 18 Mar 2026 → Wed 11 Mar 2026 under the edited protocol."
        assert moved in checked.out + checked.err
        assert "It keeps the version that it opened under." in checked.out + checked.err

        other = a_word_form(subject_name="C. D.", responding_agency="Example Health Trust")
        desk.arrives(a_mail("ann@schools.example", form=other), "2026-03-05 09:05")
        desk.once("2026-03-05 09:06")
        desk.once("2026-03-13 09:00")
        assert {one["reference"]: one["due"] for one in desk.cases("2026-03-13 09:01")} == {
            "RPDE-2026-0001": "2026-03-18",
            "RPDE-2026-0002": "2026-03-12",
        }
        assert not any("chaser" in one for one in desk.letters_to("spoc@police.example"))
        assert (
            desk.letters_to("spoc@health.example")[-1] == "RPDE-2026-0002: chaser 1, response was due Thu 12 Mar 2026"
        )
