"""What no text may say, and the careful words beside it, in every language that Akari is served in."""

import unicodedata

import pytest

from content.promises import FORBIDDEN, promise
from content.texts import LANGUAGES, TAGS

SAID = {
    "a guarantee": {
        "en": ("We guarantee that this works.", "Nobody can guarantee the result."),
        "ja": ("結果を保証します。", "結果を保証できる人はいません。"),
        "ja-x-easy": ("私（わたし）たちは 約束（やくそく）します。", "だれも 約束（やくそく）できません。"),
        "zh": ("我们保证结果。", "没有人能保证结果。"),
        "zh-TW": ("我們保證結果。", "沒有人能保證結果。"),
        "ko": ("결과를 보장합니다.", "결과는 아무도 보장할 수 없어요."),
        "vi": ("Chúng tôi bảo đảm kết quả.", "Không ai có thể bảo đảm kết quả."),
        "tl": ("Ginagarantiyahan namin ang resulta.", "Walang makakagarantiya ng resulta."),
        "th": ("เรารับประกันผล", "ไม่มีใครรับประกันผลได้ เราสัญญาไม่ได้"),
        "id": ("Kami menjamin hasilnya.", "Tidak ada yang bisa menjamin hasilnya."),
        "pt": ("Garantimos o resultado.", "Não garantimos o resultado: ninguém pode garantir."),
        "es": ("Le garantizamos el resultado.", "No garantizamos el resultado: nadie puede garantizarlo."),
        "ne": ("हामी नतिजाको ग्यारेन्टी गर्छौँ।", "नतिजाको ग्यारेन्टी कसैले गर्न सक्दैन।"),
        "my": ("ကျွန်ုပ်တို့ ရလဒ်ကို အာမခံပါတယ်။", "ရလဒ်ကို ဘယ်သူမှ အာမမခံနိုင်ပါဘူး။"),
        "km": ("យើងធានាលទ្ធផល។", "គ្មាននរណាអាចធានាលទ្ធផលបានទេ។"),
    },
    "a promise of safety": {
        "en": ("You will be safe there.", "You may be safer there."),
        "ja": ("あなたは安全です。", "ここは安全ですか。安全かどうかはわかりません。"),
        "ja-x-easy": ("あなたは あんぜんです。", "あなたは あんぜんですか。"),
        "zh": ("您会安全的。", "您在那里可能比较安全。您现在安全吗？"),
        "zh-TW": ("您會安全的。", "您在那裡可能比較安全。您現在安全嗎？"),
        "ko": ("당신은 안전할 거예요.", "그곳이 더 안전할 수 있어요."),
        "vi": ("Bạn sẽ an toàn.", "Ở đó bạn có thể an toàn hơn. Bạn có an toàn không?"),
        "tl": ("Magiging ligtas ka.", "Baka mas ligtas ka roon. Ligtas ka ba ngayon?"),
        "th": ("คุณจะปลอดภัย", "ที่นั่นคุณอาจจะปลอดภัยกว่า คุณปลอดภัยไหม"),
        "id": ("Anda akan aman.", "Di sana Anda mungkin lebih aman."),
        "pt": ("Você vai estar em segurança.", "Lá você talvez fique mais segura."),
        "es": ("Usted estará a salvo.", "Allí puede estar más segura."),
        "ne": ("तपाईं सुरक्षित हुनुहुनेछ।", "त्यहाँ तपाईं अझ सुरक्षित हुन सक्नुहुन्छ।"),
        "my": ("သင် လုံခြုံပါလိမ့်မယ်။", "အဲဒီမှာ သင် ပိုလုံခြုံနိုင်ပါတယ်။"),
        "km": ("អ្នកនឹងមានសុវត្ថិភាព។", "នៅទីនោះ អ្នកអាចមានសុវត្ថិភាពជាង។"),
    },
    "a promise of secrecy": {
        "en": ("Nobody will ever know.", "Somebody may come to know."),
        "ja": ("だれにも知られません。", "だれかに知られるかもしれません。"),
        "ja-x-easy": ("だれにも 知（し）られません。", "だれかが 知（し）るかも しれません。"),
        "zh": ("没有人会知道。", "可能有人会知道。没有人能保证保密。"),
        "zh-TW": ("永遠不會有人知道。", "可能有人會知道。沒有人能保證保密。"),
        "ko": ("아무도 모를 거예요.", "누군가 알게 될 수도 있어요."),
        "vi": ("Sẽ không ai biết.", "Có thể có người biết."),
        "tl": ("Walang makakaalam.", "Baka may makaalam."),
        "th": ("จะไม่มีใครรู้", "อาจมีคนรู้"),
        "id": ("Tidak akan ada yang tahu.", "Mungkin ada orang yang tahu."),
        "pt": ("Ninguém nunca vai saber.", "Alguém pode saber."),
        "es": ("Nadie lo sabrá nunca.", "Puede que alguien lo sepa."),
        "ne": ("कसैले पनि थाहा पाउने छैन।", "कसैले थाहा पाउन सक्छ।"),
        "my": ("ဘယ်သူမှ သိမှာ မဟုတ်ပါဘူး။", "တစ်ယောက်ယောက် သိသွားနိုင်ပါတယ်။"),
        "km": ("នឹងគ្មានអ្នកណាដឹងទេ។", "អាចមានគេដឹង។"),
    },
    "a promise about deportation or arrest": {
        "en": ("You will not be arrested.", "You may or may not be arrested. You should not be punished for this."),
        "ja": ("逮捕されません。", "逮捕されないかもしれません。"),
        "ja-x-easy": ("つかまりません。", "つかまらないかも しれません。"),
        "zh": ("您不会被逮捕。", "您可能不会被逮捕，也可能会。没有人知道会不会被遣返。"),
        "zh-TW": ("您不會被遣返。", "您可能不會被遣返，也可能會。"),
        "ko": ("체포되지 않을 거예요.", "체포되지 않을 수도 있어요."),
        "vi": ("Bạn sẽ không bao giờ bị bắt.", "Bạn có thể không bị bắt."),
        "tl": ("Hindi ka aarestuhin.", "Baka hindi ka aarestuhin."),
        "th": ("คุณจะไม่ถูกจับ", "คุณอาจจะไม่ถูกจับ"),
        "id": ("Anda tidak akan pernah ditangkap.", "Anda mungkin tidak akan ditangkap."),
        "pt": ("Você não vai ser presa.", "Talvez você não seja presa."),
        "es": ("Usted no será arrestada.", "Quizás no le arresten."),
        "ne": ("तपाईंलाई देश निकाला गरिने छैन।", "तपाईंलाई देश निकाला नगरिन पनि सक्छ।"),
        "my": ("သင် ဖမ်းဆီးခံရမှာ မဟုတ်ပါဘူး။", "ဖမ်းဆီးမခံရတာလည်း ဖြစ်နိုင်ပါတယ်။"),
        "km": ("អ្នកនឹងមិនត្រូវបានចាប់ខ្លួនទេ។", "អ្នកប្រហែលជាមិនត្រូវបានចាប់ខ្លួនទេ។"),
    },
    "a verdict": {
        "en": ("This is human trafficking.", "You may be a victim. This may be human trafficking."),
        "ja": ("これは人身取引です。", "これは人身取引かもしれません。"),
        "ja-x-easy": ("あなたは 被害者（ひがいしゃ）です。", "あなたは 被害者（ひがいしゃ）かも しれません。"),
        "zh": ("您是人口贩卖的受害者。", "您可能是受害者。这可能是人口贩卖。"),
        "zh-TW": ("這是人口販運。", "您可能是受害者。這可能是人口販運。"),
        "ko": ("당신은 인신매매 피해자예요.", "당신은 피해자일 수 있어요."),
        "vi": ("Bạn là nạn nhân.", "Bạn có thể là nạn nhân. Bạn có phải là nạn nhân không?"),
        "tl": ("Biktima ka.", "Baka biktima ka. Biktima ka ba?"),
        "th": ("นี่คือการค้ามนุษย์", "คุณอาจเป็นผู้เสียหาย นี่อาจเป็นการค้ามนุษย์"),
        "id": ("Ini perdagangan orang.", "Anda mungkin korban. Apakah ini perdagangan orang?"),
        "pt": ("Isto é tráfico de pessoas.", "Você pode ser vítima. Isto é tráfico de pessoas?"),
        "es": ("Esto es trata de personas.", "Usted puede ser víctima. ¿Esto es trata de personas?"),
        "ne": ("यो मानव बेचबिखन हो।", "तपाईं पीडित हुन सक्नुहुन्छ। यो मानव बेचबिखन हो कि होइन?"),
        "my": ("သင်က လူကုန်ကူးခံရသူ ဖြစ်ပါတယ်။", "သင်က လူကုန်ကူးခံရသူ ဖြစ်နိုင်ပါတယ်။"),
        "km": ("អ្នកជាជនរងគ្រោះ។", "អ្នកអាចជាជនរងគ្រោះ។"),
    },
}
CASES = [(kind, language, *pair) for kind, by in SAID.items() for language, pair in by.items()]


@pytest.mark.parametrize(("kind", "language", "forbidden", "careful"), CASES, ids=[f"{kind}-{tag}" for kind, tag, *_ in CASES])
def test_what_nobody_may_say_is_found_in_every_language(kind: str, language: str, forbidden: str, careful: str) -> None:
    """The plain promise is refused by its own name; the careful twin, which says "may" or "nobody can", passes."""
    assert (promise(forbidden) or "").startswith(kind)
    assert promise(careful) is None


def test_no_language_is_left_out() -> None:
    """Every class has patterns and sentences in every language we may serve; zh has both ways of writing Chinese."""
    assert SAID.keys() == FORBIDDEN.keys()
    assert all(set(by) == set(TAGS) for by in SAID.values())
    assert all({*patterns, "zh-TW"} == set(LANGUAGES) for patterns in FORBIDDEN.values())


@pytest.mark.parametrize("text", ["Bạn sẽ không bị trục xuất.", "អ្នកនឹងមាន\N{ZERO WIDTH SPACE}សុវត្ថិភាព។"])
def test_the_way_of_typing_hides_nothing(text: str) -> None:
    """Accents typed as signs of their own, and the invisible spaces of Khmer, do not get past."""
    assert promise(unicodedata.normalize("NFD", text))
