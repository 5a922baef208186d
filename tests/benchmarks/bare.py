"""The yardstick: a bare fetch-parse-commit-send script that does what intake must do at least, and nothing else."""

from __future__ import annotations

import email
import io
import json
import smtplib
import sqlite3
import sys
import zipfile
from email.message import EmailMessage

from imapclient import IMAPClient
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def main(host: str, imap_port: int, user: str, smtp_port: int, database: str) -> None:
    store = sqlite3.connect(database, isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE cases (id INTEGER PRIMARY KEY, message_id TEXT UNIQUE, answers TEXT)")
    box = IMAPClient(host, imap_port, ssl=False, timeout=60)
    box.login(user, "secret")
    box.select_folder("INBOX")
    uids = box.search("ALL")
    relay = smtplib.SMTP(host, smtp_port, timeout=60)
    for start in range(0, len(uids), 25):
        for _uid, data in box.fetch(uids[start : start + 25], ["BODY.PEEK[]"]).items():
            mail = email.message_from_bytes(data[b"BODY[]"])
            answers = {}
            for part in mail.walk():
                if part.get_filename():
                    package = zipfile.ZipFile(io.BytesIO(part.get_payload(decode=True)))
                    tree = etree.fromstring(package.read("word/document.xml"))
                    for row in tree.iter(f"{W}tr"):
                        cells = ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
                        if len(cells) == 2:
                            answers[cells[0]] = cells[1]
            with store:
                store.execute("BEGIN IMMEDIATE")
                case = store.execute(
                    "INSERT INTO cases (message_id, answers) VALUES (?, ?)", (mail["Message-ID"], json.dumps(answers))
                ).lastrowid
                store.execute("COMMIT")
            letter = EmailMessage()
            letter["From"], letter["To"], letter["Subject"] = user, mail["From"], f"Case {case}: received"
            letter["In-Reply-To"] = mail["Message-ID"]
            letter.set_content("Thank you. We have logged your form.")
            relay.send_message(letter)
        box.add_flags(uids[start : start + 25], [b"\\Seen"], silent=True)
    relay.quit()
    box.logout()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5])
