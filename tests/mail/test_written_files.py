"""Files written as text, and mails whose header lost the boundary of their parts, are the same forms."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.mail import Attachment, NothingKnown, open_mail, triage, with_documents_read
from daemon.mail.carriers import encoded
from daemon.mail.splitting import with_boundary
from parsers import read
from parsers.reading import Reading
from tests.builders import a_mail, a_word_form

HEAD = b"From: ann@schools.example\nTo: unit@partnership.example\nSubject: Form\nMIME-Version: 1.0\n"
_SIGNS = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"


def _reading(one: Attachment) -> Reading:
    return read(one.data, today=date(2026, 11, 24))


def yenc(data: bytes, name: str = "form.docx") -> bytes:
    out = bytearray()
    for at, one in enumerate(data):
        sign = (one + 42) & 255
        out += bytes([0x3D, (sign + 64) & 255]) if sign in (0, 10, 13, 0x3D) else bytes([sign])
        if at % 128 == 127:
            out += b"\n"
    return b"=ybegin line=128 size=%d name=%s\n%s\n=yend size=%d\n" % (len(data), name.encode(), out, len(data))


def binhex(data: bytes, name: str = "form.docx") -> bytes:
    def checked(part: bytes) -> bytes:
        return part + struct.pack(">H", binascii.crc_hqx(part, 0))

    head = bytes([len(name)]) + name.encode() + b"\0WDBNMSWD" + struct.pack(">HII", 0, len(data), 0)
    whole = (checked(head) + checked(data) + checked(b"")).replace(b"\x90", b"\x90\0").replace(b"\0" * 5, b"\0\x90\5")
    bits = "".join(f"{one:08b}" for one in whole)
    bits += "0" * (-len(bits) % 6)
    signs = ":" + "".join(_SIGNS[int(bits[at : at + 6], 2)] for at in range(0, len(bits), 6)) + ":"
    lines = "\n".join(signs[at : at + 64] for at in range(0, len(signs), 64))
    return f"(This file must be converted with BinHex 4.0)\n\n{lines}\n".encode()


def linked(data: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return f'<p>Our form: <a download="f.docx" href="data:{kind};base64,{base64.b64encode(data).decode()}">here</a></p>'.encode()


def parts(form: bytes, closing: bytes = b"--b1--\n") -> bytes:
    return (
        b"--b1\nContent-Type: text/plain\n\nOur form.\n--b1\nContent-Type: application/octet-stream; name=form.docx\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(form) + closing
    )


def attached(kind: bytes, body: bytes) -> bytes:
    return (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nOur form.\n--o\nContent-Type: "
        + kind
        + b'; name="form.docx"\nContent-Transfer-Encoding: 8bit\n\n'
        + body
        + b"\n--o--\n"
    )


CARRIED: dict[str, Callable[[bytes], bytes]] = {
    "yEnc as a part": lambda form: attached(b"application/octet-stream", yenc(form)),
    "yEnc in the words": lambda form: HEAD + b"Content-Type: text/plain; charset=utf-8\n\nHere:\n\n" + yenc(form),
    "BinHex as a part": lambda form: attached(b"application/mac-binhex40", binhex(form)),
    "BinHex in the words": lambda form: HEAD + b"\nHere:\n\n" + binhex(form) + b"\nAnn\n",
    "a link that holds the file": lambda form: HEAD + b"Content-Type: text/html\n\n" + linked(form),
    "such a link in a forwarded mail": lambda form: (
        HEAD
        + b"Content-Type: message/rfc822\n\nFrom: bo@schools.example\nSubject: x\nContent-Type: text/html\n\n"
        + linked(form)
    ),
    "no boundary in the header": lambda form: HEAD + b"Content-Type: multipart/mixed\n\nPreamble\n\n" + parts(form),
    "a boundary under another name": lambda form: (
        HEAD + b"Content-Type: multipart/mixed; x-boundary=b1\n\n" + parts(form)
    ),
    "another boundary in the header": lambda form: (
        HEAD + b"Content-Type: multipart/mixed; boundary=xy\n\n" + parts(form)
    ),
    "no type in the header": lambda form: HEAD + b"\nThis is a multi-part message in MIME format.\n\n" + parts(form),
    "no type and a line of a mailbox": lambda form: b"From ann Tue Nov 24 10:00:00 2026\n" + HEAD + b"\n" + parts(form),
    "no boundary and no end": lambda form: HEAD + b"Content-Type: multipart/mixed\n\n" + parts(form, b""),
}


@pytest.mark.parametrize("how", CARRIED)
def test_a_form_is_read_however_it_was_written_out(how: str) -> None:
    form = a_word_form()
    mail, readings = with_documents_read(open_mail(CARRIED[how](form)), _reading)
    verdict = triage(mail, readings, NothingKnown())
    assert (verdict.kind, verdict.acknowledge, mail.sender) == ("form", True, "ann@schools.example")
    assert [one.data for one in mail.documents] == [form]


def test_a_form_typed_into_a_mail_that_is_forwarded_as_an_attachment_is_a_form() -> None:
    typed = "\n".join(
        (
            "Referring agency: Example Schools Trust",
            "Responding agency: Example Police",
            "Name of child: A. B.",
            "Date of birth: 3 March 2015",
            "Nature of disagreement: The threshold was not agreed at the meeting.",
            "Desired outcome: A joint visit.",
        )
    )
    inner = a_mail("bo@schools.example", words=typed).replace(b"\r\n", b"\n")
    mail, readings = with_documents_read(open_mail(HEAD + b"Content-Type: message/rfc822\n\n" + inner), _reading)
    assert [(one.kind, one.answers["subject_name"]) for one in readings] == [("form", "A. B.")]
    assert triage(mail, readings, NothingKnown()).kind == "form"


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"Content-Type: text/plain\n\n" + parts(b"abc"),
        HEAD
        + b"\nHi. This is the qmail-send program.\n\n--- Below this line is a copy of the message.\n\n"
        + parts(b"abc"),
        HEAD + b"Content-Type: multipart/mixed; boundary=b1\n\n" + parts(b"abc"),
        HEAD + b"Content-Type: multipart/mixed\n\nno parts at all\n",
        b"no header ends here",
    ],
    ids=("plain words", "a report that quotes a mail", "a boundary that separates", "nothing to separate", "no mail"),
)
def test_a_mail_whose_header_is_right_is_left_as_it_is(raw: bytes) -> None:
    assert with_boundary(raw) == raw


def test_words_about_such_files_are_words() -> None:
    for text in ("(This file must be converted with BinHex 4.0)\n\nWhat does this line mean?", "begin 644 of the form"):
        assert encoded.files_in(text) == (text, [])


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_no_bytes_make_a_written_file_fail(noise: bytes) -> None:
    text = noise.decode("latin-1")
    encoded.files_in(f"(This file must be converted with BinHex 4.0)\n:{text}:\n")
    encoded.files_in(f"=ybegin line=128 size=3 name=x\n{text}")
    encoded.files_in_page(f"data:application/x;base64,{text}")
    encoded.files_in_part(noise)
    with_boundary(HEAD + b"Content-Type: multipart/mixed\n\n--" + noise)


@settings(deadline=None, max_examples=50)
@given(st.binary(min_size=1, max_size=600))
def test_what_was_written_out_comes_back_byte_for_byte(data: bytes) -> None:
    assert encoded.files_in_part(yenc(data)) == [("form.docx", data)]
    assert encoded.files_in_part(binhex(data)) == [("form.docx", data)]
