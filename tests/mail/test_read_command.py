"""`read` with a configuration judges a sender by the server that the configuration trusts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from daemon.commands import main
from tests.mail.unseen.values import attached, several

SETTINGS = """
[partnership]
name = "Example Safeguarding Partnership"
protocol = "bolton"
time_zone = "Europe/London"
address = "unit@partnership.example"
[mailbox]
host = "127.0.0.1"
security = "none"
username = "unit@partnership.example"
password = "x"
trusted_server = "mx.partnership.example"
[smtp]
host = "127.0.0.1"
security = "none"
sender = "unit@partnership.example"
[directory]
manager = "manager@partnership.example"
"""


@pytest.mark.parametrize(
    ("result", "acknowledged", "held"), [("dmarc=pass", True, False), ("dmarc=fail (p=none)", False, True)]
)
def test_a_sender_whom_the_trusted_server_refuses_is_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], result: str, acknowledged: bool, held: bool
) -> None:
    config, file = tmp_path / "config.toml", tmp_path / "form.eml"
    config.write_text(SETTINGS)
    file.write_bytes(
        several(
            f"From: Ann Ash <ann@council.example>\nSubject: Form\nAuthentication-Results: mx.partnership.example; {result} header.from=council.example",
            attached(),
        )
    )
    main(["read", str(file), "--json", "--config", str(config)])
    shown = json.loads(capsys.readouterr().out)
    assert (shown["kind"], shown["would_acknowledge"], shown["hold"]) == ("form", acknowledged, held)
    main(["read", str(file), "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert (shown["kind"], shown["would_acknowledge"], shown["hold"]) == ("form", True, False)
