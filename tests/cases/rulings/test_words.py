"""Words become rulings only where a line is a command from its first word to its last."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.cases.rulings.grammar import EXAMPLES
from daemon.cases.rulings.values import Incomplete, Ruling, WordsRead
from daemon.cases.rulings.words import read_words
from parsers.meaning.values.dates import read_day

TODAY = date(2026, 3, 10)


def read(words: str) -> WordsRead:
    return read_words(words, TODAY, lambda text: read_day(text, TODAY))


def one(words: str) -> Ruling:
    (found,) = read(words).asked
    assert isinstance(found, Ruling), found
    return found


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Hi,\n\nClose outcome: joint plan agreed\nThanks, Sam", "close outcome"),
        ("CLOSE OUTCOME: X Y.", "close outcome"),
        ("“close outcome: joint plan”", "close outcome"),
        ("> quoted".replace("> quoted", "Panel decided: the plan stands"), "panel decided"),
        ("answered, thanks", "answered"),
        ("This is a holding reply.", "holding reply"),
        ("Withdrawn by the referrer.", "withdrawn"),
        ("please hold this until 20 March because of half term", "hold"),
        ("Resume!", "resume"),
        ("Due Friday 27 March 2026 because both managers agreed", "due"),
        ("The form was received on 2 March", "received"),
        ("The responding agency is Example Health Trust.", "responding agency is"),
        ("send it to Police", "send to"),
        ("ask Police when the meeting is?", "ask"),
        ("Please chase now, many thanks", "chase now"),
        ("Dear team, stop chasing", "stop chasing"),
        ("Rang Pat: she will answer", "rang"),
        ("move to the next stage", "next stage"),
        ("Refer to the Chair", "refer to"),
        ("panel on 3 June 2026 at 10.00am, Town Hall, Pat Moss", "panel on"),
        ("Cancel the panel", "cancel panel"),
        ("merge with rpde-2026-0002", "merge with"),
        ("Re-open please", "reopen"),
        ("SEEN", "seen"),
        ("note: anything", "note"),
        ("Undo that", "undo"),
        ("What is the status?", "status"),
        ("release the notice", "release"),
        ("Hello Team\n\n1. chase now", "chase now"),
        ("Hi team,\n\nPlease close this one. Outcome: joint plan agreed.\n\nThanks\nMo Hale\nManager", "close outcome"),
        ("Close case outcome: agreed", "close outcome"),
        ("Answered (resolved)", "answered"),
        ("Please put this case on hold until 20 March because the school is closed.", "hold"),
        ("Due date is now 27 March because both agreed", "due"),
        ("Please chase", "chase now"),
        ("Rang Pat Moss, she will answer on Friday", "rang"),
        ("Rang Pat Smith-Jones - no answer", "rang"),
        ("Escalate this to the next stage", "next stage"),
        ("Seen - I have rung the school", "seen"),
        ("SEEN.\n\nSent from my iPhone", "seen"),
    ],
)
def test_every_command_in_the_dress_that_people_give_it(words: str, what: str) -> None:
    assert one(words).what == what


@pytest.mark.parametrize(
    "words",
    [
        "Close call yesterday, we should talk",
        "I have answered the phone",
        "Seen this before?",
        "Could you chase now?",
        "do not close outcome: x",
        "Please don't chase now",
        "Due to illness nothing came",
        "received with thanks",
        "The responding agency is not Police",
        "The form is withdrawn from use at the school",
        "close outcome: joint plan?",
        "Answered?",
        "We should hold until we know more",
        "The panel on Monday went well",
        "Undoing this will take a week",
        "I think we should close. Outcome: not known yet",
        "Seen this letter before, have you?",
        "Due Friday, we think.",
        "hold until Friday, then chase",
        "hold until 20 March, unless they answer",
        "Chasing rainbows now",
        "> close outcome: quoted",
    ],
)
def test_prose_is_never_a_ruling(words: str) -> None:
    assert not any(isinstance(asked, Ruling) for asked in read(words).asked)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3 May 2026", date(2026, 5, 3)),
        ("3rd May", date(2026, 5, 3)),
        ("03/05/26", date(2026, 5, 3)),
        ("3.5.2026", date(2026, 5, 3)),
        ("2026-05-03", date(2026, 5, 3)),
        ("Sunday 3 May 2026", date(2026, 5, 3)),
        ("Friday", date(2026, 3, 13)),
        ("tomorrow", date(2026, 3, 11)),
        ("the end of 13 March", date(2026, 3, 13)),
    ],
)
def test_days_as_people_in_the_united_kingdom_write_them(said: str, day: date) -> None:
    assert one(f"hold until {said} because of leave").day == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Friday", date(2026, 3, 13)),
        ("Fri", date(2026, 3, 13)),
        ("this Friday", date(2026, 3, 13)),
        ("close of play Friday", date(2026, 3, 13)),
        ("next Monday", date(2026, 3, 16)),
        ("Friday 27 March", date(2026, 3, 27)),
        ("Friday the 27th of March", date(2026, 3, 27)),
        ("27/3", date(2026, 3, 27)),
        ("March 27th", date(2026, 3, 27)),
        ("4 September", date(2026, 9, 4)),
    ],
)
def test_a_day_without_a_year_is_the_one_that_can_be_meant(said: str, day: date) -> None:
    assert one(f"due {said} because of leave").day == day  # TODAY is a Tuesday


@pytest.mark.parametrize(
    ("words", "either"),
    [
        ("hold until next Friday because x", "Friday 13 March or Friday 20 March"),
        ("hold until Tuesday because x", "Tuesday 10 March or Tuesday 17 March"),
        ("received last Monday", "Monday 9 March or Monday 2 March"),
    ],
)
def test_a_weekday_that_may_be_either_of_two_is_asked_back(words: str, either: str) -> None:
    (found,) = read(words).asked
    assert isinstance(found, Incomplete)
    assert either in found.why


@pytest.mark.parametrize(
    "words",
    [
        "hold until 20 March because the school is closed",
        "hold until 20 March, the school is closed",
        "hold until 20 March - the school is closed",
        "hold until 20 March (the school is closed)",
        "hold until 20 March as the school is closed",
        "hold until 20 March since the school is closed",
        "hold until 20 March,\nthe school is closed",
    ],
)
def test_a_reason_may_follow_the_day_in_other_words(words: str) -> None:
    found = one(words)
    assert (found.day, found.text) == (date(2026, 3, 20), "the school is closed")


def test_a_second_ruling_on_one_line_is_not_swallowed() -> None:
    (found,) = read("seen, close outcome: done").asked
    assert isinstance(found, Incomplete)
    assert "line of its own" in found.why


@pytest.mark.parametrize("said", ["31/02/2026", "12/2026", "Monday 3 May 2026", "04/13/2026"])
def test_a_day_that_cannot_be_meant_is_asked_for(said: str) -> None:
    (found,) = read(f"due {said} because of leave").asked
    assert isinstance(found, Incomplete)
    assert "no day that we can be sure of" in found.why


def test_a_reason_that_was_wrapped_is_read_whole_and_a_signature_is_not_part_of_it() -> None:
    words = "Close outcome: the two agencies will meet again in June and will\nshare the plan before then.\nSam Hale\nBusiness Manager"
    assert one(words).text == "the two agencies will meet again in June and will share the plan before then."
    found = read("due 27 March 2026 because both agreed\nbanana")
    assert (found.asked[0].text, found.unclear) == ("both agreed", ("banana",))  # type: ignore[union-attr]
    assert one("Hold until 3 May 2026\nbecause the school is closed").text == "the school is closed"


def test_a_line_may_name_its_own_case() -> None:
    found = read("RPDE-2026-0002: chase now\nclose RPDE-2026-0003 outcome: done\n\nRPDE-2026-0004\nreopen").asked
    assert [asked.reference for asked in found] == ["RPDE-2026-0002", "RPDE-2026-0003", "RPDE-2026-0004"]


def test_what_stands_below_prose_is_named_and_not_done() -> None:
    found = read("I spoke to both sides today.\n\nclose outcome: agreed")
    assert (found.asked, found.later) == ((), ("close outcome: agreed",))


def test_a_place_with_a_comma_is_told_from_the_members_by_a_semicolon() -> None:
    found = one("panel on Wednesday 3 June 2026 at 2pm, Town Hall, Room 2; Pat Moss and Hari Shah")
    assert (found.place, found.members, str(found.at)) == ("Town Hall, Room 2", ("Pat Moss", "Hari Shah"), "14:00:00")


GREETINGS = st.sampled_from(["", "Hi,\n\n", "Hello team\n", "Good morning Sam,\n\n", "Dear all,\n"])
DRESS = st.sampled_from(["{}", "- {}", "• {}", "“{}”", "please {}", "1. {}", "  {}  "])
ENDS = st.sampled_from(["", "\n\nThanks\nMo", "\n\nKind regards\nMo Hale\nBusiness Manager", "\nThank you, Mo"])
EXAMPLE = st.sampled_from([one for one in EXAMPLES if "\n" not in one])


@settings(max_examples=200, deadline=None)
@given(GREETINGS, DRESS, EXAMPLE, ENDS, st.sampled_from([str, str.upper, str.capitalize]))
def test_any_greeting_bullet_quote_and_case_leaves_the_ruling_what_it_was(greeting, dress, example, end, cased) -> None:
    (plain,) = read(example).asked
    found = read(greeting + dress.format(cased(example)) + end).asked
    assert [asked.what for asked in found if isinstance(asked, Ruling)] == [plain.what]  # type: ignore[union-attr]


PROSE = st.lists(
    st.sampled_from(
        "the we they agency case close closed hold answered due chase now seen panel outcome until because on we'll think not never "
        "perhaps tomorrow call note-taking school police will have said yesterday meeting withdrawn received send status undone".split()
    ),
    min_size=5,
    max_size=14,
).map(lambda words: "I " + " ".join(words) + ".")


@settings(max_examples=300, deadline=None)
@given(PROSE)
def test_random_prose_never_yields_a_ruling(prose: str) -> None:
    assert not any(isinstance(asked, Ruling) for asked in read(prose).asked)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_written_can_be_read(words: str) -> None:
    read(words)


@pytest.mark.parametrize(
    ("words", "what", "day", "name", "text"),
    [
        ("Hold until two weeks today because the SPOC is on leave", "hold", date(2026, 3, 24), "", "the SPOC is on leave"),
        ("hold for two weeks because of leave", "hold", date(2026, 3, 24), "", "leave"),
        ("hold until the end of March because of leave", "hold", date(2026, 3, 31), "", "leave"),
        ("could you hold until 20.3. because of half term", "hold", date(2026, 3, 20), "", "half term"),
        ("due a week on Friday because both agreed", "due", date(2026, 3, 20), "", "both agreed"),
        ("due Friday week because both agreed", "due", date(2026, 3, 20), "", "both agreed"),
        ("due on the 25th because both agreed", "due", date(2026, 3, 25), "", "both agreed"),
        ("due by the 9th because both agreed", "due", date(2026, 4, 9), "", "both agreed"),
        ("Extend until 25/3 because both managers agreed", "due", date(2026, 3, 25), "", "both managers agreed"),
        ("due the day after tomorrow because the child moves", "due", date(2026, 3, 12), "", "the child moves"),
        ("received two weeks ago", "received", date(2026, 2, 24), "", ""),
        ("received on the 2nd", "received", date(2026, 3, 2), "", ""),
        ("the police have answered", "answered", None, "the police", ""),
        ("They have answered: not resolved", "answered", None, "", "not resolved"),
        ("chase the police please", "chase now", None, "the police", ""),
        ("responding agencies are Example Police and Example Health Trust", "responding agency is", None, "Example Police and Example Health Trust", ""),
        ("Rang Dr. Moss: she will answer", "rang", None, "Dr. Moss", "she will answer"),
        ("rang Example Police. They will answer on Friday.", "rang", None, "Example Police", "They will answer on Friday"),
        ("seen - rang the school, the child is safe", "seen", None, "", "rang the school, the child is safe"),
        ("I have seen this", "seen", None, "", ""),
        ("the referrer has withdrawn", "withdrawn", None, "", ""),
        ("take it off hold", "resume", None, "", ""),
        ("merge this case with rpde-2026-0002", "merge with", None, "RPDE-2026-0002", ""),
        ("move to stage 4", "refer to", None, "stage 4", ""),
        ("Panel decision: the plan stands", "panel decided", None, "", "the plan stands"),
    ],
)  # fmt: skip
def test_people_write_as_they_speak(words: str, what: str, day: date | None, name: str, text: str) -> None:
    found = one(words)
    assert (found.what, found.day, found.name, found.text) == (what, day, name, text)


@pytest.mark.parametrize(
    "words",
    [
        "The police have not answered",
        "Nobody has answered",
        "They haven't answered",
        "once the police have answered",
        "I have answered the police",
        "the police answered yesterday",
        "Can we close this",
        "chase on Friday please",
        "Rang police. No answer. Close outcome: none",
        "hold until next week because of leave",
        "due Tuesday week because both agreed",
        "due by the 10th because both agreed",
        "the panel on 25 March went well",
        "Panel has decided that the plan stands",
        "outcome: agreed",
    ],
)
def test_what_says_something_else_or_may_mean_two_days_asks_for_nothing(words: str) -> None:
    read_ = read(words)
    assert read_.unclear or all(isinstance(one_, Incomplete) for one_ in read_.asked)
