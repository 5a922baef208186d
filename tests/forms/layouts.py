"""How a section lies on the page: each layout turns questions into the XML of a Word body."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.forms import dress
from tests.forms.dress import control, run
from tests.forms.model import Ask, Form, Rows, Section

LONG = frozenset(("disagreement_summary", "risk_to_subject", "evidence", "desired_outcome", "response_summary", "outstanding_issues",
                  "panel_decision", "learning", "policy_gap", "good_practice"))  # fmt: skip
HINTS = (
    "(please give as much detail as possible)",
    "Please include dates.",
    "(block capitals)",
    "Continue on a separate sheet if necessary",
)


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def heading(text: str, level: int = 1) -> str:
    return paragraph(run(text), f'<w:pStyle w:val="Heading{level}"/>')


def cell(content: str, about: str = "") -> str:
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{content if content.endswith(('</w:p>', '</w:sdt>')) else content + '<w:p/>'}</w:tc>"


def table(rows: list[str], columns: int) -> str:
    grid = "".join('<w:gridCol w:w="2400"/>' for _ in range(columns))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        + "<w:p/>"
    )


def row(*cells: str, header: bool = False) -> str:
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{''.join(cells)}</w:tr>"


def label_of(random: Random, ask: Ask, *, end: str | None = None) -> str:
    """The words of a label as printed, with the colon that half of all forms give it."""
    text = ask.label
    if end is not None:
        return text if text.endswith(("?", ":")) else text + end
    return text + (":" if random.random() < 0.4 and not text.endswith(("?", ":", ".", ")")) else "")


def answer(random: Random, ask: Ask) -> str:
    """The runs that answer a question."""
    if ask.kind in ("yes_no", "resolved"):
        return dress.yes_no(random, ask.fill)
    if ask.fill is None:
        return dress.empty(random)
    if ask.fill.day is not None:
        return dress.day(random, ask.fill)
    return dress.words(random, ask.fill)


def answer_cell(random: Random, ask: Ask, about: str = "") -> str:
    """A cell with the answer: plain, lines as paragraphs, a control around paragraphs or around the cell itself."""
    plain = ask.fill is not None and ask.kind not in ("yes_no", "resolved") and ask.fill.day is None
    way = random.random()
    if plain and ask.fill is not None and way < 0.08:
        return control(cell(paragraph(run(ask.fill.typed)), about), "<w:text/>")
    if plain and ask.fill is not None and way < 0.16:
        return cell(
            control("".join(paragraph(run(one)) for one in ask.fill.typed.split("\n")), "<w:richText/>") + "<w:p/>",
            about,
        )
    if plain and ask.fill is not None and way < 0.4:
        return cell("".join(paragraph(run(one)) for one in ask.fill.typed.split("\n")), about)
    return cell(paragraph(answer(random, ask)), about)


def label_cell(random: Random, ask: Ask, *, bold: bool, about: str = "") -> str:
    text = label_of(random, ask)
    inner = paragraph(run(text, "<w:b/>" if bold else ""))
    if random.random() < 0.12:
        inner += paragraph(run(random.choice(HINTS), "<w:i/>"))
    return cell(inner, about)


def two_columns(random: Random, section: Section) -> str:
    bold, shaded = random.random() < 0.5, random.random() < 0.4
    about = '<w:shd w:val="clear" w:fill="D9E2F3"/>' if shaded else ""
    rows = [row(label_cell(random, one, bold=bold, about=about), answer_cell(random, one)) for one in section.asks]
    return table(rows, 2)


def headed_table(random: Random, section: Section) -> str:
    """The section's heading as a merged row of its table."""
    top = row(
        cell(paragraph(run(section.heading, "<w:b/>")), '<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="1F3864"/>')
    )
    bold = random.random() < 0.5
    rows = [row(label_cell(random, one, bold=bold), answer_cell(random, one)) for one in section.asks]
    return table([top, *rows], 2)


def four_columns(random: Random, section: Section) -> str:
    rows = []
    short = [one for one in section.asks if one.field not in LONG]
    for at in range(0, len(short) - 1, 2):
        a, b = short[at], short[at + 1]
        rows.append(
            row(
                label_cell(random, a, bold=True),
                answer_cell(random, a),
                label_cell(random, b, bold=True),
                answer_cell(random, b),
            )
        )
    rest = short[len(short) - len(short) % 2 :] + [one for one in section.asks if one.field in LONG]
    for one in rest:
        rows.append(row(label_cell(random, one, bold=True), answer_cell(random, one, '<w:gridSpan w:val="3"/>')))
    return table(rows, 4)


def above(random: Random, section: Section) -> str:
    """Labels in one row, their answers in the row beneath."""
    parts, short = [], [one for one in section.asks if one.field not in LONG]
    width = random.choice((1, 2, 3))
    rows = []
    for at in range(0, len(short), width):
        group = short[at : at + width]
        span = [
            f'<w:gridSpan w:val="{width - len(group) + 1}"/>' if one is group[-1] and len(group) < width else ""
            for one in group
        ]
        rows.append(
            row(
                *(
                    label_cell(random, one, bold=True, about=add + '<w:shd w:val="clear" w:fill="EEEEEE"/>')
                    for one, add in zip(group, span, strict=True)
                )
            )
        )
        rows.append(row(*(answer_cell(random, one, add) for one, add in zip(group, span, strict=True))))
    if rows:
        parts.append(table(rows, width))
    for one in section.asks:
        if one.field in LONG:
            parts.append(table([row(label_cell(random, one, bold=True)), row(answer_cell(random, one))], 1))
    return "".join(parts)


def in_cell(random: Random, section: Section) -> str:
    """Label and answer in one cell: on one line, or the answer beneath."""
    rows, pending = [], []
    for one in section.asks:
        if one.field in LONG and one.fill is not None:
            inner = paragraph(run(label_of(random, one, end=":"), "<w:b/>")) + "".join(
                paragraph(run(part)) for part in one.fill.typed.split("\n")
            )
        else:
            inner = paragraph(run(label_of(random, one, end=":") + " ", "<w:b/>") + answer(random, one))
        if one.field in LONG:
            rows.append(row(cell(inner, '<w:gridSpan w:val="2"/>')))
        else:
            pending.append(cell(inner))
            if len(pending) == 2:
                rows.append(row(*pending))
                pending = []
    if pending:
        rows.append(row(*pending, cell("<w:p/>")))
    return table(rows, 2)


def lines(random: Random, section: Section) -> str:
    """Paragraphs: "Label: answer"; long questions with the answer beneath."""
    parts = []
    for one in section.asks:
        if one.field in LONG and random.random() < 0.6:
            parts.append(paragraph(run(label_of(random, one, end=":"), "<w:b/>")))
            if one.fill is None:
                parts.append(paragraph(dress.empty(random)))
            else:
                parts += [paragraph(run(part)) for part in one.fill.typed.split("\n")]
        else:
            parts.append(paragraph(run(label_of(random, one, end=":") + " ") + answer(random, one)))
    return "".join(parts)


def tabbed(random: Random, section: Section) -> str:
    """Two pairs on a line, parted by tabs."""
    parts, short = [], [one for one in section.asks if one.field not in LONG]
    tab = "<w:r><w:tab/></w:r>"
    for at in range(0, len(short), 2):
        pieces = [
            run(label_of(random, one, end=":") + random.choice((" ", "")))
            + (tab if random.random() < 0.5 else "")
            + answer(random, one)
            for one in short[at : at + 2]
        ]
        parts.append(paragraph(tab.join(pieces)))
    rest = Section(section.group, section.heading, [one for one in section.asks if one.field in LONG])
    return "".join(parts) + lines(random, rest)


def leaders(random: Random, section: Section) -> str:
    """Lines of underscores or dots to write on."""
    parts = []
    mark = random.choice(("_", ".", "…"))
    for one in section.asks:
        line = mark * random.randint(4, 20)
        if one.fill is None:
            parts.append(paragraph(run(f"{label_of(random, one, end=':')} {line}{line}")))
        elif one.field in LONG or one.kind in ("yes_no", "resolved"):
            parts.append(paragraph(run(label_of(random, one, end=":") + " ") + answer(random, one)))
        else:
            parts.append(paragraph(run(f"{label_of(random, one, end=':')} {mark * 3}{one.fill.typed}{line}")))
    return "".join(parts)


def questions(random: Random, section: Section) -> str:
    """Each question a heading, the answer beneath it."""
    parts = []
    for one in section.asks:
        parts.append(
            heading(label_of(random, one), 2)
            if random.random() < 0.7
            else paragraph(run(label_of(random, one), "<w:b/>"))
        )
        if one.fill is not None and one.kind not in ("yes_no", "resolved"):
            parts += [paragraph(run(part)) for part in one.fill.typed.split("\n")]
        else:
            parts.append(paragraph(answer(random, one)))
    return "".join(parts)


def nested(random: Random, section: Section) -> str:
    """A table within the one cell of another."""
    inner = two_columns(random, section)
    return table([row(cell(inner))], 1)


def wrapped(random: Random, section: Section) -> str:
    """Rows, or the whole table, within a content control."""
    rows = [row(label_cell(random, one, bold=True), answer_cell(random, one)) for one in section.asks]
    if random.random() < 0.5:
        rows = [control(one, "<w:richText/>") for one in rows]
        return table(rows, 2)
    return control(table(rows, 2), "<w:richText/>")


def numbered(random: Random, section: Section) -> str:
    """A number, the question and its answer, in three columns."""
    end = random.choice((".", ")", ""))
    rows = [
        row(cell(paragraph(run(f"{at}{end}"))), label_cell(random, one, bold=True), answer_cell(random, one))
        for at, one in enumerate(section.asks, 1)
    ]
    return table(rows, 3)


def guided(random: Random, section: Section) -> str:
    """The question, what to say, and the answer, in three columns with a heading row."""
    top = row(*(cell(paragraph(run(text, "<w:b/>"))) for text in ("", "Guidance", "Your answer")))
    rows = [
        row(
            label_cell(random, one, bold=True),
            cell(paragraph(run(random.choice((*HINTS, ""))))),
            answer_cell(random, one),
        )
        for one in section.asks
    ]
    return table([top, *rows], 3)


def boxes(random: Random, section: Section) -> str:
    """Each question a line in bold, its answer in a box of one cell beneath."""
    return "".join(
        paragraph(run(label_of(random, one), "<w:b/>")) + table([row(answer_cell(random, one))], 1)
        for one in section.asks
    )


def stacked(random: Random, section: Section) -> str:
    """Two cells to a row, each with its label in bold and the answer on the lines beneath."""
    cells = [
        cell(
            paragraph(run(label_of(random, one), "<w:b/>"))
            + "".join(paragraph(run(part)) for part in one.fill.typed.split("\n"))
        )
        if one.fill is not None and one.kind not in ("yes_no", "resolved")
        else cell(paragraph(run(label_of(random, one), "<w:b/>")) + paragraph(answer(random, one)))
        for one in section.asks
    ]
    if len(cells) % 2:
        cells.append(cell("<w:p/>"))
    return table([row(*cells[at : at + 2]) for at in range(0, len(cells), 2)], 2)


LAYOUTS: dict[str, Callable[[Random, Section], str]] = {
    "two-columns": two_columns, "headed-table": headed_table, "four-columns": four_columns, "above": above, "in-cell": in_cell,
    "lines": lines, "tabbed": tabbed, "leaders": leaders, "questions": questions, "nested": nested, "wrapped": wrapped,
    "numbered": numbered, "guided": guided, "boxes": boxes, "stacked": stacked,
}  # fmt: skip


def rows_table(random: Random, rows: Rows) -> str:
    """A repeating table with its heading row, and an empty row at its end as often as not."""
    mark = random.random() < 0.6
    head = row(*(cell(paragraph(run(label, "<w:b/>"))) for _, label in rows.columns), header=mark)
    body = [
        row(
            *(
                cell(paragraph(dress.day(random, one[name]) if one[name].day else dress.words(random, one[name])))
                for name, _ in rows.columns
            )
        )
        for one in rows.rows
    ]
    if random.random() < 0.5:
        body.append(row(*(cell("<w:p/>") for _ in rows.columns)))
    if random.random() < 0.2:
        body = [
            control(one, '<w15:repeatingSectionItem xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>')
            for one in body
        ]
    return table([head, *body], len(rows.columns))


def sides(random: Random, first: Section, second: Section) -> str | None:
    """Both parties in one table, a column each; None where they do not ask for the same."""
    named = {one.field.partition("_")[2]: one for one in first.asks}
    other = {one.field.partition("_")[2]: one for one in second.asks}
    shared = [one for one in ("agency", "name", "role", "phone", "email") if one in named and one in other]
    if len(shared) < 2 or set(named) != set(shared) or set(other) != set(shared):
        return None
    top = random.choice(
        (
            ("", "Referring agency", "Responding agency"),
            ("", "Agency A", "Agency B"),
            ("Details", "Raising agency", "Receiving agency"),
        )
    )
    plain = {"agency": "Agency", "name": "Name", "role": "Job title", "phone": "Telephone", "email": "Email"}
    rows = [row(*(cell(paragraph(run(one, "<w:b/>"))) for one in top))]
    for one in shared:
        rows.append(
            row(
                cell(paragraph(run(plain[one], "<w:b/>"))),
                answer_cell(random, named[one]),
                answer_cell(random, other[one]),
            )
        )
    return table(rows, 3)


def body_of(random: Random, form: Form) -> tuple[str, list[str]]:
    """The XML of a whole form's body, and the names of the layouts it uses."""
    used: list[str] = []
    parts = [
        paragraph(run(form.title), '<w:pStyle w:val="Title"/>')
        if random.random() < 0.7
        else paragraph(run(form.title, "<w:b/>"))
    ]
    if random.random() < 0.5:
        parts.append(
            paragraph(
                run(
                    "Please complete this form within one working day and send it securely to the partnership. Do not delay action to protect a child."
                )
            )
        )
    mixed = random.random() < 0.5
    one = random.choice(list(LAYOUTS))
    at = 0
    while at < len(form.sections):
        section = form.sections[at]
        following = form.sections[at + 1] if at + 1 < len(form.sections) else None
        if (
            section.group == "referring"
            and following is not None
            and following.group == "responding"
            and random.random() < 0.3
        ):
            both = sides(random, section, following)
            if both is not None:
                used.append("sides")
                parts += [heading("Agencies involved"), both]
                at += 2
                continue
        name = random.choice(list(LAYOUTS)) if mixed else one
        used.append(name)
        if name != "headed-table":
            parts.append(
                heading(section.heading) if random.random() < 0.7 else paragraph(run(section.heading, "<w:b/>"))
            )
        if section.asks:
            parts.append(LAYOUTS[name](random, section))
        for rows in section.rows:
            if random.random() < 0.5:
                parts.append(
                    paragraph(
                        run(
                            {"stage_history": "Steps taken so far", "agreed_actions": "Agreed actions"}[rows.field],
                            "<w:b/>",
                        )
                    )
                )
            parts.append(rows_table(random, rows))
        at += 1
    return "".join(parts), used
