"""However a form is carried, it is found; what cannot be opened has a named reason; nothing is opened without bounds."""

from __future__ import annotations

import binascii
import email.policy
import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers
from daemon.mail import Mail, NothingKnown, Triage, open_mail, triage, with_documents_read
from daemon.mail.carriers import archives, encoded, outlook, rtf, signed, tnef
from daemon.mail.mime import clean_name
from daemon.service.opening.reading import read_file
from parsers.reading import Reading
from tests.builders import a_mail, a_word_form

TODAY = date(2026, 11, 24)
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def judged(raw: bytes) -> tuple[Mail, tuple[Reading, ...], Triage]:
    mail, readings = with_documents_read(open_mail(raw), lambda one: parsers.read(one.data, today=TODAY))
    return mail, readings, triage(mail, readings, NothingKnown())


def mail_with(*files: tuple[str | None, str, bytes], words: str = "Please see the form.") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@schools.example", "unit@example.org", "Form"
    mail.set_content(words)
    for name, kind, data in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def a_tnef(name: str, data: bytes) -> bytes:
    def attribute(level: int, number: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(2, 0x00069002, b"\0" * 14)
        + attribute(2, 0x00018010, name.encode() + b"\0")
        + attribute(2, 0x0006800F, data)
    )


def a_uuencoded(name: str, data: bytes) -> str:
    lines = [binascii.b2a_uu(data[at : at + 45]).decode().rstrip("\n") for at in range(0, len(data), 45)]
    return "\n".join([f"begin 644 {name}", *lines, "`", "end"])


def der(tag: int, *pieces: bytes) -> bytes:
    body = b"".join(pieces)
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (bytes([len(body)]) if len(body) < 128 else bytes([0x80 | len(size)]) + size) + body


def opaquely_signed(content: bytes) -> bytes:
    data, signed_data = bytes.fromhex("2a864886f70d010701"), bytes.fromhex("2a864886f70d010702")
    inner = der(0x30, der(6, data), der(0xA0, der(4, content)))
    return der(0x30, der(6, signed_data), der(0xA0, der(0x30, der(2, b"\1"), der(0x31), inner, der(0x31))))


def forwarded(form: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "pa@schools.example", "unit@example.org", "FW: Form"
    mail.set_content("For you.")
    mail.add_attachment(email.message_from_bytes(a_mail("ann@schools.example", form=form), policy=email.policy.default))
    return mail.as_bytes()


def nested_in_base64(form: bytes) -> bytes:
    inner = binascii.b2a_base64(forwarded(form), newline=True)
    wrapped = b"\n".join(inner[at : at + 76] for at in range(0, len(inner), 76))
    return (
        b'From: pa@schools.example\nSubject: FW\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + wrapped + b"\n--b--\n"
    )


def signed_mail(form: bytes) -> bytes:
    blob = binascii.b2a_base64(opaquely_signed(a_mail("ann@schools.example", form=form)))
    return (
        b"From: ann@schools.example\nSubject: Form\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n"
        b'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\n\n' + blob
    )


CARRIED: dict[str, Callable[[bytes], bytes]] = {
    "as octets with no name": lambda form: mail_with((None, "application/octet-stream", form)),
    "with a wrong type": lambda form: mail_with(("scan.png", "image/png", form)),
    "with a wrong suffix": lambda form: mail_with(("form.bin", "application/octet-stream", form)),
    "in a zip": lambda form: mail_with(("forms.zip", "application/zip", zipped(**{"form.docx": form}))),
    "in a folder that was zipped": lambda form: mail_with(
        ("x.zip", "application/zip", zipped(**{"case__sent__form.docx": form, "case__~$form.docx": b"x"}))
    ),
    "as an .eml in a zip": lambda form: mail_with(
        ("x.zip", "application/zip", zipped(**{"mail.eml": a_mail("a@b.example", form=form)}))
    ),
    "in a zip in a zip": lambda form: mail_with(
        ("out.zip", "application/zip", zipped(**{"in.zip": zipped(**{"form.docx": form})}))
    ),
    "called a multipart": lambda form: mail_with(("form.docx", "multipart/form-data", form)),
    "called a mail": lambda form: (
        b"From: ann@schools.example\nSubject: Form\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n"
        b'Content-Disposition: attachment; filename="form.docx"\n\n' + _as_base64(form)
    ),
    "in winmail.dat": lambda form: mail_with(("winmail.dat", "application/ms-tnef", a_tnef("form.docx", form))),
    "in a zip in winmail.dat": lambda form: mail_with(
        ("winmail.dat", "application/ms-tnef", a_tnef("f.zip", zipped(**{"form.docx": form})))
    ),
    "in a forwarded mail": forwarded,
    "in a mail in a mail, in base64": nested_in_base64,
    "as an .eml attachment": lambda form: mail_with(
        ("mail.eml", "application/octet-stream", a_mail("a@b.example", form=form))
    ),
    "in an opaque signature": signed_mail,
    "uuencoded in the words": lambda form: mail_with(words=f"Hello.\n\n{a_uuencoded('form.docx', form)}\n\nAnn\n"),
}


@pytest.mark.parametrize("how", CARRIED)
def test_a_form_is_found_however_it_is_carried(how: str) -> None:
    form = a_word_form()
    mail, readings, verdict = judged(CARRIED[how](form))

    assert [(one.kind, one.answers.get("subject_name")) for one in readings] == [("form", "A. B.")]
    assert mail.documents[0].data == form
    assert verdict.kind == "form"


def test_the_same_file_twice_is_one_document() -> None:
    form = a_word_form()
    raw = mail_with(("a.docx", f"application/{WORD}", form), ("b.docx", f"application/{WORD}", form))
    assert len(judged(raw)[1]) == 1
    assert [one.name for one in judged(raw)[0].attachments] == ["a.docx", "b.docx"]


def encrypted_zip() -> bytes:
    data = bytearray(zipped(**{"form.docx": b"x" * 40}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (encrypted_zip(), "encrypted"),
        (zipped(**{"in.zip": zipped(**{"in.zip": zipped(**{"form.docx": b"PK"})})}), "unsupported"),
        (zipped(**{"in.rar": b"Rar!"}), "unsupported"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(300), "unsupported"),
        (b"Rar!\x1a\x07\0" + bytes(300), "unsupported"),
        (gzip.compress(b"form"), "unsupported"),
        (zipped(**{"in.zip": b"PK\x03\x04 and no more"}), "corrupt"),
        # Each archive is small enough; both together are not.
        (
            zipped(
                a=b"",
                **{
                    f"{name}.zip": zipped(**{"form.docx": b"\0" * (archives.MOST_MEMBER - 1), "x.docx": b"\0" * 9_000})
                    for name in "abc"
                },
            ),
            "too-large",
        ),
        (zipped(**{"form.docx": b"\0" * (archives.MOST_MEMBER + 1)}), "too-large"),
        (zipped(**{f"{number}.docx": b"" for number in range(300)}), "too-large"),
        (zipped(**{"form.docx": b"x" * 5000})[:-60], "corrupt"),
    ],
)
def test_an_archive_that_cannot_be_opened_says_why(archive: bytes, reason: str) -> None:
    _, readings, verdict = judged(mail_with(("forms.zip", "application/zip", archive)))
    assert reason in {one.reason for one in readings}
    assert verdict.hold
    assert any(one.reason in verdict.why for one in readings if one.reason)


@pytest.mark.parametrize("how", ["zip", "winmail.dat", "mail"])
def test_read_takes_the_file_for_what_its_bytes_are(how: str) -> None:
    form = a_word_form()
    data = {
        "zip": zipped(**{"form.docx": form}),
        "winmail.dat": a_tnef("form.docx", form),
        "mail": a_mail("ann@schools.example", form=form),
    }[how]
    shown = read_file(data, "x.bin", TODAY, None)
    assert shown["kind"] == "form"
    answers = shown["answers"] if how != "mail" else shown["documents"][0]["answers"]
    assert answers["subject_name"] == "A. B."


@pytest.mark.parametrize(
    ("offered", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\TEMP\\form.docx", "form.docx"),
        ("form\r\nBcc: x@y.example.docx", "form Bcc: x@y.example.docx"),
        ("=?utf-8?q?f=C3=B6rm=0A.docx?=", "förm .docx"),
        ("..", None),
        ("x" * 5000 + ".docx", "x" * 190 + ".docx"),
        ("a/b/", "b"),
    ],
)
def test_an_offered_name_is_one_line_without_a_path(offered: str, clean: str | None) -> None:
    assert clean_name(offered) == clean


@pytest.mark.parametrize(
    ("words", "kind", "rule"),
    [
        ("Ann has sent you a protected message. Click https://switch.egress.com/x", "unreadable", "encrypted"),
        ("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----", "unreadable", "encrypted"),
        ("You have received a secure email. Sign in to read it.", "unreadable", "encrypted"),
        ("Form here: https://est-my.sharepoint.com/:w:/g/personal/ann/abc", "unreadable", "link"),
        ("https://we.tl/t-abc", "unreadable", "link"),
        ("Please collect your secure message: https://portal.example/collect?id=9", "unreadable", "encrypted"),
        ("Ann has sent you an encrypted file by Cryptshare transfer.", "unreadable", "encrypted"),
        ("Our form: https://www.swisstransfer.com/d/0a1b", "unreadable", "link"),
        ("I could not open your encrypted email; please send it again.", "for_a_person", "other"),
        ("We should talk about our SharePoint site.", "for_a_person", "other"),
    ],
)
def test_what_reached_us_and_cannot_be_read_is_named(words: str, kind: str, rule: str) -> None:
    verdict = judged(mail_with(words=words))[2]
    assert (verdict.kind, verdict.rule, verdict.hold) == (kind, rule, True)


def test_an_encrypted_smime_part_is_no_signature() -> None:
    blob = der(0x30, der(6, bytes.fromhex("2a864886f70d010703")), der(0xA0, der(0x30, b"\2\1\0")))
    raw = (
        b"From: ann@schools.example\nSubject: x\nContent-Transfer-Encoding: base64\n"
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\n" + binascii.b2a_base64(blob)
    )
    mail, _, verdict = judged(raw)
    assert mail.encrypted == "S/MIME"
    assert verdict.kind == "unreadable"


def test_compressed_rtf_of_the_specification_is_read() -> None:
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0".replace(
            " ", ""
        )
    )
    assert rtf.decompressed(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_yenc_is_read() -> None:
    text = "=ybegin line=128 size=3 name=a.bin\n" + bytes([42 + 1, 42 + 2, 42 + 3]).decode("latin-1") + "\n=yend size=3"
    assert encoded.files_in(text) == ("", [("a.bin", b"\1\2\3")])


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300), st.integers(0, 500), st.binary(max_size=6))
def test_no_bytes_make_a_carrier_fail(noise: bytes, at: int, change: bytes) -> None:
    whole = a_tnef("form.docx", b"abc" * 30)
    tnef.unwrapped(tnef.SIGNATURE + noise)
    tnef.unwrapped(whole[:at] + change + whole[at + len(change) :])
    rtf.decompressed(noise)
    signature = opaquely_signed(b"abc")
    signed.opened(noise)
    signed.opened(signature[:at] + change + signature[at + len(change) :])
    outlook.read_note(outlook.OLE + noise)
    encoded.files_in("begin 644 x\n" + noise.decode("latin-1"))
    archive = zipped(**{"a.docx": b"abc"})
    list(archives.members(archive[:at] + change + archive[at + len(change) :], (".docx",)))


ROWS = (
    ("Referring agency", "Example Schools Trust"),
    ("Responding agency", "Example Police"),
    ("Na<b>me</b> of child", "A. B."),
    ("Summary of disagreement", "We do not agree<br>about the threshold."),
    ("Immediate risk", "No"),
)


@pytest.mark.parametrize("subject", ["Escalation", "FW: Escalation"])
def test_a_table_pasted_into_the_mail_is_a_form(subject: str) -> None:
    table = "".join(f"<tr><td><p class=x>{asked}</p></td><td><p>{said}</p></td></tr>" for asked, said in ROWS)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@schools.example", "unit@example.org", subject
    before = "<p>From: Bob<br>Sent: Monday</p>" if subject.startswith("FW") else ""
    mail.set_content(f"<html><body>{before}<p>Escalation form</p><table>{table}</table></body></html>", subtype="html")
    _, readings, verdict = judged(mail.as_bytes())
    assert verdict.kind == "form"
    assert readings[0].answers["disagreement_summary"] == "We do not agree about the threshold."


def a_web_page(rows: tuple[tuple[str, str], ...] = ROWS) -> bytes:
    table = "".join(f"<tr><td><p>{asked}</p></td><td><p>{said}</p></td></tr>" for asked, said in rows)
    return f"<html><head><title>x</title></head><body><h1>Escalation form</h1><table>{table}</table></body></html>".encode()


def a_single_file_page() -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    return head + a_web_page() + b"\n--b--\n"


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("form.htm", "text/html", a_web_page()),
        ("form.html", "application/octet-stream", a_web_page()),
        ("form.doc", "application/msword", a_web_page()),
        ("form.mht", "message/x-other", a_single_file_page()),
        ("form.mhtml", "application/x-mimearchive", a_single_file_page()),
        ("form.doc", "application/msword", a_single_file_page()),
        ("forms.zip", "application/zip", zipped(**{"form.html": a_web_page()})),
    ],
)
def test_a_form_saved_as_a_web_page_is_a_form_when_it_is_a_file(name: str, kind: str, data: bytes) -> None:
    _, readings, verdict = judged(mail_with((name, kind, data)))
    assert verdict.kind == "form"
    assert [one.answers["subject_name"] for one in readings] == ["A. B."]


def test_a_web_page_that_is_no_form_is_no_document_of_the_mail() -> None:
    page = a_web_page((("Opening hours", "9 to 5"), ("Parking", "Behind the house"), ("Lunch", "A sandwich at noon")))
    mail, readings, _ = judged(mail_with(("notice.html", "text/html", page.replace(b"Escalation form", b"Notice"))))
    assert (mail.documents, readings) == ((), ())


@pytest.mark.parametrize("name", ["form.ott", "form.fodt", "form.dotx", "form.dotm"])
def test_templates_and_flat_files_are_documents_by_their_names(name: str) -> None:
    mail = open_mail(mail_with((name, "application/octet-stream", b"whatever it holds")))
    assert [one.is_ for one in mail.attachments] == ["document"]


def test_a_form_quoted_from_an_earlier_mail_is_not_a_new_one() -> None:
    quoted = "\n".join(f"> {asked}: {said}" for asked, said in ROWS)
    words = f"Thank you, we have it.\n\nOn Monday Ann wrote:\n{quoted}\n"
    assert judged(a_mail("pat@police.example", "Re: Escalation", words))[2].kind != "form"


def test_a_pasted_table_with_references_to_control_characters_is_read_without_them() -> None:
    from daemon.mail.pasted import rows_as_lines

    page = "<table><tr><td><p>Name</p>&#1; of child</td><td>S.&#2; T.</td></tr></table>&#3;end"

    assert rows_as_lines(page) == "Name of child\tS. T.\n\nend"


def _as_base64(form: bytes) -> bytes:
    return (
        binascii.b2a_base64(form)
        if len(form) < 57
        else b"".join(binascii.b2a_base64(form[at : at + 57]) for at in range(0, len(form), 57))
    )


@pytest.mark.parametrize(
    ("encoding", "change"),
    [
        ("", lambda text: text),
        ("Content-Transfer-Encoding: 7bit\n", lambda text: text),
        ("Content-Transfer-Encoding: base64\n", lambda text: text.rstrip(b"=\n") + b"\n"),
        ("Content-Transfer-Encoding: base64\n", lambda text: text[:770] + b"** scanned by a gateway **\n" + text[770:]),
        ("Content-Transfer-Encoding: base64 ; x\n", lambda text: text),
    ],
    ids=("no encoding said", "a wrong encoding said", "no padding", "a line put in", "words behind the encoding"),
)
def test_base64_that_something_spoiled_on_the_way_is_still_the_form(
    encoding: str, change: Callable[[bytes], bytes]
) -> None:
    form = a_word_form()
    form += b"\0" * (1 + -len(form) % 3)  # one byte over, so that the end is padded
    head = (
        b'From: ann@schools.example\nSubject: Form\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    )
    part = f'--b\nContent-Type: application/octet-stream; name="form.docx"\n{encoding}\n'.encode()
    mail, readings, _ = judged(head + part + change(_as_base64(form)) + b"\n--b--\n")
    assert [one.kind for one in readings] == ["form"]
    assert mail.documents[0].data.rstrip(b"\0") == form.rstrip(b"\0")


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\n"])
def test_a_mail_saved_with_something_before_its_headers_is_that_mail(before: bytes) -> None:
    mail, _, verdict = judged(before + a_mail("ann@schools.example", form=a_word_form()))
    assert (mail.sender, verdict.kind) == ("ann@schools.example", "form")


@pytest.mark.parametrize("over", [0, 1, 2])
@pytest.mark.parametrize("put_in", [b"** scanned by a gateway **\n", b"** scanned **\n", b"-- ok --\n"])
def test_a_line_put_into_base64_shifts_nothing_whatever_its_length(over: int, put_in: bytes) -> None:
    from daemon.mail.transfer import from_base64

    data = bytes(range(256)) * 3 + b"x" * over
    lines = _as_base64(data).splitlines(keepends=True)
    assert from_base64(b"".join([*lines[:3], put_in, *lines[3:]])) == data


def test_a_sign_within_a_line_of_base64_costs_nothing() -> None:
    from daemon.mail.transfer import from_base64

    data = bytes(range(256)) * 3
    text = _as_base64(data)
    assert from_base64(text[:100] + b"\x00!" + text[100:]) == data


def test_a_file_for_a_key_that_we_have_not_is_encrypted_whatever_its_type() -> None:
    blob = der(0x30, der(6, bytes.fromhex("2a864886f70d010703")), der(0xA0, der(0x30, b"\2\1\0")))
    mail, _, verdict = judged(mail_with(("smime.p7m", "application/octet-stream", blob)))
    assert (mail.encrypted, verdict.rule, verdict.hold) == ("S/MIME", "encrypted", True)


def test_a_space_before_a_colon_ends_no_header_and_hides_none() -> None:
    raw = a_mail("ann@schools.example", form=a_word_form())
    spaced = raw.replace(b"Content-Type:", b"Content-Type :", 1).replace(b"MIME-Version:", b"MIME-Version\t:", 1)
    assert spaced != raw
    mail, readings, verdict = judged(spaced)
    assert ([one.kind for one in readings], verdict.acknowledge) == (["form"], True)
    assert mail.sender == "ann@schools.example"
    twice, _, verdict = judged(b"From : bo@schools.example\n" + raw.replace(b"\r\n", b"\n"))
    assert (twice.sender, verdict.acknowledge, verdict.hold) == (None, False, True)
