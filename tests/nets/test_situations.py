"""Each situation brings its own card in every language: the ambulance first for who bleeds, the coast guard at sea."""

import pytest

from bot.core.safety import Alarm, Level
from bot.languages.detecting import CODES
from bot.nets.book import ABOUT
from bot.nets.phrases import Phrases
from tests.nets.test_both import Decided

SITUATIONS = {
    "en": {
        "sea": "i am on a fishing boat, the captain beats me, help",
        "medical": "she is bleeding a lot and does not wake up",
        "child": "my stepfather comes into my room at night, i am 12, help",
        "moved": "they put us in a van tonight and sell us to another club",
    },
    "ja": {
        "sea": "漁船の上です、船長に殴られています、助けて",
        "medical": "血が止まらない、意識がない",
        "child": "わたしは12さいです おとうさんがよるへやにくる たすけて",
        "moved": "今夜、別の店に売られる、車が来る",
    },
    "zh": {
        "sea": "我在渔船上，船长打我，救命",
        "medical": "她流了很多血，叫不醒了",
        "child": "我12岁，继父晚上进我房间，救救我",
        "moved": "今晚他们要把我们卖到别的店，车来了",
    },
    "zh-TW": {
        "sea": "我在漁船上，船長打我，救命",
        "medical": "她流了好多血，叫不醒了",
        "child": "我12歲，繼父晚上進我房間，救救我",
        "moved": "今晚他們要把我們賣到別的店，車來了",
    },
    "ko": {
        "sea": "어선인데 선장이 때려요 살려주세요",
        "medical": "동료가 쓰러졌는데 의식이 없고 피가 계속 나요",
        "child": "저 12살인데 새아빠가 밤에 제 방에 들어와요 도와주세요",
        "moved": "오늘 밤 우리를 다른 가게에 팔아넘긴대요, 차가 와요",
    },
    "vi": {
        "sea": "em đang trên tàu cá, thuyền trưởng đánh em, cứu em với",
        "medical": "bạn em chảy máu nhiều lắm, gọi không tỉnh",
        "child": "con 12 tuổi, dượng vào phòng con ban đêm, cứu con",
        "moved": "tối nay họ bán tụi em sang quán khác, xe đến rồi",
    },
    "tl": {
        "sea": "nasa barko ako, binubugbog ako ng kapitan, tulong",
        "medical": "dumudugo siya nang marami at hindi na nagigising",
        "child": "12 years old po ako, sinasaktan ako ng stepfather ko ngayon, nagtatago ako sa cr, tulungan nyo po ako",
        "moved": "ngayong gabi ibebenta nila kami sa ibang club, nandito na ang van",
    },
    "th": {
        "sea": "อยู่บนเรือประมง ไต้ก๋งซ้อมผม ช่วยด้วย",
        "medical": "เพื่อนเลือดออกเยอะมาก ปลุกไม่ตื่น",
        "child": "หนูอายุ 12 พ่อเลี้ยงเข้าห้องหนูตอนกลางคืน ช่วยหนูด้วย",
        "moved": "คืนนี้เขาจะขายพวกเราไปร้านอื่น รถมาแล้ว",
    },
    "id": {
        "sea": "saya di kapal ikan, kapten memukul saya, tolong",
        "medical": "teman saya berdarah banyak, tidak bangun-bangun",
        "child": "saya 12 tahun, ayah tiri masuk kamar saya tiap malam, tolong",
        "moved": "malam ini kami mau dijual ke klub lain, mobilnya sudah datang",
    },
    "pt": {
        "sea": "estou num barco de pesca, o capitão está me batendo, socorro",
        "medical": "ela está sangrando muito e não acorda",
        "child": "tenho 12 anos, meu padrasto entra no meu quarto de noite, me ajuda",
        "moved": "hoje à noite vão vender a gente para outro clube, a van chegou",
    },
    "es": {
        "sea": "estoy en un barco pesquero, el capitán me pega, ayuda",
        "medical": "ella está sangrando mucho y no despierta",
        "child": "tengo 12 años, mi padrastro entra a mi cuarto de noche, ayúdenme",
        "moved": "esta noche nos venden a otro club, ya llegó la van",
    },
    "ne": {
        "sea": "म माछा मार्ने जहाजमा छु, कप्तानले कुट्दैछ, बचाउनुहोस्",
        "medical": "साथीको धेरै रगत बगिरहेको छ, उठ्दैन",
        "child": "म १२ वर्षको हुँ, सौतेनी बुबा राति मेरो कोठामा आउनुहुन्छ, बचाउनुहोस्",
        "moved": "आज राति हामीलाई अर्को क्लबमा बेच्दैछन्, गाडी आयो",
    },
    "my": {
        "sea": "ငါးဖမ်းလှေပေါ်မှာပါ ကပ္ပတိန်က ရိုက်နေတယ် ကယ်ပါ",
        "medical": "သူငယ်ချင်း သွေးအရမ်းထွက်နေတယ် နှိုးလို့မရဘူး",
        "child": "သမီး ၁၂ နှစ်ပါ ပထွေးက ညဘက် သမီးအခန်းထဲ ဝင်လာတယ် ကယ်ပါ",
        "moved": "ဒီည ကျွန်မတို့ကို တခြားဆိုင် ရောင်းတော့မယ် ကားရောက်နေပြီ",
    },
    "km": {
        "sea": "ខ្ញុំនៅលើទូកនេសាទ កាពីតែនកំពុងវាយខ្ញុំ គេថានឹងបោះខ្ញុំចោលក្នុងសមុទ្រ ជួយផង",
        "medical": "មិត្តខ្ញុំហូរឈាមច្រើនណាស់ ដាស់មិនភ្ញាក់",
        "child": "ខ្ញុំអាយុ 12 ឆ្នាំ ឪពុកចុងចូលបន្ទប់ខ្ញុំពេលយប់ ជួយខ្ញុំផង",
        "moved": "យប់នេះគេនឹងលក់ពួកយើងទៅក្លឹបផ្សេង ឡានមកដល់ហើយ",
    },
}
"""Each far above its bar (.9 and more, which another processor's training does not take away)."""
FRAMES = {"sea": "118", "medical": "119", "child": "189", "moved": "110"}
"""The number that only or first this card names."""


def test_situations_stand_for_every_language() -> None:
    """No language and no card is left out."""
    assert set(CODES) == set(SITUATIONS)
    assert all(set(ABOUT) == set(cries) for cries in SITUATIONS.values())


@pytest.mark.parametrize(("language", "about"), [(language, about) for language in SITUATIONS for about in ABOUT])
def test_i_get_the_card_for_what_happens_to_me(decided: Decided, language: str, about: str) -> None:
    """Whether a phrase or the meaning raises the alarm, the card is for blood, for the sea, for a child, for being sold."""
    stages, _, words = decided
    alarm = stages.check(SITUATIONS[language][about])
    assert alarm and (Level.DANGER, about) == (alarm.level, alarm.about)

    whole, danger = (
        "".join(reply.text for reply in words.card(found, language, again=False)) for found in (alarm, Alarm(Level.DANGER, ""))
    )
    assert whole != danger and FRAMES[about] in whole


def test_words_alone_name_no_situation_of_a_calm_message(net: Phrases) -> None:
    """What `about` says counts with an alarm only; ordinary words name nothing."""
    for calm in ("where can I get help in Osaka?", "いつ開いていますか", "10年働きました", "tengo 12 años trabajando aquí"):
        assert net.about(calm) == ""
