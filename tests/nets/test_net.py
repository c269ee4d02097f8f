"""The net holds whatever falls into it: every text, every length, in every language's cry for help."""

import gc
import random
import string
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.safety import Alarm, Level
from bot.languages.detecting import CODES
from bot.nets.book import BookMistake, read_book, read_books
from bot.nets.phrases import AT_ONCE, FOLDER, Phrases
from tests.yardstick import seconds_of, slowness

CRIES = (
    "SOS", "🆘", "help!", "助けて", "たすけて", "タスケテ", "tasukete", "救命", "救命啊", "救我", "au secours", "à l'aide", "помогите", "النجدة", "saklolo",
    "tulong", "cứu tôi với", "cuu toi", "ayuda", "socorro", "auxilio", "ช่วยด้วย", "tolong", "살려주세요", "बचाउनुहोस्", "ကယ်ပါ", "ជួយផង", "বাঁচান",
    "he locked me in, help", "the van comes for us at ten", "he has the key and is drunk outside", "gusto ko nang mamatay", "muốn chết", "ingin mati",
    "quero morrer", "quiero morir", "죽고 싶어요", "想死", "อยากตาย", "मर्न मन लाग्यो", "သေချင်တယ်", "ខ្ញុំចង់ស្លាប់",
)  # fmt: skip
ORDINARY = (
    "", " ", "\n\n", "hello", "ok", "visa", "110", "はい", "給料がもらえません", "Necesito ayuda con mi visa", "preciso de ajuda com o visto",
    "tolong bantu saya urus visa", "xin giúp tôi đổi việc", "tulungan nyo po ako sa visa ko", "비자 연장하고 싶어요", "我的工资没有发", "ต้องการเปลี่ยนงาน",
    "मलाई भिसाको बारेमा सोध्नु छ", "လစာမရသေးဘူး", "ខ្ញុំចង់ប្តូរការងារ",
)  # fmt: skip
FILLING = "I work in a factory near the sea and the dormitory is small but clean and my colleagues are kind to me every day. "


@pytest.fixture(scope="module")
def quiet_collector() -> Iterator[None]:
    """The garbage collector looks away from what was built at the start, as the gateway arranges it."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("cry", CRIES)
def test_a_cry_for_help_is_heard_in_every_language(net: Phrases, cry: str) -> None:
    """I cry for help in the language I have, and the card comes."""
    alarm = net.check(cry)
    assert alarm is not None
    assert alarm.urgent


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_brings_no_card(net: Phrases, text: str) -> None:
    """I ask about my visa or my pay in my language and am not sent to the police."""
    alarm = net.check(text)
    assert alarm is None or not alarm.urgent


@pytest.mark.parametrize("size", [1_500, 10_000])
@pytest.mark.parametrize("cry", ["He locked me in and he has a knife.", "部屋に閉じ込められています。", "I want to kill myself.", "tasukete korosareru"])
def test_a_cry_in_the_middle_of_a_long_message_is_found(net: Phrases, cry: str, size: int) -> None:
    """I tell my whole story and the danger stands in the middle of it."""
    story = FILLING * (size // len(FILLING) // 2)
    alarm = net.check(f"{story}{cry} {story}")
    assert alarm is not None
    assert alarm.urgent


def test_what_was_and_what_is_stand_in_one_message(net: Phrases) -> None:
    """I begin with what happened long ago; that does not hide what happens now."""
    alarm = net.check("Last year he hit me. I went back to him. Now he is outside my door with a knife.")
    assert alarm is not None
    assert alarm.level is Level.DANGER
    told = net.check("Last year my boss beat me.")
    assert told is not None
    assert told.level is Level.CONCERN


def test_an_alarm_names_a_rule_and_a_language_and_no_words(net: Phrases) -> None:
    """Staff see which rule fired; my words are not in it."""
    rules = {f"{book.name}/{rule.name}" for book in read_books(FOLDER) for rule in book.rules}
    for text in CRIES:
        alarm = net.check(text)
        assert alarm is not None
        assert alarm.rule in rules
        assert alarm.language in {*CODES, None}
    english, japanese, russian = net.check("he locked me in, help"), net.check("監禁されています"), net.check("помогите")
    assert english == Alarm(Level.DANGER, english.rule if english else "", False, "en")
    assert japanese == Alarm(Level.DANGER, japanese.rule if japanese else "", False, "ja")
    assert russian is not None
    assert russian.language is None


@settings(max_examples=600, deadline=None)
@given(text=st.text(st.characters(), max_size=400))
def test_any_text_is_looked_at_without_an_error(net: Phrases, text: str) -> None:
    """Whatever I send, half characters and marks of any script among it, the net gives an answer."""
    alarm = net.check(text)
    assert alarm is None or isinstance(alarm, Alarm)


@settings(max_examples=150, deadline=None)
@given(before=st.text(st.characters(exclude_categories=["L", "M", "N", "Cs"]), max_size=80), after=st.text("!?.…。🙏😭 \n\t\u200b\u202e\x00", max_size=80))
def test_marks_and_signs_around_a_cry_hide_nothing(net: Phrases, before: str, after: str) -> None:
    """Signs, emoji, invisible marks and broken bytes around my words do not matter."""
    for cry in ("he has a knife and he is coming", "殺されそうです"):
        alarm = net.check(f"{before} {cry} {after}")
        assert alarm is not None
        assert alarm.urgent


def hostile(count: int) -> Iterator[str]:
    """The same at each run: signs, scripts and our own examples' words thrown together, some far too long."""
    draw = random.Random(7)
    words = sorted({word for book in read_books(FOLDER) for texts in book.must.values() for text in texts for word in text.split()})
    pools = ("\u0301\u202e\u200b\x00\ud800\ufdfa", "あいうえお助けて殺す。", "…<>|&!()[]=", string.printable, "he she my locked knife ", "กขคမျាហេ")
    for number in range(count):
        pool = draw.choice(pools)
        size = 10_000 if number % 200 == 0 else draw.randrange(1, 120)
        made = "".join(draw.choices(pool, k=size))
        yield made if number % 3 else " ".join(draw.choices(words, k=min(size, 2_000))) + made[:50]


@pytest.mark.timeout(6 * 3_600)
def test_hostile_texts_neither_break_nor_stall_it(net: Phrases, long: bool, quiet_collector: None) -> None:
    """Nobody can keep the net busy with crafted text while I wait for my card."""
    limit = 100e-6 * slowness()  # seconds a character; measured below 25e-6 on a busy 2-core machine
    for text in hostile(1_000_000 if long else 20_000):
        allowed = limit * (len(text) + 300)
        if seconds_of(partial(net.check, text), tries=1) >= allowed:  # once more: an interruption is not the net's
            assert seconds_of(partial(net.check, text)) < allowed


@pytest.mark.parametrize("piece", ["he hit me with a knife last year ", "社長に殴られて去年血が", "h.e.l.p.", "tasukete ", "not hurt ", "a", "\ufdfa", "iwanttodie"])
def test_time_grows_with_the_length_and_not_faster(net: Phrases, piece: str, quiet_collector: None) -> None:
    """A message ten times as long takes about ten times as long, never a hundred times."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        return seconds_of(lambda: net.check(text))

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.001)


def test_a_message_of_ordinary_length_takes_two_milliseconds_at_most(net: Phrases, quiet_collector: None) -> None:
    """My card does not wait for the looking."""
    examples = [text for book in read_books(FOLDER) for texts in (*book.must.values(), *book.must_not.values()) for text in texts]
    spent = sorted((seconds_of(partial(net.check, text), tries=1), text) for text in examples)
    slowest = [min(seconds, seconds_of(partial(net.check, text))) for seconds, text in spent[-len(spent) // 25 :]]
    assert sorted(slowest)[-len(spent) // 100] < 0.002 * slowness()


def test_the_net_is_up_at_once() -> None:
    """The first second after a start already protects me."""
    assert seconds_of(lambda: Phrases.load(first=AT_ONCE), tries=2) < 1.0 * slowness()  # measured 0.35 s


def test_the_first_books_do_without_the_others() -> None:
    """English, Japanese and the cries of the world are heard before the rest is read, and the net knows what it lacks."""
    net = Phrases.load(first=AT_ONCE)
    assert not net.whole
    assert net.check("he locked me in, help") and not net.check("cứu tôi với")

    net.complete()
    alarm = net.check("cứu tôi với")
    assert net.whole and alarm and alarm.rule.startswith("vi/")


def test_the_book_that_somebody_waits_for_is_read_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """I write in Korean in the first second after a start: Korean is next, then what is written in Latin letters."""
    order: list[str] = []
    monkeypatch.setattr("bot.nets.phrases.read_book", lambda path: order.append(path.stem) or read_book(path))
    net = Phrases.load(first=AT_ONCE)
    order.clear()
    net.wait_for("ko")
    net.complete()

    assert order == ["ko", "es", "id", "pt", "tl", "vi", "km", "my", "ne", "th", "zh", "zh-TW"]


def test_a_book_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    """One mistake in one language leaves the others at work, and is told."""
    for name in ("any", "en", "ja", "vi"):
        (tmp_path / f"{name}.yml").write_text((FOLDER / f"{name}.yml").read_text("utf-8"), "utf-8")
    (tmp_path / "th.yml").write_text("rules: broken", "utf-8")
    net = Phrases.load(tmp_path, first=AT_ONCE)
    with pytest.raises(BookMistake):
        net.complete()
    assert net.check("cứu tôi với")
