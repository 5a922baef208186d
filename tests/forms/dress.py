"""How an answer lies in the XML of a Word document: every structure of WORD_TRAPS that holds a person's words."""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape

from tests.forms.fills import Fill

PROMPT_STYLE = '<w:rStyle w:val="PlaceholderText"/>'


def run(text: str, properties: str = "") -> str:
    """Runs of plain text; line ends become breaks."""
    lines = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in lines)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def control(content: str, about: str) -> str:
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def split(random: Random, text: str) -> str:
    cuts = sorted(random.sample(range(1, len(text)), min(3, len(text) - 1))) if len(text) > 1 else []
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return '<w:proofErr w:type="spellStart"/>'.join(
        run(one, "<w:b/>" if random.random() < 0.1 else "") for one in parts
    )


def words(random: Random, fill: Fill) -> str:
    """The runs of a written answer, in one of the dresses of inline text."""
    text = fill.typed
    dress = random.choice(
        (
            "plain",
            "plain",
            "plain",
            "split",
            "control",
            "inserted",
            "corrected",
            "formtext",
            "smart",
            "noise",
            "simple",
            "choice",
        )
    )
    if dress == "split":
        return split(random, text)
    if dress == "control":
        about = random.choice(
            ("<w:text/>", '<w:alias w:val=""/><w:text w:multiLine="1"/>', '<w:showingPlcHdr w:val="0"/><w:text/>')
        )
        return control(run(text), about)
    if dress == "inserted":
        return f'<w:ins w:id="7" w:author="a" w:date="2026-11-01T00:00:00Z">{run(text)}</w:ins>'
    if dress == "corrected":
        gone = '<w:del w:id="8" w:author="a" w:date="2026-11-01T00:00:00Z"><w:r><w:delText>Draft wording</w:delText></w:r></w:del>'
        return gone + f'<w:ins w:id="9" w:author="a" w:date="2026-11-01T00:00:00Z">{run(text)}</w:ins>'
    if dress == "formtext":
        begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Text1"/><w:textInput/></w:ffData></w:fldChar></w:r>'
        return (
            begin + '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run(text) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )  # fmt: skip
    if dress == "smart":
        return f'<w:smartTag w:uri="urn:x" w:element="place">{run(text)}</w:smartTag>'
    if dress == "noise":
        return run(text.replace(" ", "\u00a0", 1)) + run("\u200b")
    if dress == "simple":
        return f'<w:fldSimple w:instr=" MERGEFIELD x ">{run(text)}</w:fldSimple>'
    if dress == "choice" and "\n" not in text and len(text) < 60:
        items = f'<w:listItem w:displayText="{escape(text, {chr(34): "&quot;"})}" w:value="1"/><w:listItem w:displayText="Other" w:value="2"/>'
        return control(run(text), f"<w:dropDownList>{items}</w:dropDownList>")
    return run(text)


def day(random: Random, fill: Fill) -> str:
    """A date, typed or picked."""
    if fill.day is not None and random.random() < 0.3:
        return control(
            run(fill.typed),
            f'<w:date w:fullDate="{fill.day.isoformat()}T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>',
        )
    return words(random, fill) if random.random() < 0.5 else run(fill.typed)


def empty(random: Random) -> str:
    """Nothing typed: nothing, a prompt, an empty field, or a line to write on."""
    dress = random.choice(("nothing", "nothing", "prompt", "typed", "field", "date", "list"))
    if dress == "prompt":
        return control(run("Click or tap here to enter text.", PROMPT_STYLE), "<w:showingPlcHdr/><w:text/>")
    if dress == "typed":
        return run("Click here to enter text.")
    if dress == "date":
        return control(run("Click to enter a date.", PROMPT_STYLE), "<w:showingPlcHdr/><w:date/>")
    if dress == "list":
        return control(
            run("Choose an item.", PROMPT_STYLE),
            '<w:showingPlcHdr/><w:dropDownList><w:listItem w:displayText="Yes" w:value="1"/></w:dropDownList>',
        )
    if dress == "field":
        begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
        return begin + '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("\u2002" * 5) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'  # fmt: skip
    return ""


def _box(random: Random, dress: str, ticked: bool) -> str:
    if dress == "w14":
        state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
        return control(run("☒" if ticked else "☐"), state)
    if dress == "legacy":
        state = "<w:checked/>" if ticked else random.choice(("", '<w:checked w:val="0"/>'))
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    if dress == "symbol":
        return f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if ticked else "F0A8"}"/></w:r>'
    if dress == "font":
        return run("þ" if ticked else "¨", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    if dress == "typed":
        return run("[x]" if ticked else "[ ]")
    return run("☒" if ticked else "☐")


def options(random: Random, names: tuple[str, ...], chosen: int | None) -> str:
    """Alternatives with a box each, or with the others struck out or deleted."""
    dress = random.choice(("w14", "w14", "legacy", "symbol", "font", "typed", "glyph", "struck", "deleted"))
    if dress == "struck" and chosen is not None and len(names) == 2:
        parts = [run(name, "" if at == chosen else "<w:strike/>") for at, name in enumerate(names)]
        return run(" / ").join(parts)
    if dress == "deleted" and chosen is not None and len(names) == 2:
        parts = [run(name) if at == chosen else f'<w:del w:id="3" w:author="a" w:date="2026-11-01T00:00:00Z"><w:r><w:delText>{name}</w:delText></w:r></w:del>'
                 for at, name in enumerate(names)]  # fmt: skip
        return "".join(parts)
    dress = "glyph" if dress in ("struck", "deleted") else dress
    leading = random.random() < 0.5
    pieces = []
    for at, name in enumerate(names):
        box = _box(random, dress, at == chosen)
        pieces.append(box + run(f" {name}") if leading else run(f"{name} ") + box)
    return run(random.choice(("   ", "  ", "    "))).join(pieces)


def yes_no(random: Random, fill: Fill | None) -> str:
    if random.random() < 0.35:
        if fill is None:
            return empty(random)
        return words(
            random, Fill(random.choice((fill.typed, fill.typed.upper(), fill.typed.lower(), f"{fill.typed}.")), None)
        )
    names = random.choice((("Yes", "No"), ("Yes", "No"), ("YES", "NO"), ("Yes", "No", "Not known")))
    return options(random, names, None if fill is None else (0 if fill.value else 1))
