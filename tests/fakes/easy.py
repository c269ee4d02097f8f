"""Content in which easy Japanese can be chosen, with a few texts in it, whatever our own content holds."""

from dataclasses import replace

from content import Content
from content.easy import EASY
from content.texts import Text

WORDS = {
    "language_changed": ("わかりました。やさしい 日本語（にほんご）で 書（か）きます。",),
    "first_words": ("こんにちは。わたしは プログラムです。", "{operator}が しています。いつでも 消（け）せます。"),
    "operator": ("出入国在留管理庁（しゅつにゅうこくざいりゅうかんりちょう）",),
    "button_emergency": ("今（いま） あぶない",),
    "button_human": ("人（ひと）と 話（はな）す",),
    "send": ("送（おく）る",),
    "log_label": ("話（はなし）",),
    "page_title": ("お知（し）らせ",),
    "call": ("電話（でんわ）する",),
    "free": ("無料（むりょう）",),
}
TOPIC = "会社（かいしゃ）は 返（かえ）さなければ なりません。"
CARD = ("今（いま）、110番（ばん）に 電話（でんわ）できます。お金（かね）は いりません。",)


def easy(content: Content, topic: str = "documents_taken") -> Content:
    """*content* with these words, and one topic and the cards in easy Japanese."""
    languages = tuple(dict.fromkeys((*content.languages, EASY)))
    words = {key: {**said, **({EASY: WORDS[key]} if key in WORDS else {})} for key, said in content.interface.words.items()}
    own = content.topics[topic]
    told = replace(own, text={**own.text, EASY: Text("machine", (TOPIC,))})
    cards = {
        name: replace(card, text={**card.text, EASY: Text("machine", CARD)}) for name, card in content.card.cards.items()
    }
    return replace(
        content, interface=replace(content.interface, languages=languages, words=words),
        topics={**content.topics, topic: told}, card=replace(content.card, cards=cards),
    )  # fmt: skip
