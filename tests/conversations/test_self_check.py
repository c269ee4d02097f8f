"""The self-check with nothing but words, in every language we speak: yes, no, skip, "I do not want to say", and to the end."""

from pathlib import Path

import pytest

from bot.gateway import compose
from bot.settings import Settings
from tests.conversations.playing import Conversation, play
from tests.conversations.test_conversations import Decided, of_its_own, settings_in, shared
from tests.guarantees.world import CRIES

__all__ = ["shared"]

ASKS = {
    "en": "am i a victim of human trafficking", "ja": "私は人身取引の被害者でしょうか", "zh": "我是人口贩运的受害者吗",
    "zh-TW": "我算是人口販運的被害人嗎", "ko": "제가 인신매매 피해자인가요", "vi": "tôi có phải là nạn nhân mua bán người không",
    "tl": "biktima ba ako ng human trafficking", "th": "ฉันเป็นเหยื่อค้ามนุษย์หรือเปล่า", "id": "apakah saya korban perdagangan orang",
    "pt": "eu sou vítima de tráfico de pessoas?", "es": "¿soy víctima de trata de personas?", "ne": "के म मानव बेचबिखनको पीडित हुँ?",
    "my": "ကျွန်မက လူကုန်ကူးခံရသူလား", "km": "តើខ្ញុំជាជនរងគ្រោះនៃការជួញដូរមនុស្សទេ?",
}  # fmt: skip
SAYS = {
    "en": ("yes", "no", "skip", "yeah", "nope", "i don't want to say", "yes they do", "no"),
    "ja": ("はい", "いいえ", "飛ばして", "うん", "ううん", "言いたくないです", "そうです", "いいえ"),
    "zh": ("是", "不是", "跳过", "对", "没有", "我不想说", "是的", "不是"),
    "zh-TW": ("是", "不是", "跳過", "對", "沒有", "我不想說", "是的", "不是"),
    "ko": ("네", "아니요", "건너뛸게요", "응", "아니", "말하고 싶지 않아요", "맞아요", "아니요"),
    "vi": ("có", "không", "bỏ qua", "dạ có", "không phải", "tôi không muốn nói", "đúng rồi", "ko"),
    "tl": ("oo", "hindi", "laktawan", "opo", "hindi po", "ayoko sabihin", "oo nga", "hindi"),
    "th": ("ใช่", "ไม่ใช่", "ข้าม", "ใช่ค่ะ", "ไม่", "ไม่อยากบอก", "ใช่แล้ว", "ไม่ใช่"),
    "id": ("ya", "tidak", "lewati", "iya", "nggak", "saya tidak mau bilang", "iya benar", "tidak"),
    "pt": ("sim", "não", "pular", "sim sim", "nao", "não quero dizer", "é sim", "não"),
    "es": ("sí", "no", "saltar", "si", "no no", "no quiero decirlo", "sí, así es", "no"),
    "ne": ("हो", "होइन", "छोड्नुस्", "हजुर", "छैन", "भन्न चाहन्न", "हो हो", "होइन"),
    "my": ("ဟုတ်ကဲ့", "မဟုတ်ဘူး", "ကျော်မယ်", "ဟုတ်တယ်", "မဟုတ်ပါဘူး", "မပြောချင်ဘူး", "အင်း", "မဟုတ်ဘူး"),
    "km": ("បាទ", "ទេ", "រំលង", "ចាស", "អត់ទេ", "ខ្ញុំមិនចង់និយាយ", "មែនហើយ", "ទេ"),
}  # fmt: skip
"""How eight questions are answered."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", SAYS)
async def test_by_words_alone(language: str, tmp_path: Path, real: Settings, shared: Decided) -> None:
    """Each answer brings the next question; after the last I read what they have in common and who helps."""
    answers = [{"person": said, "language": language} for said in SAYS[language]]
    turns = [
        {"person": ASKS[language], "topic": "am_i_victim", "language": language},
        {"presses": "self_check", "language": language, "asks": "yes"},
        *({**turn, "asks": "yes"} for turn in answers[:-1]),
        {**answers[-1], "counters": "some", "asks": "no"},
    ]
    own = settings_in(tmp_path, real)
    gateway = compose(own, pushing=frozenset(), decided=of_its_own(shared, own))
    async with gateway.running():
        await gateway.store.start()
        assert not await play(Conversation(f"{language}-self-check", "", language, turns), gateway, real=True)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", SAYS)
async def test_a_cry_ends_it(language: str, tmp_path: Path, real: Settings, shared: Decided) -> None:
    """He comes back while I answer: I get the card, and what I say next answers the card, no question of before."""
    yes, no = SAYS[language][:2]
    turns = [
        {"person": ASKS[language], "topic": "am_i_victim", "language": language},
        {"presses": "self_check", "language": language, "asks": "yes"},
        {"person": yes, "language": language, "asks": "yes"},
        {"person": CRIES[language][0], "alarm": "danger", "language": language, "asks": "no"},
        {"person": no, "language": language, "asks": "no", "says": "safe_no"},
    ]
    own = settings_in(tmp_path, real)
    gateway = compose(own, pushing=frozenset(), decided=of_its_own(shared, own))
    async with gateway.running():
        await gateway.store.start()
        assert not await play(Conversation(f"{language}-self-check-ends", "", language, turns), gateway, real=True)
