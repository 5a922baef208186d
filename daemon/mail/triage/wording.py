"""What a mail's subject and first words say of who wrote it, for systems that write no headers.

A subject that begins with the name of an automatic answer is enough. Words alone are weighed: a person may write one or
two of the things that an automatic answer is made of, and then the mail stays a person's and is only not answered.
"""

from __future__ import annotations

from daemon.mail import machines
from daemon.mail.phrases import answers, receipts, subjects, systems
from daemon.mail.triage.seen import Seen

FIRST_WORDS = 1_500
SHORT = 2_500
VERY_SHORT = 600
EDGE = 2_000


def automatic(seen: Seen) -> str | None:
    """Why subject and words are a machine's; None when they are not, or only perhaps."""
    subject = seen.mail.subject[:400]
    words = seen.mail.new_words[:FIRST_WORDS]
    named = subjects.AUTOMATIC.match(subject)
    # A colon is what a program writes. What a comma, a dash or "from" goes on with may be a person's.
    after = named.group("after").strip().casefold() if named else ""
    perhaps = after.endswith((*",;!-–—|", "from", "by"))
    mine = after.endswith(("from", "by")) and ("?" in words or answers.MYSELF.search(words))
    if named and (not perhaps or (_parts(words) and not mine) or answers.SAYS_SO.search(words)):
        return f"its subject begins with “{named.group('said')}”"
    at_end = subjects.AUTOMATIC_AT_END.search(subject)
    if at_end:
        return f"its subject ends with “{at_end.group('said')}”"
    return by_its_words(seen) if seen.carries_nothing else None


def by_its_words(seen: Seen) -> str | None:
    """Why the words themselves are a machine's, whatever it carries: helpdesks send back what they were sent.

    That somebody is away proves it only of a mail that carries nothing: people send a form before they leave.
    """
    subject = seen.mail.subject[:400]
    words = seen.mail.new_words[:FIRST_WORDS]
    if answers.SAYS_SO.search(words):
        return "its words say that it is automatic"
    if systems.RECALL.match(subject) and systems.RECALL_WORDS.search(words):
        return "it recalls a message, and says nothing else"
    replies = subjects.ANSWERS_OR_FORWARDS.match(subject)
    if systems.SYSTEM_SUBJECT.match(subject) and not replies and not systems.OF_MINE.search(words):
        return "its subject is a notice of a system about itself"
    parts = [one for one in _parts(words) if one != "away" or seen.carries_nothing]
    of_the_matter = answers.OF_THE_MATTER.search(words) is not None
    says_received = subjects.SAYS_RECEIVED.search(subject) or (
        # A person thanks for a mail, too, and then goes on to speak of the matter.
        subjects.SAYS_THANKS.match(subject) and "?" not in words and not answers.MYSELF.search(words)
    )
    if says_received and not replies and (parts or not words.strip()):
        return "its subject says that a mail was received"
    length = len(seen.mail.new_words)
    if length >= SHORT or of_the_matter:
        return None
    return _by_its_words(subject, words, parts, length)


def _by_its_words(subject: str, words: str, parts: list[str], length: int) -> str | None:
    """Why words that nowhere speak of the matter itself are a machine's."""
    if systems.CHALLENGE.search(words):
        return "its words ask the sender to prove that they are a person"
    if "ticket" in parts and subjects.TICKET_SUBJECT.match(subject):
        return "its subject and words give the number of a ticket"
    perhaps = subjects.PERHAPS.match(subject) or (
        subjects.PERHAPS_ANYWHERE.search(subject) and not subjects.ANSWERS_OR_FORWARDS.match(subject)
    )
    if subjects.GONE.match(subject) and parts and length < VERY_SHORT:
        return f"its subject says that nobody is there any more, and its words that ({_joined(parts)})"
    if perhaps and len(parts) >= 2:
        return f"its subject and words read like an automatic answer ({_joined(parts)})"
    certain = {"away", "received", "ticket", "office"} & set(parts)
    if "away" not in parts and answers.MYSELF.search(words):
        # Somebody who is there, and promises something: systems that receive mail write in the name of many.
        return None
    if certain and (len(parts) >= 3 or (len(parts) == 2 and parts != ["away", "back"] and length < VERY_SHORT)):
        return f"its words read like an automatic answer ({_joined(parts)})"
    return None


def to_many(seen: Seen) -> str | None:
    """Why it is a newsletter or a service's notice that came without the headers of one."""
    if not seen.carries_nothing or subjects.ANSWERS_OR_FORWARDS.match(seen.mail.subject[:400]):
        return None
    whole = seen.mail.new_words
    # Such words stand above or below all others.
    words = whole if len(whole) <= 2 * EDGE else f"{whole[:EDGE]}\n{whole[-EDGE:]}"
    if systems.LEAVES_A_LIST.search(words) and systems.TO_MANY.search(words):
        return "its words are those that stand below what goes to many at once"
    return None


def from_no_one(seen: Seen) -> str | None:
    """Why it is a machine's answer to a mail, where its sender's address says that it takes no mail."""
    says = machines.no_reply(seen.headers)
    if says is None or not seen.carries_nothing or len(seen.mail.new_words) >= 2 * VERY_SHORT:
        return None
    parts = {"thanks", "received", "ticket"} & set(_parts(seen.mail.new_words[:FIRST_WORDS]))
    return f"{says}, and its words answer a mail" if parts else None


def doubtful(seen: Seen) -> str | None:
    """Why it may be a machine's although nothing proves it: nobody is answered on such a doubt."""
    words = seen.mail.new_words[:FIRST_WORDS]
    if answers.NO_ANSWER.search(seen.mail.new_words[:8_000]):
        return "its words ask for no answer"
    if any(one.type == "text/calendar" for one in seen.mail.attachments):
        return "it comes from a calendar"
    parts = _parts(words)
    if not seen.carries_nothing:
        # A leaflet goes out with an office's answers; a scan that nobody can read comes from a person.
        return (
            f"its words may be an automatic answer ({_joined(parts)})" if "away" in parts and len(parts) >= 2 else None
        )
    if parts and parts != ["back"]:
        return f"its words may be an automatic answer ({_joined(parts)})"
    if systems.NEWSLETTER.search(seen.mail.new_words[:8_000]):
        return "its words may be a newsletter's"
    subject = seen.mail.subject[:400]
    if systems.SYSTEM_SUBJECT.match(subject) or subjects.PERHAPS_ANYWHERE.search(subject):
        return "its subject may be a system's"
    if subjects.PERHAPS.match(subject) and parts:
        return f"its subject and words may be an automatic answer ({_joined(parts)})"
    return None


_PARTS = (
    ("thanks", answers.THANKS),
    ("away", answers.AWAY),
    ("received", answers.RECEIVED),
    ("ticket", answers.TICKET),
    ("office", answers.OFFICE),
    ("back", answers.RETURN),
    ("instead", answers.INSTEAD),
)
_SHOWN = {
    "thanks": "thanks for the mail",
    "away": "says that somebody is away",
    "received": "says that it was received",
    "ticket": "says under which number it was logged",
    "office": "says how an office deals with mail",
    "back": "says when somebody will answer",
    "instead": "says what to do meanwhile",
}


def _parts(words: str) -> list[str]:
    return [name for name, pattern in _PARTS if pattern.search(words)]


def _joined(parts: list[str]) -> str:
    return ", ".join(_SHOWN[one] for one in parts)


def receipt(seen: Seen) -> str | None:
    """Why it is a read or delivery receipt that came without its headers."""
    if _tnef_class(
        seen, (b"REPORT.IPM", b"IPM.Report", b"IPM.Microsoft Mail.Read Receipt", b"IPM.Microsoft Mail.Non-Delivery")
    ):
        return "Outlook calls it a report"
    named = receipts.RECEIPT.match(seen.mail.subject[:400])
    if named and seen.carries_nothing:
        words = seen.mail.new_words[:FIRST_WORDS]
        if not words.strip() or receipts.RECEIPT_WORDS.search(words):
            return "its subject and words are those of a receipt"
    return None


def calendar(seen: Seen) -> str | None:
    """Why it is an invitation or an answer to one, without words of its own (RFC 5546)."""
    parts = [one for one in seen.mail.attachments if one.type == "text/calendar" and one.inside == "attached"]
    words = seen.mail.new_words.strip()
    answer = any(
        b"METHOD:REPLY" in one.data[:4_000].upper() or b"METHOD:COUNTER" in one.data[:4_000].upper() for one in parts
    )
    if answer and (not words or receipts.CALENDAR_WORDS.search(words[:FIRST_WORDS])):
        return "it answers an invitation and says nothing else"
    if parts and not words:
        return "it is an invitation and says nothing else"
    if not words and _tnef_class(seen, (b"IPM.Schedule.Meeting.", b"IPM.Microsoft Schedule.")):
        return "Outlook calls it a meeting's answer"
    if seen.carries_nothing and receipts.CALENDAR.match(seen.mail.subject[:400]):
        if not words:
            return "its subject is an invitation's, and it says nothing"
        if len(words) < VERY_SHORT and receipts.CALENDAR_WORDS.search(words):
            return "its subject and words are those of an answer to an invitation"
    return None


def _tnef_class(seen: Seen, classes: tuple[bytes, ...]) -> bool:
    """True when a real winmail.dat names one of these message classes in its beginning."""
    return any(
        one.data[:4] == b"\x78\x9f\x3e\x22" and any(name in one.data[:4_000] for name in classes)
        for one in seen.mail.attachments
    )
