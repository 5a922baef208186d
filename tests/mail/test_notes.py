"""Forms in Outlook's own files: alone, in one another, in archives, in mails, and mails in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from daemon.service.opening.reading import read_file
from tests.builders import a_mail, a_word_form
from tests.mail.notes import note, note_file
from tests.mail.test_carriers import TODAY, a_tnef, judged, mail_with, zipped

CARRIED: dict[str, Callable[[bytes], bytes]] = {
    "a file": lambda form: note_file(files=(("form.docx", form),)),
    "a message in a message": lambda form: note_file(notes=(note(files=(("form.docx", form),), within=True),)),
    "three deep": lambda form: note_file(
        notes=(note(notes=(note(files=(("form.docx", form),), within=True),), within=True),)
    ),
    "an .eml in a message": lambda form: note_file(files=(("mail.eml", a_mail("a@b.example", form=form)),)),
    "a saved message as a file in a message": lambda form: note_file(
        files=(("saved.msg", note_file(files=(("form.docx", form),))),)
    ),
    "a zip in a message": lambda form: note_file(files=(("forms.zip", zipped(**{"form.docx": form})),)),
    "winmail.dat in a message": lambda form: note_file(files=(("winmail.dat", a_tnef("form.docx", form)),)),
    "a file without a suffix": lambda form: note_file(files=(("form", form),)),
    "a file beside a logo": lambda form: note_file(files=(("image001.png", b"\x89PNG\r\n\x1a\n" + b"0" * 90), ("form.docx", form))),
}  # fmt: skip


@pytest.mark.parametrize("how", CARRIED)
def test_read_shows_the_form_in_a_saved_message(how: str) -> None:
    form = a_word_form()
    shown = read_file(CARRIED[how](form), "saved.msg", TODAY, None)
    assert shown["kind"] == "form"
    assert shown["from"] == "ann@schools.example"
    (document,) = shown["documents"]
    assert document["answers"]["subject_name"] == "A. B."
    assert document["sha256"] == hashlib.sha256(form).hexdigest()


@pytest.mark.parametrize("how", CARRIED)
@pytest.mark.parametrize(
    "carrier",
    [
        lambda data: mail_with(("saved.msg", "application/vnd.ms-outlook", data)),
        lambda data: mail_with(("saved", "application/octet-stream", data)),
        lambda data: mail_with(("saved.zip", "application/zip", zipped(**{"saved.msg": data}))),
        lambda data: mail_with(("winmail.dat", "application/ms-tnef", a_tnef("saved.msg", data))),
    ],
    ids=("attached", "nameless", "zipped", "winmail.dat"),
)
def test_a_mail_that_carries_a_saved_message_with_a_form_is_a_form(how: str, carrier: Callable[[bytes], bytes]) -> None:
    form = a_word_form()
    mail, readings, verdict = judged(carrier(CARRIED[how](form)))
    assert (verdict.kind, verdict.acknowledge) == ("form", True)
    assert [one.kind for one in readings] == ["form"]
    assert mail.documents[0].data == form


def test_a_message_saved_with_its_headers_is_from_whom_they_say() -> None:
    data = note_file(
        headers="From: Bo <bo@police.example>\r\nMessage-ID: <7@police.example>\r\n", sender="/O=EXCH/CN=BO"
    )
    shown = read_file(data, "saved.msg", TODAY, None)
    assert (shown["from"], shown["message_id"]) == ("bo@police.example", "<7@police.example>")


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8, 0.95])
def test_a_damaged_message_is_named_and_never_lost(cut: float) -> None:
    data = note_file(files=(("form.docx", a_word_form()),))
    _, readings, verdict = judged(mail_with(("saved.msg", "application/vnd.ms-outlook", data[: int(len(data) * cut)])))
    assert verdict.kind == "form" or (verdict.hold and {one.kind for one in readings} <= {"unreadable", "document"})
