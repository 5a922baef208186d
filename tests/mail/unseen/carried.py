"""Forms as people send them."""

from __future__ import annotations

import binascii
import io
import zipfile

from tests.mail.unseen.values import Unseen, attached, form, form_mail, part, raw, several, within, words

RE = "In-Reply-To: <n7@partnership.example>\nReferences: <n7@partnership.example>"


def mails() -> list[Unseen]:
    """All of them."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("Forms/Escalation form.docx", form())
    inner = several("From: Ann Bell <ann@schools.example>\nSubject: Escalation", words("Form.\n"), attached())
    head = "From: Ann Bell <ann@schools.example>\nSubject: "
    zipped_folder = io.BytesIO()
    with zipfile.ZipFile(zipped_folder, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("__MACOSX/._form.docx", b"\0" * 20)
        packed.writestr("form.docx", form())
        packed.writestr("readme.txt", "hello")
    eml = several("From: Sue <sue@schools.example>\nSubject: Escalation", words("Form.\n"), attached())
    nested = several(
        "From: Jo <jo@schools.example>\nSubject: FW: Escalation",
        words("fw\n"),
        b"Content-Type: message/rfc822\n\n" + eml,
    )

    def uu(data: bytes, name: str) -> str:
        return (
            f"begin 644 {name}\n"
            + "".join(binascii.b2a_uu(data[i : i + 45]).decode() for i in range(0, len(data), 45))
            + "`\nend\n"
        )

    return [
        form_mail(
            "plain form",
            head + "Escalation form",
            words("Please find attached.\n"),
            attached(),
            is_=("form",),
            sender="ann@schools.example",
        ),
        form_mail(
            "reply with form, iphone",
            head + "Re: RPDE-2026-0014 notice",
            words("See attached.\n\nSent from my iPhone\n"),
            attached("image0.docx"),
            words("\n"),
            is_=None,
            reference="RPDE-2026-0014",
        ),
        form_mail(
            "octet-stream",
            head + "Form",
            words("x\n"),
            attached("form", None, "application/octet-stream"),
            is_=("form",),
        ),
        form_mail(
            "wrong suffix", head + "Form", words("x\n"), attached("form.pdf", None, "application/pdf"), is_=("form",)
        ),
        form_mail(
            "says text/plain",
            head + "Form",
            words("x\n"),
            part("text/plain", form(), 'Content-Disposition: attachment; filename="form.docx"'),
            is_=("form",),
        ),
        form_mail(
            "rfc2231 name",
            head + "Form",
            words("x\n"),
            part(
                "application/msword",
                form(),
                "Content-Disposition: attachment; filename*0*=utf-8''Escala%C3%A7;",
                " filename*1*=%C3%A3o%20form.docx",
            ),
            is_=("form",),
        ),
        form_mail(
            "path-like name", head + "Form", words("x\n"), attached("..\\\\..\\\\etc\\\\form.docx"), is_=("form",)
        ),
        form_mail("no name", head + "Form", words("x\n"), part("application/octet-stream", form()), is_=("form",)),
        form_mail(
            "inline disposition",
            head + "Form",
            words("x\n"),
            part(
                "application/octet-stream", form(), 'Content-Disposition: inline; filename="=?utf-8?B?Zm9ybS5kb2N4?="'
            ),
            is_=("form",),
        ),
        form_mail("inside alternative", head + "Form", within(words("x\n"), attached()), is_=("form",)),
        form_mail(
            "inside related",
            head + "Form",
            within(part("text/html", "<p>x</p>"), attached(), kind="related"),
            is_=("form",),
        ),
        form_mail("zip", head + "Form", words("x\n"), attached("forms.zip", box.getvalue(), "application/zip")),
        form_mail(
            "zip as octet-stream without suffix",
            head + "Form",
            words("x\n"),
            attached("forms", box.getvalue(), "application/octet-stream"),
        ),
        form_mail(
            "forwarded inline",
            head + "FW: Escalation",
            words("For you.\n\nFrom: Sue <sue@schools.example>\nSent: Monday\nSubject: Escalation\n\nForm attached\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "forwarded as attachment",
            head + "FW: Escalation",
            words("For you.\n"),
            b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + inner,
        ),
        form_mail(
            "eml attachment",
            head + "FW: Escalation",
            words("For you.\n"),
            attached("Escalation.eml", inner, "application/octet-stream"),
        ),
        form_mail(
            "form and logo",
            head + "Form",
            within(
                part("text/html", '<p>x<img src="cid:logo@x"></p>'),
                part(
                    "image/png",
                    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x78\0\0\0\x28" + b"0" * 900,
                    "Content-ID: <logo@x>",
                    'Content-Disposition: inline; filename="image001.png"',
                ),
                kind="related",
            ),
            attached(),
            is_=("form", "signature"),
        ),
        form_mail(
            "external banner",
            head + "[EXTERNAL] Escalation form",
            words(
                "CAUTION: This email originated from outside of the organisation. Do not click links.\n\nForm attached.\n"
            ),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "secure tag", head + "[secure] Escalation form", words("Form attached.\n"), attached(), is_=("form",)
        ),
        form_mail("empty words", head, words(""), attached(), is_=("form",)),
        form_mail(
            "automatic in the subject of a form",
            head + "Automatic escalation form - formal stage",
            words("Form attached.\n\nAnn\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "auto in gateway subject",
            head + "**EXTERNAL** Escalation form",
            words("Attached.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "zip with mac folder",
            head + "Form",
            words("x\n"),
            attached("Archive.zip", zipped_folder.getvalue(), "application/x-zip-compressed"),
        ),
        form_mail(
            "eml within forwarded",
            head + "FW: FW: Escalation",
            words("fyi\n"),
            b"Content-Type: message/rfc822\n\n" + nested,
        ),
        form_mail(
            "rfc822 in base64",
            head + "FW: Escalation",
            words("fyi\n"),
            part("message/rfc822", eml, "Content-Disposition: attachment"),
        ),
        Unseen(
            "uuencoded",
            raw(head + "Form", "The form:\n\n" + uu(form(), "form.docx") + "\nAnn\n"),
            frozenset({"form"}),
            True,
            False,
        ),
        form_mail(
            "duplicate names",
            head + "Forms",
            words("x\n"),
            attached("form.docx"),
            attached("form.docx", b"%PDF-1.4 nothing", "application/pdf"),
            is_=("form", "document"),
            hold=None,
        ),
        form_mail(
            "damaged base64",
            head + "Form",
            words("x\n"),
            attached().replace(b"\n\n", b"\n\n!!@@\n", 1),
            hold=None,
            acknowledge=None,
        ),
        form_mail(
            "base64 without breaks",
            head + "Form",
            words("x\n"),
            part("application/octet-stream", form()).replace(b"base64\n\n", b"BASE64\n\n", 1),
            is_=("form",),
        ),
        form_mail(
            "transfer encoding with spaces",
            head + "Form",
            words("x\n"),
            attached().replace(b"Encoding: base64", b"Encoding:   base64  ; x"),
            hold=None,
        ),
        form_mail(
            "mixed in signed",
            head + "Form",
            within(words("x\n"), attached(), kind="mixed"),
            part("application/pkcs7-signature", b"sig", 'Content-Disposition: attachment; filename="smime.p7s"'),
            hold=None,
        ),
        form_mail(
            "html only with form",
            head + "Form",
            part("text/html; charset=windows-1252", "<p>Form attached</p>"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "digest",
            head + "Digest",
            within(b"\n" + eml, b"\n" + several("From: x@y.example\nSubject: other", words("x\n")), kind="digest"),
        ),
        form_mail(
            "unknown charset",
            head + "Form",
            part("text/plain; charset=x-mac-klingon", "x\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "nhs secure prefix",
            head + "[SECURE] RPDE form - OFFICIAL SENSITIVE",
            words("OFFICIAL-SENSITIVE\n\nForm attached.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "speaks of leave with form",
            head + "Form before I go on leave",
            words(
                "I am on annual leave from tomorrow so please contact my deputy Sue. If urgent ring 01234 567890. I will be back on Monday.\n"
            ),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "thank you with form",
            head + "RE: RPDE-2026-0021 notice",
            words("Thank you for your email. We have received your request, our answer is in the form.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "read subject with form",
            head + "Read: escalation form",
            words("Please read the form.\n"),
            attached(),
            is_=("form",),
        ),
        form_mail(
            "two pictures",
            head + "Form",
            words("x\n"),
            attached(),
            part(
                "image/jpeg",
                b"\xff\xd8\xff\xe0" + b"p" * 150_000,
                'Content-Disposition: attachment; filename="IMG_2041.JPG"',
            ),
            is_=("form", "image"),
        ),
    ]
