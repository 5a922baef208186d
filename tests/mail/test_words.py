"""What the sender wrote now: banners above, signature below and the mail that is answered are not theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.mail.words import from_html, new_words


@pytest.mark.parametrize(
    "below",
    [
        "From: Unit <u@x.example>\nSent: Monday\nTo: Ann\nSubject: x\n\nDo you agree? NO",
        "*From:* Unit\n*Sent:* Monday\n*To:* Ann\n\nold",
        "Von: Unit\nGesendet: Montag\nAn: Ann\nBetreff: x\n\nnein",
        "De : Unit\nEnvoyé : lundi\nÀ : Ann\nObjet : x\n\nnon",
        "Da: Unit\nInviato: lunedì\nA: Ann\nOggetto: x\n\nno",
        "Van: Unit\nVerzonden: maandag\nAan: Ann\nOnderwerp: x\n\nnee",
        "Från: Unit\nSkickat: måndag\nTill: Ann\nÄmne: x\n\nnej",
        "On Mon, 4 Mar 2026 at 10:00, Unit <u@x.example> wrote:\n> Do you agree?",
        "On Wed, 4 Mar 2026 at 10:00, The Business Unit of the Example Partnership\n<unit@example.org> wrote:\n\n> x",
        "Am 04.03.2026 um 10:00 schrieb Unit <u@x.example>:\n> nein",
        "Le lun. 4 mars 2026 à 10:00, Unit <u@x.example> a écrit :\n> non",
        "El lun, 4 mar 2026 a las 10:00, Unit (<u@x.example>) escribió:\n> no",
        "Op ma 4 mrt. 2026 om 10:00 schreef Unit <u@x.example>:\n> nee",
        "Den mån 4 mars 2026 kl 10:00 skrev Unit <u@x.example>:\n> nej",
        "-----Original Message-----\nFrom: Unit\nold",
        "________________________________\nFrom: Unit\nold",
        "Begin forwarded message:\n\nold",
        "-- \nAnn Hale\nHead teacher",
        "Kind regards\n\nAnn Hale\nHead teacher",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/x>",
        "> old\n> older",
    ],
)
def test_what_stands_below_the_answer_is_not_the_answer(below: str) -> None:
    assert new_words(f"AGREED\n\n{below}\n") == "AGREED"


@pytest.mark.parametrize(
    "above",
    [
        "[EXTERNAL]",
        "[EXTERNAL EMAIL] This is from outside",
        "External: ",
        "CAUTION: This email originated from outside of the organisation.",
        "CAUTION: This email originated from outside of the organization. Do not click links or open\nattachments unless you recognise the sender.",
        "You don't often get email from ann@x.example. Learn why this is important",
        "> Do you agree?\n> The unit",
        "On Mon, 4 Mar 2026, at 10:00, Unit wrote:\n\n> Do you agree?\n> NO",
    ],
)
def test_what_stands_above_the_answer_is_not_the_answer(above: str) -> None:
    assert new_words(f"{above}\n\nAGREED\n") == "AGREED"


@pytest.mark.parametrize(
    "words",
    [
        "From: the school we heard that all is well.\nThe child is seen.",
        "Thanks,\nJo",
        "On Monday 4 March we wrote: nothing came",
        "Caution is needed here.",
        "Le 4 mars, rien.",
    ],
)
def test_a_persons_own_lines_stay(words: str) -> None:
    assert new_words(words) == words


@pytest.mark.parametrize(
    "body",
    [
        '<div>AGREED</div><div class="gmail_quote"><div>On Mon, 4 Mar 2026 at 10:00, Unit &lt;u@x&gt; wrote:<br></div><blockquote>Agree?<br>NO</blockquote></div>',
        '<div>AGREED</div><hr><div id="divRplyFwdMsg"><b>From:</b> Unit<br><b>Sent:</b> Monday<br></div><div>NO</div>',
        "<p>AGREED<o:p></o:p></p><div><p><b>From:</b> Unit<br><b>Sent:</b> Mon<br><b>To:</b> Ann<o:p></o:p></p></div><p>NO</p>",
        '<blockquote type="cite"><div>NO</div><p>more</p>tail</blockquote><div>AGREED</div>',
    ],
)
def test_an_answer_in_html_alone_is_read_like_any_other(body: str) -> None:
    assert new_words(from_html(f"<html><body>{body}</body></html>")) == "AGREED"


@pytest.mark.parametrize(
    "piece", ["On a ", "> ", "From:", "On 4 Mar\n", "-", "_", " ", "*", "caution ", "[external", "le 1 a écrit "]
)
def test_a_million_characters_of_anything_are_read_at_once(piece: str) -> None:
    assert len(new_words(piece * (1_000_000 // len(piece)))) <= 1_000_000


@given(st.text(alphabet="> :-_*\nOnFromSentwrote4éAGREED", max_size=400))
def test_the_words_kept_are_lines_that_were_written(text: str) -> None:
    lines = {"", *(line.strip() for line in text.split("\n"))}
    assert all(line.strip() in lines for line in new_words(text).split("\n"))
