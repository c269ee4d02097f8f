"""Texts that people and programs send to break things."""

import random
import unicodedata

_NASTY = (
    "", " ", "\n\t\r", "\0", "a\0b", "\x1b[31m", "\ud800", "x\udfffy", "\udc00\ud800", "\ufffe\uffff", "\ufeff", "\u200b" * 50,
    "\ufdfa" * 40, "\ufdfa" * 500, "\ufb03" * 300, "\u3300" * 300, "e" + "\u0301" * 400, "\u0f71\u0f72" * 300, "\u1100" * 300,
    "\u2581" * 20, "\u2581<s>", "<s>", "</s>", "<unk><mask><pad>", "query: query: query: ", "passage: x", "\u202eabc\u202c",
    "مرحبا بكم", "שלום עולם", "עזרה help مساعدة", "👩‍👩‍👧‍👦" * 40, "🙏🏿", "🇯🇵" * 100, "\U0001f3fb" * 300, "\U00013080\U000130c1",
    "\U000e0041" * 100, "\ue000\uf8ff\U0010ffff", "a" * 10_000, "助けて" * 5_000, "ă" * 10_000, "\U0001f600" * 10_000, "  a  b  ",
    "Z̵̧͈a̷͙̍l̶̨̛g̸̣͝o̵̳͗", "ｆｕｌｌ　ｗｉｄｔｈ", "ﾊﾝｶｸ ｶﾅ", "' OR 1=1 --", "{{7*7}}", "%s%n%x", "../../etc/passwd", "/restart", "\\u0000",
    "\u0000\ud83d", "＜script＞", "1" * 400, "." * 400, "、。" * 200, "\u00ad" * 300, "\u2028\u2029\x85\x0b\x0c",
)  # fmt: skip


def texts() -> list[str]:
    """Some four hundred of them, the same at each run."""
    dice = random.Random(1)
    blocks = [
        (0, 0x20), (0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x590, 0x700), (0x900, 0xE80), (0x1000, 0x1800),
        (0x2000, 0x2C00), (0x3000, 0xA000), (0xA000, 0xD7FF), (0xD800, 0xE000), (0xE000, 0x10000), (0x10000, 0x110000),
    ]  # fmt: skip
    drawn = []
    for k in range(340):
        first, last = blocks[k % len(blocks)]
        some = [chr(dice.randrange(first, last)) for _ in range(dice.choice((1, 3, 20, 320)))]
        if k % 3 == 0:
            some += [chr(dice.randrange(*dice.choice(blocks))) for _ in range(20)]
            dice.shuffle(some)
        drawn.append("".join(some))
    assert any(unicodedata.category(c) == "Cs" for text in drawn for c in text)
    return [*_NASTY, *drawn]
