"""A partnership's own wordings: added without code, refused with file and key when they are faulty."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from parsers.meaning.labels.vocabulary import SHIPPED, Vocabulary, VocabularyFault
from parsers.meaning.labels.wordings import read_files


def own(folder: Path, text: str, name: str = "ours.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_vocabulary_has_no_wording_that_two_fields_claim() -> None:
    read_files(SHIPPED, None)


def test_an_own_wording_is_read(tmp_path: Path) -> None:
    folder = own(tmp_path, '[field.disagreement_summary]\nwordings = ["Why are we not of one mind"]\n')
    assert Vocabulary.load().surely_asks("Why are we not of one mind?") is None
    found = Vocabulary.load(folder).match("Why are we not of one mind?", None)
    assert found is not None
    assert found.field == "disagreement_summary"


def test_an_own_wording_counts_before_the_shipped_one(tmp_path: Path) -> None:
    folder = own(tmp_path, '[field.desired_outcome]\nwordings = ["Outcome"]\n')
    found = Vocabulary.load(folder).match("Outcome", None)
    assert found is not None
    assert found.field == "desired_outcome"


def test_own_words_of_a_side_combine_with_every_attribute(tmp_path: Path) -> None:
    folder = own(tmp_path, '[party.responding]\nagency = ["puzzled"]\n')
    found = Vocabulary.load(folder).match("Puzzled agency's email", None)
    assert found is not None
    assert found.field == "responding_email"


def test_a_new_field_needs_a_kind(tmp_path: Path) -> None:
    with pytest.raises(VocabularyFault) as fault:
        Vocabulary.load(own(tmp_path, '[field.ward]\nwordings = ["Ward"]\n'))
    assert "ours.toml: field.ward" in fault.value.faults[0]


def test_every_fault_is_listed_at_once_with_its_file_and_key(tmp_path: Path) -> None:
    own(tmp_path, '[field.stage]\nwordings = ["<nothing> here", 7]\n[section]\nresponse = "Outcome"\n')
    own(tmp_path, "not = [toml", "broken.toml")
    with pytest.raises(VocabularyFault) as fault:
        Vocabulary.load(tmp_path)
    listed = "\n".join(fault.value.faults)
    assert "broken.toml" in listed
    assert "field.stage" in listed
    assert "“nothing”" in listed
    assert "7" in listed
    assert "section.response" in listed


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(VocabularyFault, match="is not there"):
        Vocabulary.load(tmp_path / "nowhere")


def test_a_vocabulary_goes_to_another_process_by_its_folder(tmp_path: Path) -> None:
    folder = own(tmp_path, '[field.evidence]\nwordings = ["Proofs"]\n')
    again = pickle.loads(pickle.dumps(Vocabulary.load(folder)))
    assert again.match("Proofs", None) == Vocabulary.load(folder).match("Proofs", None)


def test_no_answer_stays_in_the_memory_of_the_vocabulary() -> None:
    vocabulary = Vocabulary.load()
    vocabulary.is_label("Jo Bell of Example Street")
    assert "Jo Bell of Example Street" not in vocabulary._labels
