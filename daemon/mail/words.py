"""The words of a mail: HTML as text, and the sender's own words without quoted history, signatures and banners.

Every pattern is matched against one line of at most 2,000 characters and repeats nothing without a bound, so hostile
text costs time in proportion to its length.
"""

from __future__ import annotations

import re
from typing import Any

MOST_HTML = 2 << 20
MOST_LINES = 5_000
LONGEST_LINE = 2_000

_FROM_WORDS = r"from|von|de|da|van|från|fra|od|lähettäjä|отправитель|от|gan|oddiwrth|expéditeur|remitente|mittente|afzender|avsändare|nadawca|feladó|kimden|από|发件人|寄件者|差出人"
_NEXT_WORDS = (
    r"sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|objet|à|enviado|fecha|para|asunto|inviato|data|oggetto|verzonden|aan|onderwerp|"
    r"skickat|till|ämne|sendt|til|emne|wysłano|do|temat|lähetetty|päivämäärä|vastaanottaja|aihe|odesláno|komu|předmět|дата|отправлено|кому|тема|anfonwyd|at|pwnc|发送时间|收件人|送信日時|宛先"
)
_FROM = re.compile(rf"^[\s>*_]{{0,9}}(?:{_FROM_WORDS})[*_]{{0,2}}\s{{0,3}}[:：][*_]{{0,2}}\s{{0,9}}\S", re.IGNORECASE)
_NEXT = re.compile(rf"^[\s>*_]{{0,9}}(?:{_NEXT_WORDS})[*_]{{0,2}}\s{{0,3}}[:：]", re.IGNORECASE)
_QUOTED = re.compile(r"^\s{0,9}[>»]")
_STOPS = (
    re.compile(
        r"^\s{0,9}[-=_*]{2,40}\s{0,3}(?:original(?:e|es|t)? (?:message|nachricht|messag|mail|appointment|bericht|meddelande|besked)|ursprüngliche (?:nachricht|mail)|original-?nachricht|message (?:d'origine|transféré)|mensaje original|mensagem original|messaggio (?:originale|inoltrato)|oorspronkelijk bericht|ursprungligt meddelande|oprindelig (?:meddelelse|besked)|oryginalna wiadomość|wiadomość oryginalna|исходное сообщение|forwarded message|weitergeleitete nachricht|reply message|neges wreiddiol)",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\s{0,9}(?:begin forwarded message|anfang der weitergeleiteten|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht)\b",
        re.IGNORECASE,
    ),
    re.compile(r"^\s{0,9}_{8,200}\s{0,9}$"),
)
# "On 4 March 2026 at 10:00, the unit wrote:", on one line or folded over as many as three.
_WROTE = re.compile(
    r"^\s{0,9}(?:on|am|le|el|il|op|den|på|em|w dniu|dnia|dne|pe|ar|kirjoitti|\d{4}[-/年]|\d{1,2}[./ ]).{3,400}?\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|geschreven|skrev|escreveu|napisał(?:\(a\))?|pisze|napsal(?:\(a\))?|написал(?:а)?|kirjoitti|ysgrifennodd)\b[^:]{0,120}[:：]\s{0,9}$",
    re.IGNORECASE,
)
_WROTE_BEGINS = re.compile(r"^\s{0,9}(?:on|am|le|el|il|op|den|em|w dniu|dnia|dne)\s.{0,80}\d", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^\s{0,3}(?:-- ?$|—\s?$|(?:sent|get|gesendet|envoyé|enviado|inviato|verzonden|skickat|sendt|wysłane|von meinem|anfonwyd)\b.{0,40}\b(?:iphone|ipad|android|mobile|blackberry|samsung|galaxy|huawei|outlook|handy|mobil|smartphone|téléphone|móvil|phone|device|yahoo mail|mail for windows|telefoon|telefonu)\b.{0,80}$|"
    r"(?:von meinem|de mon|desde mi|dal mio) (?:iphone|ipad|android|smartphone|téléphone|móvil|handy|mobilgerät)|get outlook for|outlook for (?:ios|android)|yahoo mail: )",
    re.IGNORECASE,
)
_CLOSER = re.compile(
    r"^\s{0,9}(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|my) (?:regards|wishes|thanks)|regards|yours (?:sincerely|faithfully|truly)|best|cheers|mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|viele grüße|beste grüße|cordialement|bien cordialement|sincères salutations|atentamente|un saludo|saludos(?: cordiales)?|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|med vänliga hälsningar|vänliga hälsningar|med venlig hilsen|vennlig hilsen|z poważaniem|cofion(?: gorau)?|cofion cynnes|pozdrawiam)\s{0,3}[,.!]{0,2}\s{0,9}$",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"^[\s*_#=!>|-]{0,20}(?:\[?\(?(?:external|extern(?:e)?|ext)(?: e-?mail| sender| message)?\)?\]?\s{0,3}(?:[:!*_-]|$)|\[(?:external|caution|warning|extern)[^\]]{0,80}\]|(?:caution|warning|attention|achtung|important|note|notice|security|be careful|think before you click)\b.{0,60}\b(?:external|outside|originat|sender|phishing|links|extern)|"
    r"this (?:e-?mail|message) (?:is from|originated|came from|was sent from|has originated|has been received from|comes from)\b.{0,60}\b(?:external|outside|outwith)|(?:this is an )?external (?:e-?mail|sender|message)\b|you don.?t often get (?:e-?mail|messages?) from|(?:some people who received this message|vous ne recevez pas souvent|sie erhalten nicht häufig)|"
    r"(?:do not|don.?t) click (?:on )?(?:any )?(?:links|on links)|learn why this is important|zjqcmqryfpfptbanner|this sender (?:is|might be) (?:untrusted|unknown)|diese e-?mail (?:stammt|kommt) von (?:extern|außerhalb))",
    re.IGNORECASE,
)

_BANNER_ENDS = re.compile(
    r"(?:[.!\])*_]|important|organi[sz]ation|council|company|trust|network)\s{0,9}$", re.IGNORECASE
)


def new_words(text: str) -> str:
    """What the sender wrote now, without banners above, signature below, and the mail that is answered.

    Where nothing stands above the quotation, what stands below its quoted lines is theirs.
    """
    lines = [
        line[:LONGEST_LINE]
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)[:MOST_LINES]
    ]
    kept: list[str] = []
    said = quoting = signed = False
    position = 0
    while position < len(lines):
        line = lines[position]
        if not said and not quoting and _BANNER.match(line):
            position += _banner_lines(lines, position)
            continue
        attribution = _attribution_lines(lines, position)
        if _QUOTED.match(line) or attribution:
            if said:
                break
            quoting = True
            position += attribution or 1
            continue
        if any(stop.match(line) for stop in _STOPS) or _is_header_block(lines, position):
            break
        if _SIGNATURE.match(line) or (said and _CLOSER.match(line)):
            signed = True
        if signed:
            position += 1
            continue
        said = said or bool(line.strip())
        kept.append(line)
        position += 1
    return "\n".join(kept).strip()


def _banner_lines(lines: list[str], position: int) -> int:
    """How many lines a gateway's warning takes: one, or as many as its sentence is folded over."""
    count = 1
    while count < 4 and position + count < len(lines):
        last, following = lines[position + count - 1].strip(), lines[position + count].strip()
        if len(last) < 68 or _BANNER_ENDS.search(last) or not following[:1].islower():
            break
        count += 1
    return count


def _attribution_lines(lines: list[str], position: int) -> int:
    """How many lines "On … wrote:" takes here; 0 where it does not stand."""
    if _WROTE.match(lines[position]):
        return 1
    if not _WROTE_BEGINS.match(lines[position]):
        return 0
    for count in (2, 3):
        together = " ".join(one.strip() for one in lines[position : position + count])[:LONGEST_LINE]
        if _WROTE.match(together):
            return count
    return 0


def _is_header_block(lines: list[str], position: int) -> bool:
    """True at "From: …" with two more lines of a header near below: Outlook's way of quoting, in its languages."""
    if not _FROM.match(lines[position]):
        return False
    return sum(1 for one in lines[position + 1 : position + 7] if _NEXT.match(one)) >= 2 or any(
        _NEXT.match(one) for one in lines[position + 1 : position + 2]
    )


def from_html(text: str) -> str:
    """The text of an HTML body, paragraphs on lines of their own; at most two mebibytes are read."""
    from lxml import etree, html

    source = text[:MOST_HTML]
    if not source.strip():
        return ""
    try:
        tree: Any = html.fromstring(
            source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    for skipped in tree.xpath("//script | //style | //head | //comment()"):
        parent = skipped.getparent()
        if parent is not None:
            if skipped.tail:
                previous = skipped.getprevious()
                if previous is not None:
                    previous.tail = (previous.tail or "") + skipped.tail
                else:
                    parent.text = (parent.text or "") + skipped.tail
            parent.remove(skipped)
    for rule in list(tree.iter("hr")):
        rule.tail = "\n________________\n" + (rule.tail or "")
    _mark_quotations(tree)
    for block in tree.iter("p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote", "table"):
        block.tail = "\n" + (block.tail or "")
    joined = "".join(tree.itertext())
    lines = [" ".join(line.split()) for line in joined.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _mark_quotations(tree: Any) -> None:
    """Begin each line of a quotation with ">", so that both kinds of body are read in one way."""
    for quotation in list(tree.iter("blockquote")):
        if any(one.tag == "blockquote" for one in quotation.iterancestors()):
            continue
        for block in quotation.iter("p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "blockquote"):
            if block.tag == "br":
                block.tail = "> " + (block.tail or "").lstrip()
            else:
                block.text = "> " + (block.text or "").lstrip()
                if block is not quotation and (block.tail or "").strip():
                    block.tail = "> " + (block.tail or "").lstrip()
