"""Two stages as one net: phrases without anything, what a message means as soon as that is loaded."""

import gc
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.safety import DESPAIR, Alarm, Level
from bot.languages.detecting import CODES, Languages
from bot.nets import learn, wording
from bot.nets.book import read_book
from bot.nets.learn import Example
from bot.nets.likeness import OnDisk
from bot.nets.meaning import CLASSES, WHOLE, WINDOW, WINDOWS, Heard, Learned, Meaning, read, windows
from bot.nets.phrases import Phrases
from bot.nets.stages import DESPERATE, Stages, _together

CRIES = ["the van comes for us at ten", "he put a lock on my door and i am inside", "there is a man in the corridor with a rope"]
CALM = ["what are the opening hours", "how much is a lawyer", "my salary was late in may"]
DARK = ["nobody will notice when i am gone on friday", "i gave my cat away, it will be quiet soon"]


def taught() -> tuple[list[Example], "np.ndarray[tuple[int, ...], np.dtype[np.float32]]"]:
    """Examples in many wordings, with vectors in which each kind points its own way."""
    dice, some, rows = np.random.default_rng(1), [], []
    for kind, texts in ((0, CALM), (1, CRIES), (3, DARK)):
        for text in texts:
            for n in range(30):
                some.append(Example(f"{text} {n}", "en", kind, hard=n % 2 == 0))
                rows.append(dice.normal(0, 0.05, (2, 8)) + np.eye(8)[kind])
    vectors = np.array(rows, np.float32)
    return some, vectors / np.linalg.norm(vectors, axis=2, keepdims=True)


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn.learn(*taught())


class Vectors:
    """An encoder that knows the first word of each kind."""

    def depths(self, texts):  # type: ignore[no-untyped-def]
        kinds = [1 if any(c[:12] in t for c in CRIES) else 3 if any(c[:12] in t for c in DARK) else 0 for t in texts]
        return np.stack([np.eye(8, dtype=np.float32)[[kind, kind]] for kind in kinds])


class Alarmed:
    """An encoder that hears danger in everything."""

    def depths(self, texts):  # type: ignore[no-untyped-def]
        return np.stack([np.eye(8, dtype=np.float32)[[1, 1]] for _ in texts])


class Silent:
    def check(self, text: str) -> Alarm | None:
        return None


@pytest.mark.parametrize("encoder", [Vectors(), None], ids=["both views", "wording alone"])
def test_what_was_learned_is_heard(learned: Learned, encoder: Vectors | None) -> None:
    """Danger and self-harm are told apart from questions, with the encoder and, less surely, without it."""
    meaning = Meaning(learned, encoder)

    cry, dark, calm = meaning.hear(CRIES[0]), meaning.hear(DARK[0]), meaning.hear(CALM[0])
    assert (cry.level, cry.other) == (Level.DANGER, False) and cry.sure > 0.5
    assert dark.level is Level.SELF_HARM and dark.sure > 0.5
    assert calm.sure < 0.5


def test_what_was_written_against_the_net_sets_no_bar(learned: Learned, tmp_path: Path) -> None:
    """Lines of data/safety/twins are learned, and do not say how often the net is wrong: bars would rise with every such round."""
    for folder, text in (("safety", "a cry"), ("safety/twins", "an aimed cry")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "en.yml").write_text(f"must:\n  danger: |\n    {text}\n")
    (tmp_path / "nlu").mkdir()
    assert {one.text: one.aimed for one in learn.read(tmp_path)} == {"a cry": False, "an aimed cry": True}

    some, vectors = taught()
    aimed = [replace(one, aimed=one.text.startswith(CRIES[0])) for one in some]
    fewer = learn.learn(aimed, vectors)
    assert np.array_equal(fewer.words, learned.words)
    assert 0 < fewer.report["en"]["cries"] < learned.report["en"]["cries"]


def test_a_cry_in_the_middle_of_calm_words_is_heard(learned: Learned) -> None:
    """I explain for a long time, and in between is the one sentence."""
    calm = "What are the opening hours on a day like this. How much is a lawyer. " * 12
    meaning = Meaning(learned, Vectors())

    assert meaning.hear(calm + CRIES[1] + ". " + calm).sure > 0.5
    assert meaning.hear(calm).sure < 0.5


def test_it_is_kept_as_arrays_and_comes_back_the_same(learned: Learned, tmp_path: Path) -> None:
    """No file of ours can hold code."""
    learned.write(tmp_path / "net.npz")
    again = read(tmp_path / "net.npz")

    assert again.bars == learned.bars and again.report == learned.report
    texts = [*CRIES, *CALM, *DARK]
    vectors = Vectors().depths(texts)
    assert np.allclose(again.see(texts, vectors).scores, learned.see(texts, vectors).scores, atol=0.05)
    with np.load(tmp_path / "net.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_every_language_has_a_bar(learned: Learned) -> None:
    """A language that nothing was learned of takes the middle one."""
    meaning = Meaning(learned, None)
    assert 0 < meaning.bar("en") <= learn.HIGHEST
    assert meaning.bar("xx") == learned.bars[""]


@pytest.mark.parametrize(
    ("found", "sure", "level"),
    [
        (None, 0.9, Level.DANGER), (None, 0.3, Level.CONCERN), (None, 0.1, None),
        (Alarm(Level.DANGER, "en/x"), 0.9, Level.DANGER), (Alarm(Level.DANGER, "en/x"), 0.1, Level.CONCERN),
        (Alarm(Level.SELF_HARM, "en/x"), 0.9, Level.SELF_HARM),
        (Alarm(Level.CONCERN, "en/x"), 0.9, Level.DANGER), (Alarm(Level.CONCERN, "en/x"), 0.1, Level.CONCERN),
    ],
)  # fmt: skip
def test_how_the_two_stages_agree(found: Alarm | None, sure: float, level: Level | None) -> None:
    """A card needs the bar; a phrase that the meaning contradicts is never dropped, it becomes a concern."""
    alarm = _together(found, Heard(sure, Level.DANGER, False), 0.5)
    assert (alarm and alarm.level) == level
    if found and alarm:
        assert alarm.rule.startswith(("en/x", "meaning"))


BLOOD, GONE = Alarm(Level.CONCERN, "en/x", about="medical"), Alarm(Level.SELF_HARM, "en/x")


@pytest.mark.parametrize(
    ("found", "sure", "meant", "about"),
    [
        (BLOOD, 0.9, Level.DANGER, "medical"), (BLOOD, 0.9, Level.SELF_HARM, ""), (BLOOD, 0.1, Level.DANGER, "medical"),
        (GONE, 0.1, Level.DANGER, DESPAIR), (None, 0.3, Level.SELF_HARM, DESPAIR), (None, 0.3, Level.DANGER, ""),
        (Alarm(Level.CONCERN, "en/x", about=DESPAIR), 0.9, Level.DANGER, ""),
        (Alarm(Level.CONCERN, "en/sad"), 0.3, Level.SELF_HARM, DESPAIR), (Alarm(Level.CONCERN, "en/sad"), 0.3, Level.DANGER, ""),
        (Alarm(Level.CONCERN, "en/sad"), 0.1, Level.SELF_HARM, ""),
    ],
)  # fmt: skip
def test_what_it_is_about_stays_known(found: Alarm | None, sure: float, meant: Level, about: str) -> None:
    """I bleed: the ambulance's card, whichever stage decides; a hint of despair offers the lines of those who listen."""
    alarm = _together(found, Heard(sure, meant, False), 0.5)
    assert alarm and alarm.about == about


@pytest.mark.parametrize(("text", "language", "level"), [
    ("HELP", "en", Level.DANGER), ("HELP " + "calm words " * 9, None, Level.DANGER), ("HELP " + "calm words " * 9, "en", Level.CONCERN),
])  # fmt: skip
def test_what_stage_two_may_not_talk_away(learned: Learned, text: str, language: str | None, level: Level) -> None:
    """A bare word and a language that nothing was learned of need no second opinion; a sentence has one."""
    stages = Stages(Alarming(language), lambda text: "en", None, None)
    stages._meaning = Meaning(learned, Vectors())

    alarm = stages.check(text)
    assert alarm and alarm.level is level


def test_a_bare_word_of_small_talk_brings_no_card(learned: Learned, tmp_path: Path) -> None:
    """"Saltar": I skip a question of the self-check, and nobody takes it for a jump; "ahogandome" is no such word, and what
    happens to me is said in six letters of Chinese."""
    words = [Example(text, "es", 0, hard=False, talk=True) for text in ("Saltar", "adiós", "HELP", "...")]
    words += [Example("adios", "es", 3, hard=True), Example("要還完才放人", "zh-TW", 0, hard=False)]
    replace(learned, calm=learn._calm(words)).write(tmp_path / "net.npz")
    stages = Stages(Silent(), lambda text: "en", None, None)
    stages._meaning = Meaning(read(tmp_path / "net.npz"), Alarmed())

    assert stages.check("saltar") is None and stages.check(" SALTAR ") is None
    for cry in ("quiero saltar", "ahogandome", "adios", "?", "要還完才放人"):
        assert stages.check(cry), cry
    stages._phrases = Alarming()
    assert stages.check("HELP")


def test_only_small_talk_is_known_by_heart(tmp_path: Path) -> None:
    """An example of "not safe to talk" is no reason to stay calm when somebody writes it."""
    (tmp_path / "safety").mkdir()
    (tmp_path / "nlu" / "en").mkdir(parents=True)
    lines = "".join(f"- intent: {intent}\n  examples: |\n    - {intent} it\n" for intent in ("skip", "not_safe_to_talk"))
    (tmp_path / "nlu" / "en" / "a.yml").write_text(f'version: "3.1"\nnlu:\n{lines}')
    assert {one.text: one.talk for one in learn.read(tmp_path)} == {"skip it": True, "not_safe_to_talk it": False}


def test_the_phrases_work_before_and_without_stage_two(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is missing or torn costs the second stage and nothing else."""
    for content in (None, b"", b"no archive"):
        file = tmp_path / "net.npz"
        if content is not None:
            file.write_bytes(content)
        stages = Stages(Alarming(), lambda text: "en", file, None)
        stages.warm_up()
        assert not stages.both
        assert stages.check("HELP").urgent  # type: ignore[union-attr]
    assert "stage two" in caplog.text and "HELP" not in caplog.text


@pytest.mark.parametrize(("text", "code"), [("cuu toi voi", ["vi"]), ("社長に殴られた", ["ja"]), ("他打我", ["zh", "zh-TW"])])
def test_the_language_that_somebody_waits_in_is_read_next(monkeypatch: pytest.MonkeyPatch, text: str, code: list[str]) -> None:
    """I write in the first second after a start, in letters that many languages share: my own phrases are next."""
    order: list[str] = []
    monkeypatch.setattr("bot.nets.phrases.read_book", lambda path: order.append(path.stem) or read_book(path))
    net = Phrases.load(first=["any"])
    order.clear()
    stages = Stages(net, lambda text: Languages(frozenset()).detect(text, None), None, None)

    assert stages.check(text) is None
    stages.warm_up()
    assert order[: len(code)] == code and stages.check(text)


def test_no_garbage_is_looked_for_while_phrases_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The phrases of my language are there a third sooner; afterwards memory is given back as always."""
    collecting: list[bool] = []
    monkeypatch.setattr("bot.nets.phrases.read_book", lambda path: collecting.append(gc.isenabled()) or read_book(path))
    Stages(Phrases.load(first=["any", *CODES[:-1]]), lambda text: "en", None, None).warm_up()

    assert collecting[-1] is False
    assert gc.isenabled()


def test_what_loading_left_behind_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway runs for months beside others: twenty megabytes of reading the graph do not stay with it."""
    given: list[bool] = []
    stages = Stages(Silent(), lambda text: "en", None, None)
    monkeypatch.setattr("bot.nets.stages.give_back", lambda: given.append(stages._loading.locked()))
    stages.warm_up()
    assert given == [True]


def test_a_language_that_cannot_be_told_costs_no_phrase(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever breaks in the first second, what was found brings the card, and the log holds none of my words."""

    def broken(text: str) -> str:
        raise ValueError(text)

    alarm = Stages(Phrases.load(first=["any", "en"]), broken, None, None).check("he locked me in, help")
    assert alarm and alarm.urgent
    assert "locked" not in caplog.text


def test_the_wording_works_without_the_encoder(learned: Learned, tmp_path: Path) -> None:
    """When the encoder cannot be loaded, n-grams decide."""
    learned.write(tmp_path / "net.npz")
    stages = Stages(Silent(), lambda text: "en", tmp_path / "net.npz", tmp_path / "no encoder")
    stages.warm_up()

    assert stages.both
    alarm = stages.check(CRIES[0])
    assert alarm and alarm.urgent and alarm.rule.startswith("meaning ")


def test_a_failing_encoder_costs_no_phrase(learned: Learned, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever breaks while I write, the phrases bring the card, and the log holds none of my words."""
    stages = Stages(Alarming(), lambda text: "en", None, None)
    stages._meaning = Meaning(learned, Broken())
    with caplog.at_level(logging.DEBUG):
        alarm = stages.check("HELP my secret")
    assert alarm and alarm.urgent
    assert "secret" not in caplog.text


def test_the_nearest_examples_stay_in_their_file(learned: Learned, tmp_path: Path) -> None:
    """30 MB for each gateway, of which a message reads 70 kB."""
    learned.write(tmp_path / "net.npz")
    found = read(tmp_path / "net.npz")
    assert isinstance(found.likeness.rows, OnDisk)
    found.write(tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == (tmp_path / "net.npz").read_bytes()


def test_a_failing_look_for_the_situation_costs_no_card(learned: Learned, caplog: pytest.LogCaptureFixture) -> None:
    """The meaning raised the alarm; what breaks while its card is chosen leaves me the card for danger."""

    class Failing(Phrases):
        def about(self, text: str) -> str:
            raise ValueError(text)

    class Sure(Meaning):
        def hear(self, text: str, known: float = 0.0) -> Heard:
            return Heard(0.99, Level.DANGER, False, -9.0)

    stages = Stages(Failing([]), lambda text: "en", None, None)
    stages._meaning = Sure(learned, None)
    with caplog.at_level(logging.DEBUG):
        alarm = stages.check("my secret, said in a long sentence")
    assert alarm and alarm.urgent and alarm.about == ""
    assert "secret" not in caplog.text and "ValueError" in caplog.text


@pytest.mark.parametrize(("despair", "level"), [(DESPERATE + 1, Level.SELF_HARM), (DESPERATE - 1, Level.DANGER), (-9.0, Level.DANGER)])
def test_despair_in_words_of_danger_brings_its_own_card(learned: Learned, despair: float, level: Level) -> None:
    """"I cannot stop cutting": a phrase takes it for somebody else's knife; who wants to die is not sent to the police."""

    class Desperate(Meaning):
        def hear(self, text: str, known: float = 0.0) -> Heard:
            return Heard(0.99, Level.SELF_HARM, False, despair)

    stages = Stages(Alarming(), lambda text: "en", None, None)
    stages._meaning = Desperate(learned, None)
    alarm = stages.check("I cannot stop, HELP me please")

    assert alarm and alarm.level is level and alarm.urgent
    assert alarm.rule == ("en/cry, meaning 0.99" if level is Level.SELF_HARM else "en/cry")


class Alarming:
    def __init__(self, language: str | None = "en") -> None:
        self.language = language

    def check(self, text: str) -> Alarm | None:
        return Alarm(Level.DANGER, "en/cry", language=self.language) if "HELP" in text else None


class Broken:
    def depths(self, texts):  # type: ignore[no-untyped-def]
        raise RuntimeError(texts[0])


def test_what_no_phrase_says_costs_no_encoder(learned: Learned) -> None:
    """Short messages are looked at together, too, and there a score alone says nothing: it is not asked for."""
    asked: list[str] = []

    class Counting(Vectors):
        def depths(self, texts):  # type: ignore[no-untyped-def]
            asked.extend(texts)
            return super().depths(texts)

    stages = Stages(Alarming(), lambda text: "en", None, None)
    stages._meaning = Meaning(learned, Counting())

    assert stages.said(CRIES[0]) is None and not asked
    text = f"HELP {CRIES[0]}"
    assert stages.said(text) == stages.check(text) and asked == [text, text]


@given(st.text(max_size=3_000))
def test_windows_hold_every_word(text: str) -> None:
    """No part of a message is skipped."""
    pieces = list(windows(text))
    assert 1 <= len(pieces) <= WINDOWS
    assert "".join(pieces) == text
    assert pieces == [text] if len(text) <= WHOLE else all(len(piece) <= WINDOW for piece in pieces)


def test_a_message_that_the_encoder_reads_whole_is_one_piece() -> None:
    """Three hundred characters are one story; a longer one is read sentence by sentence."""
    sentence = "It is dark now. "
    assert len(list(windows((sentence * 30)[:WHOLE]))) == 1
    assert len(list(windows((sentence * 30)[: WHOLE + 1]))) == 2


@given(st.text())
def test_any_string_has_places(text: str) -> None:
    """Whatever is typed can be scored, in time that grows with its length."""
    found = wording.places(text)
    assert len(found) and found.min() >= 0 and found.max() < wording.PLACES


def test_the_look_of_the_words_makes_no_difference() -> None:
    """Capitals, width and accents are folded away before n-grams are cut."""
    assert np.array_equal(wording.places("AYUDENME YÁ"), wording.places("ayudenme ya"))
    assert np.array_equal(wording.places("ＨＥＬＰ"), wording.places("help"))


def test_the_same_examples_teach_the_same(learned: Learned) -> None:
    """Two builds decide alike."""
    again = learn.learn(*taught())
    assert np.array_equal(again.words, learned.words) and np.allclose(again.calibration, learned.calibration)


def test_examples_are_read_once_each(tmp_path: Path) -> None:
    """What stands in both folders counts as the safety net's."""
    (tmp_path / "safety").mkdir()
    (tmp_path / "nlu" / "en").mkdir(parents=True)
    (tmp_path / "safety" / "en.yml").write_text("must:\n  danger: |\n    one\n    # a note\nmust_not:\n  past: |\n    two\n")
    (tmp_path / "nlu" / "en" / "a.yml").write_text("nlu:\n- intent: emergency\n  examples: |\n    - one\n    - [three](area)\n")

    some = learn.read(tmp_path)
    assert [(one.text, CLASSES[one.kind], one.hard) for one in some] == [
        ("one", "danger", True), ("two", "none", True), ("[three](area)", "danger", False),
    ]  # fmt: skip
