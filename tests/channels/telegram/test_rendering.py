"""What a person sees in Telegram."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.rendering import LONGEST, parts, split, whole
from bot.core.messages import Button, Counter, Hours, Reply, Show, Source

LABELS = {
    "neutral": "Information", "read_on": "Read on", "open_now": "Open now", "closed_now": "Closed now",
    "free": "Free call", "charged": "The call costs money", "write": "Write", "sources": "Sources",
}  # fmt: skip
COUNTER = Counter(
    "police-110", "Police", "110", None, Hours("24 hours"), True, None, ("ja",), True, None, ("Stay on the line.",),
    "2026-11-22", None,
)  # fmt: skip


@given(st.text(min_size=1, max_size=9_000), st.integers(20, 4_000))
def test_no_word_of_a_long_reply_is_lost(text: str, longest: int) -> None:
    """However long an answer is, all its words arrive, in order, in pieces that Telegram takes."""
    pieces = list(split(text, longest))

    assert "".join(text.split()) == "".join("".join(pieces).split())
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= longest for piece in pieces)
    assert all(piece.strip() for piece in pieces)


def test_every_message_begins_with_a_neutral_line() -> None:
    """Whoever sees my locked screen learns nothing."""
    shown = parts(Reply("text", "en", "x " * 6_000, buttons=(Button("Yes", "abc"),)), LABELS)

    assert 3 <= len(shown)
    assert all(part.text.startswith("Information\n\n") for part in shown)
    assert all(len(part.text) <= LONGEST for part in shown)
    assert [None, None] == [part.keyboard for part in shown[:2]] and shown[-1].keyboard


def test_the_numbers_of_a_card_can_be_tapped() -> None:
    """A frightened thumb calls with one tap."""
    shown = parts(Reply("card", "en", "Call now.", counters=(COUNTER,), show=Show("助けて", "Tasukete")), LABELS)

    assert [("110", "110")] == [(part.phone, part.name) for part in shown if part.phone]
    assert "助けて" in shown[0].text and "Tasukete" in shown[0].text


def test_everything_about_a_counter_and_a_source_is_said() -> None:
    """Name, number, hours, price, caution, date: nothing is left out in this channel."""
    sources = (Source("ISA", "https://a.jp", "2026-11-22"),)
    reply = Reply("counters", "en", "You can ask here:", counters=(COUNTER,), sources=sources)

    text = whole(reply, LABELS)

    for part in ("Police", "110", "24 hours", "Open now", "Free call", "Stay on the line.", "2026-11-22", "ISA"):
        assert part in text


def test_the_name_on_the_sign_has_a_line_of_its_own() -> None:
    """I can hold it up to anyone."""
    reply = Reply("counters", "vi", "…", counters=(replace(COUNTER, name="Cảnh sát", sign=Show("警察 110番", "")),))

    assert "☎ Cảnh sát\n警察 110番\n110\n" in whole(reply, LABELS)


def test_the_title_of_a_source_is_the_link() -> None:
    """I can open the page an answer rests on, and its address of two hundred signs does not fill my screen."""
    source = Source("🏛 ISA, the law", "https://a.jp/%E6%B3%95", "2026-11-22")
    (part,) = parts(Reply("text", "en", "Words.", sources=(source,)), LABELS)

    (link,) = part.links
    seen = part.text.encode("utf-16-le")[link.offset * 2 : (link.offset + link.length) * 2].decode("utf-16-le")
    assert (seen, link.url) == (source.title, source.url)
    assert source.url not in part.text
