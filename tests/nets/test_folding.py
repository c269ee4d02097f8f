"""However it is typed, a word is the same word; romanised Japanese is Japanese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nets import romaji
from bot.nets.fold import BORDER, SHOUT, _clean, _split, readings, tokens
from bot.nets.near import Spelling, Tokens, Vocabulary

VOCABULARY = Vocabulary()
SPELLING = Spelling(["help", "locked", "knife", "me", "in", "i", "want", "to", "die", "looked"], ["help", "locked", "knife", "die"], ["blocked"], VOCABULARY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ｈｅｌｐ mé", ["help", "me"]),
        ("can't", ["cant"]),
        ("he'll", ["he", "will"]),
        ("タスケテーーー", list("たすけて")),
        ("ﾀｽｹﾃ", list("たすけて")),
        ("助 け て", list("助けて")),
        ("たすけてぇぇ", list("たすけて")),
        ("pásupórto đ", ["pasuporto", "d"]),
        ("he\u200blp", ["help"]),
        ("One. Two", ["one", BORDER, "two"]),
        ("殺される。助けて", [*"殺される", BORDER, *"助けて"]),
    ],
)
def test_the_look_of_words_is_folded(text: str, wanted: list[str]) -> None:
    """Width, accents, kana, drawn-out sounds and invisible marks do not matter."""
    assert tokens(text) == wanted


@pytest.mark.parametrize(("text", "word"), [("h.e.l.p", "help"), ("h e l p", "help"), ("he-lp", "help"), ("k!ll", "kill")])
def test_torn_words_are_closed_up(text: str, word: str) -> None:
    """Letters that I set apart so that nobody sees the word are read together."""
    assert any(word in reading for reading in readings(text))


@pytest.mark.parametrize("text", ["help!!!", "HELP", "heeelp"])
def test_shouting_is_heard(text: str) -> None:
    """Capitals, exclamation marks and drawn-out letters tell a cry from a question for help."""
    assert SHOUT in readings(text)[0]


@pytest.mark.parametrize(
    ("token", "wanted"),
    [
        ("help", ("help",)),
        ("hlep", ("help",)),
        ("h3lp", ("help",)),
        ("heeelp", ("help",)),
        ("lockd", ("locked",)),
        ("loked", ("locked",)),
        ("kinfe", ("knife",)),
        ("kn1fe", ("knife",)),
        ("blocked", ()),
        ("looked", ("looked",)),
        ("visa", ()),
        ("110", ()),
    ],
)
def test_near_spellings(token: str, wanted: tuple[str, ...]) -> None:
    """One slip in a word that matters is forgiven; a real word stays what it is."""
    assert tuple(SPELLING.readings(token, Tokens(VOCABULARY))) == wanted


def test_a_slip_may_stand_for_either_of_two_words() -> None:
    """ "Kickex" is a letter from both "kicked" and "kicker": neither is forgotten."""
    vocabulary = Vocabulary()
    words = ["kicked", "kicker", "beaten", "beatten"]
    spelling = Spelling(words, words, [], vocabulary)

    assert set(spelling.readings("kickex", Tokens(vocabulary))) == {"kicked", "kicker"}
    assert set(spelling.readings("beeaten", Tokens(vocabulary))) == {"beaten", "beatten"}


@pytest.mark.parametrize(("token", "wanted"), [("iwanttodie", ["i", "want", "to", "die"]), ("lockedmein", ["locked", "me", "in"]), ("together", [])])
def test_words_run_together_are_cut_apart(token: str, wanted: list[str]) -> None:
    """In a hurry I leave the spaces out."""
    assert list(SPELLING.apart(token, Tokens(VOCABULARY))) == wanted


@pytest.mark.parametrize(
    ("word", "kana"),
    [
        ("tasukete", "たすけて"),
        ("taskete", "たすけて"),
        ("korosareru", "ころされる"),
        ("shinitai", "しにたい"),
        ("jisatsu", "じさつ"),
        ("kyuukyuusha", "きゅきゅしゃ"),
        ("kyukyusha", "きゅきゅしゃ"),
        ("help", None),
        ("police", None),
    ],
)
def test_romanised_japanese_is_read(word: str, kana: str | None) -> None:
    """I have no Japanese keyboard and write Japanese in Latin letters."""
    assert romaji.kana(word) == kana


@given(st.text(max_size=60))
def test_folding_never_fails_and_folds_once(text: str) -> None:
    """Any text has tokens, and tokens folded again are the same."""
    for token in tokens(text):
        if token != BORDER and token != SHOUT:
            assert "".join(tokens(token)) in {token, ""}


@given(st.from_regex("[a-z]{1,12}( [a-z]{1,12}){0,5}", fullmatch=True))
def test_plain_words_need_no_folding(text: str) -> None:
    """The short way for what most phrases are ends where the long one does."""
    assert tokens(text) == [word for word, _ in _split(_clean(text))]
