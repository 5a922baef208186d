"""Protocol files: every rule has its clause, and every fault is named with its key, all at once."""

from __future__ import annotations

import pytest

from daemon.faults import Misconfigured
from daemon.protocol.loading import load_protocol, shipped_protocol, shipped_protocol_text, shipped_protocols


@pytest.mark.parametrize("name", shipped_protocols())
def test_every_rule_of_a_shipped_protocol_has_its_clause_and_basis(name: str) -> None:
    protocol = shipped_protocol(name)
    tellings = [*protocol.tellings, *(one for stage in protocol.stages for one in stage.tellings)]
    clocks = [clock for stage in protocol.stages for clock in stage.clocks]
    for rule in (*tellings, *clocks, protocol.closing):
        assert rule.clause
        assert rule.basis in ("policy", "local")


def test_every_fault_of_a_file_is_named_at_once() -> None:
    text = (
        shipped_protocol_text("bolton")
        .replace("working_days = 10", 'working_days = "ten"')
        .replace('prefix       = "RPDE"', 'prefix = "rpde"')
    )
    text = text.replace('entry_stage  = "formal"', 'entry_stage = "formell"\nfoo = 1')
    with pytest.raises(Misconfigured) as refusal:
        load_protocol(text, "bolton")
    said = "\n".join(refusal.value.faults)
    assert "clock answer: working_days must be a whole number" in said
    assert "entry_stage names “formell”" in said
    assert "prefix must be two to eight capital letters" in said
    assert "foo is not a rule that this program knows" in said


def test_a_party_that_nobody_declares_is_a_fault() -> None:
    text = shipped_protocol_text("isle-of-man").replace(
        'roles        = ["Director of Multi-agency Safeguarding", "Independent Chair"]', "roles = []"
    )
    with pytest.raises(Misconfigured, match="Director of Multi-agency Safeguarding"):
        load_protocol(text, "isle-of-man")


def test_stages_answer_to_their_other_names() -> None:
    stage = shipped_protocol("bolton").stage("  Formal Resolution ")
    assert stage is not None and stage.id == "formal"
    assert shipped_protocol("isle-of-man").stage("stage three").id == "3"  # type: ignore[union-attr]


def test_an_unknown_protocol_names_those_there_are() -> None:
    with pytest.raises(Misconfigured, match="bolton"):
        shipped_protocol("nowhere")
