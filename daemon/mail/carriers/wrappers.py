"""Mail that reached us and that nobody here can open: encrypted wrappers, and links instead of a file (DOMAIN 5, 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from daemon.mail.values import Attachment

_PORTALS = (
    ("Egress", re.compile(r"switch\.egress\.com|\begress (?:secure|switch|protect)|reader\.egress", re.IGNORECASE)),
    (
        "Office 365 message encryption",
        re.compile(
            r"(?:sent you (?:a |an )?(?:protected|encrypted) message|message encryption by microsoft|"
            r"outlook\.office365\.com/encryption|office365\.com/encryption/retrieve)",
            re.IGNORECASE,
        ),
    ),
    (
        "a secure mail portal",
        re.compile(
            r"securemail\.nhs\.net|nhsmail secure|trendmicro[^ ]* encrypted message|cisco secure (?:message|email)|"
            r"you have received (?:a|an) (?:secure|encrypted) (?:e-?mail|message)|mimecast secure messag|zixcorp|"
            r"has sent you (?:a|an) (?:new )?(?:secure|encrypted|confidential|password.protected) (?:e-?mail|message|file|transfer)|this (?:message|e-?mail) (?:has been|is) encrypted|"
            r"cryptshare(?: transfer|\.)|galaxkey|tresorit send|seppmail|totemomail|sendsafely|voltage securemail|barracuda (?:e-?mail )?encryption|proofpoint encryption|echoworx|virtru\b|sophos (?:spx|secure)|ftapi|objective connect|kiteworks|tutanota.{0,40}confidential",
            re.IGNORECASE,
        ),
    ),
)
# A person may write this too, of a mail that they could not open; a portal writes it beside the way in.
_COLLECT = re.compile(
    r"\b(?:collect|pick up|open|view|read|retrieve|access|decrypt|download) (?:your|the|this) (?:secure|encrypted|protected) (?:e-?mail|message|files?|transfer|document)",
    re.IGNORECASE,
)
_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_LINK = re.compile(
    r"https?://[^\s<>\"')]{0,80}?\b(?:(?P<onedrive>1drv\.ms|onedrive\.live\.com|onedrive\.com)|(?P<sharepoint>[a-z0-9-]+\.sharepoint\.com)|"
    r"(?P<dropbox>dropbox\.com|db\.tt)|(?P<wetransfer>wetransfer\.com|we\.tl)|(?P<google>drive\.google\.com|docs\.google\.com)|"
    r"(?P<box>app\.box\.com|[a-z0-9-]+\.box\.com/s)|(?P<icloud>(?:www\.)?icloud\.com(?:/attachment)?|cvws\.icloud-content\.com)|(?P<transfer>mega\.nz|(?:www\.)?(?:filemail|transfernow|swisstransfer|hightail|mediafire|pcloud|sendgb|smash|egnyte|jumpshare|liquidfiles)\.(?:com|net|to|co)|fromsmash\.com|[a-z0-9-]+\.(?:sharefile|egnyte|kiteworks|huddle)\.(?:com|eu|net)))/",
    re.IGNORECASE,
)
_NAMES = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "wetransfer": "WeTransfer",
    "google": "Google Drive",
    "box": "Box",
    "icloud": "iCloud",
    "transfer": "a service for sending files",
}
_MOST_WORDS = 40_000
# The page that Cisco, Proofpoint, Zix, Trend Micro, Barracuda and others attach, with a number or date in its name.
_SECURE_PAGE = re.compile(
    r"(?:secure[_-]?(?:doc|message|mail|e-?mail)|encrypted[_-]?(?:message|mail)|message[_-]zdm|smail)[\w.-]{0,80}\.html?$|read[_-]?(?:this|secure)[\w.-]{0,60}\.html?$"
)


def wrapper_of(content_type: str, attachments: Sequence[Attachment], words: str) -> str | None:
    """Which encrypted wrapper a mail is, or None. What a signed part holds has been taken out before."""
    names = {(one.name or "").lower() for one in attachments}
    types = {one.type for one in attachments} | {content_type}
    if "multipart/encrypted" in types or "application/pgp-encrypted" in types:
        return "PGP"
    # A signature that could be opened has been; whatever else bears the name is for a key that we have not.
    if any(one.is_ == "other" and (one.type in _SMIME or _named_p7m(one)) for one in attachments):
        return "S/MIME"
    if names & {
        "message.rpmsg",
        "encrypted_message.htm",
        "securemessageatt.html",
        "securedoc.html",
        "message.rpmsg.dat",
    }:
        return "Office 365 message encryption" if "message.rpmsg" in names else "a secure mail portal"
    if any(_SECURE_PAGE.match(name) for name in names):
        return "a secure mail portal"
    if "message.html" in names and "encrypt" in words[:_MOST_WORDS].casefold():
        return "Office 365 message encryption"
    said = words[:_MOST_WORDS]
    if "-----BEGIN PGP MESSAGE-----" in said:
        return "PGP"
    found = next((name for name, pattern in _PORTALS if pattern.search(said)), None)
    if (
        found is None
        and _COLLECT.search(said)
        and ("://" in said or any(one.endswith((".html", ".htm")) for one in names))
    ):
        return "a secure mail portal"
    return found


def _named_p7m(one: Attachment) -> bool:
    return (one.name or "").lower().endswith(".p7m")


def cannot_be_opened(encrypted: str | None, link: str | None) -> str | None:
    """Why a mail that reached us cannot be read, in a sentence for its sender and for the manager."""
    if encrypted in ("PGP", "S/MIME"):
        return f"It is encrypted ({encrypted}), and this mailbox has no key to open it."
    if encrypted is not None:
        return f"It is a protected message ({encrypted}) that must be opened by signing in, and nobody signs in for this mailbox."
    if link is not None:
        return f"It points to a file kept on {link} instead of carrying it, and this mailbox opens no links."
    return None


def link_of(words: str) -> str | None:
    """The sharing service that the words link to ("OneDrive"), or None. Links are never followed."""
    found = _LINK.search(words[:_MOST_WORDS])
    return _NAMES[str(found.lastgroup)] if found else None
