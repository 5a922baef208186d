"""Mail that cannot be opened here: wrappers, links, locked archives."""

from __future__ import annotations

import io
import zipfile

from tests.mail.unseen.values import Unseen, attached, part, raw, several, words


def mails() -> list[Unseen]:
    """All of them."""
    head = "From: Ann Bell <ann@schools.example>\nSubject: "
    return [
        Unseen(
            "egress",
            raw(
                "From: Ann Bell <ann@schools.example>\nSubject: Secure: Escalation\nX-Egress-Security: yes",
                "You have received a secure message\n\nRead your secure message by clicking https://reader.egress.example/remote.aspx?x=1\n\nThis message has been protected with Egress.\n",
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "office encryption",
            several(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation",
                words("Ann Bell (ann@schools.example) has sent you a protected message.\n\nRead the message\n"),
                part(
                    "application/octet-stream", b"abc", 'Content-Disposition: attachment; filename="message_v2.rpmsg"'
                ),
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "smime",
            raw(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64",
                "MIAGCSqGSIb3DQEHA6CAMIACAQAxggFA\n",
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "pgp",
            several(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation",
                part("application/pgp-encrypted", "Version: 1\n"),
                part("application/octet-stream", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
                kind="encrypted",
            ),
            frozenset({"unreadable"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "onedrive link",
            raw(
                "From: Ann Bell <ann@schools.example>\nSubject: Escalation form",
                "Here is the form:\nhttps://schools-my.sharepoint.com/:w:/g/personal/ann/EabcDEF?e=xyz\n\nAnn\n",
            ),
            frozenset({"unreadable", "for_a_person"}),
            None,
            None,
            "ann@schools.example",
        ),
        Unseen(
            "nhs egress",
            raw(
                "From: Ann Bell <ann@nhs.example>\nSubject: [secure] Escalation",
                "You have been sent a secure email from NHSmail. Open the attachment to read it. https://securemail.nhs.net/x\n",
            ),
            frozenset({"unreadable"}),
        ),
        Unseen(
            "mimecast secure",
            raw(
                "From: Ann Bell <ann@council.example>\nSubject: Escalation",
                "Ann Bell has sent you a secure message. You have received a secure message via Mimecast Secure Messaging.\n",
            ),
            frozenset({"unreadable"}),
        ),
        Unseen(
            "wetransfer",
            raw("From: Ann Bell <ann@schools.example>\nSubject: Form", "Too big to mail: https://we.tl/t-abcdef\n"),
            frozenset({"unreadable", "for_a_person"}),
        ),
        Unseen(
            "password zip",
            several(head + "Form", words("Password to follow.\n"), attached("form.zip", _locked(), "application/zip")),
            frozenset({"unreadable"}),
            None,
            True,
        ),
    ]


def _locked() -> bytes:
    """A zip whose one file says that it is protected by a password."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("form.docx", b"x" * 400)
    data = bytearray(box.getvalue())
    data[6] |= 1
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)
