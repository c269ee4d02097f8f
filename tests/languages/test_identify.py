"""A person is answered in the language in which they write."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import Languages
from tests.yardstick import slowness

CODES = {"en", "ja", "zh", "zh-TW", "ko", "vi", "tl", "th", "id", "pt", "es", "ne", "my", "km", "und"}

SENTENCES = {
    "en": ["my boss has my pasport", "i dont no wat to do pls", "they dont pay me since 3 month", "where can i get help in osaka",
           "is this trafficking or no", "kumiai said i must pay", "CAN I CALL AT NIGHT", "he hit me last week at the omise"],
    "ja": ["パスポートをとられた", "たすけて", "会社 やめたい です", "在留カード 取り上げ", "旅券没収", "tasukete kudasai",
           "kaisha ga okane kuremasen",
           "ﾊﾟｽﾎﾟｰﾄ ﾅｲ", "I want to やめる 会社", "pasupooto toraremashita", "入管に相談", "喧嘩になって鬱病", "澤田社長 齋藤部長 から"],
    "zh": ["他们拿走了我的护照", "老板不给我钱", "我在キャバクラ上班，老板不让我走"],
    "zh-TW": ["他們拿走了我的護照", "老闆不給我錢", "老闆把我的パスポート收在公司", "佢地唔俾我走", "ngo dei bei yan sau jo wu jiu",
              "ㄨㄛˇ ㄧㄠˋ ㄓㄠˇ ㄌㄩˋ ㄕ"],
    "ko": ["여권을 빼앗겼어요"],
    "vi": ["họ giữ hộ chiếu của tôi", "toi bi giu ho chieu roi"],
    "tl": ["kinuha ng amo ko ang pasaporte ko"],
    "th": ["นายจ้างยึดพาสปอร์ต", "boss ยึด passport หนู every month"],
    "id": ["paspor saya diambil oleh bos"],
    "pt": ["meu patrao pegou meu passaporte e nao devolve"],
    "es": ["mi jefe me quito el pasaporte y no me paga"],
    "ne": ["मेरो राहदानी लिए", "kumiai ले salary contract मा sign गर भन्यो"],
    "my": ["ကျွန်တော့် ပတ်စပို့ ယူသွားတယ်", "kumiai က overtime money မပေးဘူး"],
    "km": ["គេយកលិខិតឆ្លងដែនរបស់ខ្ញុំ", "boss យក passport របស់ខ្ញុំ since last month"],
    "und": ["помогите мне пожалуйста", "ساعدوني من فضلكم"],
}  # fmt: skip


@pytest.fixture(scope="module")
def languages(learned: Path) -> Languages:
    found = Languages(frozenset({"en", "ja"}), learned)
    found.warm_up()
    return found


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts])
def test_a_sentence_is_recognised(languages: Languages, language: str, text: str) -> None:
    """However I type it: no accents, Latin letters for Japanese, half-width letters."""
    assert language == languages.detect(text, None)


@pytest.mark.parametrize("text", ["help", "ok", "visa", "thank you", "123", "🙏", "?", "OSAKA", "LINE"])
def test_a_short_word_never_switches(languages: Languages, text: str) -> None:
    """One word that everybody knows does not change my language."""
    assert "ja" == languages.detect(text, "ja")
    assert "vi" == languages.detect(text, "vi")


def test_strong_evidence_switches(languages: Languages) -> None:
    """When I really change the language, so does the program."""
    assert "en" == languages.detect("now I write in English because it is easier for me", "ja")
    assert "ja" == languages.detect("日本語で話せますか", "en")


def test_a_quoted_word_switches_nothing(languages: Languages) -> None:
    """A name in another script in my English leaves it English; and whoever chose English keeps it."""
    assert "en" == languages.detect("the name of my boss at the factory is สมชาย and he does not let me go home at night", None)
    assert "en" == languages.detect("boss took ပတ်စပို့ from me and does not give it back", "en")


def test_a_card_never_waits_for_the_detector() -> None:
    """In the first second after a start small words decide, at once, and Latin letters that say nothing count as English."""
    cold = Languages(frozenset({"en"}))
    begin = time.process_time()
    found = cold.detect("zzyzx qwrt vbnm", None), cold.detect("mi jefe me quito el pasaporte", None)
    assert time.process_time() - begin < 0.5 * slowness()
    assert found == ("en", "es")


@given(st.text(max_size=300), st.sampled_from([None, "ja", "en", "zh"]))
def test_whatever_a_person_writes_a_language_comes_back(text: str, sticky: str | None) -> None:
    """Nothing that can be typed breaks it."""
    assert Languages(frozenset({"en", "ja"})).detect(text, sticky) in CODES
