"""Words that promise what nobody can keep, or judge what nobody here may judge. No text may contain them."""

import re
import unicodedata

from content.easy import bare

GUARANTEE = {
    "en": r"(?<!nobody can )(?<!no one can )(?<!\bno )(?<!not )(?<!can't )(?<!without )(?<!not a )\bguarantee"
    r"|\b100 ?%|\babsolutely (?:safe|secret|anonymous)|\b(?:we|i) (?:can )?promise (?!nothing)",
    "ja": r"(?:保証|(?:約束|やくそく)(?:いた)?)(?:し|致し)?ます|(?:絶対|ぜったい)に(?!.{0,12}(?:ません|ないで))|100[％%]",
    "zh": r"我[们們]?(?:可以|能够|能夠|能|会|會)?向?[您你]?(?:保证|保證|担保|擔保|承诺|承諾)",
    "ko": r"(?:보장|보증|약속|장담)(?:합니다|해요|할게요|하겠습니다|해 ?드립니다|해 ?드려요|해 ?드릴게요|드립니다|드려요"
    r"|드릴게요)",
    "vi": r"\b(?:chúng )?(?:tôi|mình) (?:xin |có thể |sẽ )*(?:bảo đảm|đảm bảo|cam kết|cam đoan|hứa)\b",
    "tl": r"\b(?:ginagarantiya(?:han)?|tinitiyak|sinisiguro|i?pina?pangako) (?:ko|namin|naming)\b|(?<!hindi )\bgarantisado",
    "th": r"(?:เรา|ฉัน|ผม)(?:ขอ|สามารถ)?(?:รับประกัน|รับรอง|ให้สัญญา|สัญญา)(?!ไม่ได้)(?!ไม่ได้)",
    "id": r"\b(?:kami|saya) (?:akan |dapat |bisa |berani )?(?:menjamin|jamin|berjanji|menjanjikan)"
    r"|\bdijamin (?:aman|berhasil|rahasia)",
    "pt": r"(?<!não )(?<!não lhe )(?<!não te )\b(?:garantimos|garanto|prometemos|prometo)\b",
    "es": r"(?<!no )(?<!no le )(?<!no te )\b(?:garantizamos|garantizo|prometemos|prometo|aseguramos)\b",
    "ne": r"(?:ग्यारेन्टी|वाचा|प्रतिज्ञा) (?:(?:गर्न|दिन) सक्छ|गर्छ|गर्दछ|दिन्छ|गर्नेछ|दिनेछ)(?:ौ[ँं]|ु)",
    "my": r"(?:အာမခံ|ကတိ(?:ပေး|ပြု))(?:နိုင်)?ပါ(?:တယ်|သည်|မယ်)",
    "km": r"(?:យើង|ខ្ញុំ)(?:សូម|អាច|នឹង)?(?:ធានា|សន្យា)",
}
SAFETY = {
    "en": r"\byou(?:'ll| will)? (?:be|are|stay) (?:completely |perfectly )?safe (?:here|now|with)|\byou(?:'ll| will) be "
    r"(?:safe|protected|saved|rescued)|\bwe(?:'ll| will) (?:protect|save|rescue) you",
    "ja": r"(?:必ず|かならず)(?:助か|助け|たすか|たすけ|守|まも|安全|保護)|(?:きっと|もう)(?:大丈夫|だいじょうぶ)です"
    r"|(?:わたし|私)たちが(?:必ず|かならず)?(?:守り|まもり)ます|(?:あなたは|もう)(?:ここでは)?(?:安全|あんぜん)です(?!か)",
    "zh": r"[您你](?:在[这這那][里裡裏]|就|都)*(?:一定|肯定|绝对|絕對)?(?:会|會|将|將)+(?:是|很|一直|得到|受到)?"
    r"(?:安全|保护|保護|平安|没事|沒事)(?!的?[吗嗎])|我[们們](?:会|會|一定)+(?:保护|保護|救)[您你]",
    "ko": r"(?:안전할|안전해질|보호받을) (?:거예요|것입니다|겁니다|것이에요)"
    r"|(?:당신은|본인은|이제) (?:안전해요|안전합니다)(?!\?)"
    r"|(?:지켜|보호해) ?(?:드릴게요|드립니다|드리겠습니다)",
    "vi": r"\bbạn (?:chắc chắn )?sẽ (?:luôn |hoàn toàn )?(?:được )?(?:an toàn|bảo vệ)\b|\bbạn (?:hoàn toàn|tuyệt đối) an toàn\b"
    r"|\bchúng tôi sẽ (?:bảo vệ|cứu) bạn\b",
    "tl": r"\b(?:magiging|siguradong|mananatiling) ligtas ka\b(?! ba\b)"
    r"|(?<!mas )\bligtas ka(?: na)? (?:dito|rito|doon|roon)(?! ba\b)"
    r"|\b(?:poprotektahan|ililigtas) ka namin\b",
    "th": r"คุณ(?:จะ|ต้อง)(?:ได้รับ)?(?:ความปลอดภัย|ปลอดภัย|การคุ้มครอง|ได้รับการคุ้มครอง)(?!ไหม|หรือ)|คุณปลอดภัยแล้ว"
    r"|เราจะ(?:ปกป้อง|คุ้มครอง|ช่วยชีวิต)คุณ",
    "id": r"\banda (?:pasti |tentu )?akan (?:pasti |selalu |tetap )?(?:aman|selamat|dilindungi|diselamatkan)\b"
    r"|\banda pasti aman\b"
    r"|\bkami akan (?:melindungi|menyelamatkan) anda\b",
    "pt": r"(?<!não )\b(?:vai (?:estar|ficar|ser)|estará|ficará|será) (?:sempre |totalmente )?"
    r"(?:em segurança|segur[oa]|a salvo|protegid[oa])\b|\bvamos (?:te |lhe )?(?:proteger|salvar) (?:você|te)\b",
    "es": r"(?<!no )\b(?:estarás?|vas? a estar|quedarás?) (?:totalmente |completamente )?(?:a salvo|segur[oa]|protegid[oa])\b"
    r"|\b(?:le|lo|la|te) (?:protegeremos|salvaremos|vamos a (?:proteger|salvar))\b",
    "ne": r"सुरक्षित (?:हुनुहुने ?छ|रहनुहुने ?छ|हुने ?छौ|रहने ?छौ)|हामी तपाई[ँं]लाई (?:बचाउ|जोगाउ)(?:ने ?छ|ँछ)ौ[ँं]",
    "my": r"(?:သင်|ခင်ဗျား|ရှင်)(?:က|ဟာ|သည်)? ?(?:လုံခြုံ|ဘေးကင်း)(?:ပါလိမ့်မယ်|ပါတယ်|ပါပြီ|ပါမည်|မှာပါ|နေပါပြီ)"
    r"|သင့်ကို ?ကာကွယ်(?:ပေး)?ပါမယ်",
    "km": r"អ្នក(?:ប្រាកដជា)?នឹង(?:មាន|បាន|ទទួលបាន)?សុវត្ថិភាព|អ្នកមានសុវត្ថិភាពហើយ(?!ឬ)|អ្នកនឹងត្រូវ(?:បាន)?ការពារ"
    r"|យើងនឹង(?:ការពារ|សង្គ្រោះ)អ្នក",
}
SECRECY = {
    "en": r"\b(?:nobody|no one) will (?:ever )?(?:find out|know|learn|hear)\b"
    r"|\b(?:completely|totally) (?:secret|confidential|anonymous)",
    "ja": r"(?:だれ|誰)にも(?:(?:ぜったい|絶対)に?)?(?:(?:知|し)られ|ばれ|わかり)(?:ません|ることは(?:ありません|ないです))"
    r"|(?:絶対|ぜったい|決して|けっして)に?(?:ばれ|(?:知|し)られ)ません",
    "zh": r"(?:[没沒]有?人|[谁誰][也都])(?:永[远遠])?(?:不?[会會])(?:知道|[发發][现現])"
    r"|(?:永[远遠]|[绝絕][对對])?不[会會]有人(?:知道|[发發][现現])"
    r"|(?:完全|[绝絕][对對])保密",
    "ko": r"아무도 (?:절대로? |영원히 )?(?:모를|알지 못할|알 수 없을) (?:거예요|것입니다|겁니다)"
    r"|절대로? (?:알려지지|들키지) 않",
    "vi": r"\b(?:sẽ )?(?:không|chẳng) ai (?:sẽ )(?:biết|phát hiện)"
    r"|\bsẽ (?:không|chẳng) (?:bao giờ )?(?:có )?ai (?:biết|phát hiện)"
    r"|\btuyệt đối (?:bí mật|giữ kín)|bí mật tuyệt đối",
    "tl": r"\bwalang (?:sinuman(?:g| ang)? |ibang )?(?:makakaalam|makakatuklas)"
    r"|\bhindi (?:ito )?malalaman ng (?:iba|sinuman|kahit sino)",
    "th": r"(?:จะไม่มีใคร|ไม่มีใครจะ|ไม่มีวันมีใคร)(?:ได้)?(?:รู้|ทราบ|ล่วงรู้)|เป็นความลับ(?:ตลอดไป|แน่นอน|อย่างแน่นอน)",
    "id": r"\btidak akan (?:pernah )?ada (?:orang |siapa pun )?(?:yang )?(?:tahu|mengetahui)"
    r"|\btidak ada (?:seorang pun |siapa pun |orang )?(?:yang )?akan (?:pernah )?(?:tahu|mengetahui)|\brahasia mutlak",
    "pt": r"\bninguém (?:nunca |jamais )?(?:(?:vai|irá) (?:nunca |jamais )?(?:saber|descobrir)|saberá|descobrirá)",
    "es": r"\bnadie (?:nunca |jamás )?(?:lo |se )?(?:va a (?:saber|descubrir|enterar)|sabrá|descubrirá|enterará)"
    r"|\b(?:nunca|jamás) (?:lo |se )?(?:sabrá|descubrirá|enterará) nadie",
    "ne": r"कसैले(?: पनि| कहिल्यै)* (?:थाहा|पत्ता) (?:पाउने|लगाउने) ?छैनन?|कसैलाई(?: पनि| कहिल्यै)* थाहा हुने ?छैन",
    "my": r"ဘယ်သူမှ ?(?:ဘယ်တော့မှ ?)?(?:မသိ(?:ပါဘူး|စေရပါဘူး|နိုင်ပါဘူး)|သိမှာ ?မဟုတ်)",
    "km": r"(?:នឹង(?:គ្មាន|មិនមាន)(?:នរណា|អ្នកណា)(?:ម្នាក់)?|(?:គ្មាន|មិនមាន)(?:នរណា|អ្នកណា)(?:ម្នាក់)?នឹង)ដឹង",
}
ARREST = {
    "en": r"\b(?:will not|won't|will never|cannot|can't) be (?:deported|arrested|detained|punished|jailed|sent home|sent back)",
    "ja": r"(?:強制送還|逮捕|収容|処罰)され(?:ません|ることは(?:ありません|ないです))"
    r"|(?:つかま|捕ま)り(?:ません|ることは(?:ありません|ないです))"
    r"|国に(?:帰|かえ)され(?:ません|ることは(?:ありません|ないです))",
    "zh": r"(?<![会會])(?<!可能)不[会會]被(?:警察)?(?:遣返|强制遣返|強制遣返|驱逐|驅逐|逮捕|抓|拘留|关押|關押|[处處][罚罰])",
    "ko": r"(?:강제 ?(?:퇴거|출국|송환)|추방|체포|구금|구속|처벌)(?:되지|당하지|받지|하지) 않(?:습니다|아요|을 (?:거예요"
    r"|것입니다|겁니다))",
    "vi": r"\b(?:sẽ|chắc chắn) không (?:bao giờ )?bị (?:trục xuất|bắt|giam|phạt)",
    "tl": r"(?<!baka )\bhindi ka (?:nila )?(?:ide-?deport|made-?deport|mada-?deport|huhulihin|mahuhuli|aarestuhin|maaaresto"
    r"|ikukulong"
    r"|makukulong|pauuwiin|paparusahan)",
    "th": r"(?<!อาจ)จะไม่(?:ถูก|โดน)(?:บังคับ)?(?:ส่งกลับ|เนรเทศ|จับ|กักตัว|ควบคุมตัว|ลงโทษ)",
    "id": r"(?<!mungkin )\btidak akan (?:pernah )?(?:dideportasi|ditangkap|dipulangkan|ditahan|dipenjara|dihukum)",
    "pt": r"(?<!talvez )\b(?:não|nunca) (?:será|vai ser|irá ser) (?:deportad|detid|pres[oa]\b|expuls|punid)"
    r"|\bnão vão (?:te |lhe )?(?:prender|deportar)",
    "es": r"\bno (?:lo|la|le|te) (?:van a (?:deportar|detener|arrestar)|deportarán|detendrán|arrestarán)"
    r"|(?<!quizás )\b(?:no|nunca) (?:serás?|vas? a ser) (?:deportad|detenid|arrestad|expulsad|castigad)",
    "ne": r"(?:निर्वासन|निष्कासन|पक्राउ|देश ?निकाला|गिरफ्तार|कैद) (?:गरिने ?छैन|गरिँदैन|हुने ?छैन|पर्नुहुने ?छैन|पर्नुहुन्न)",
    "my": r"(?:ပြည်နှင်ဒဏ်|ဖမ်းဆီး|အဖမ်း) ?(?:ပေး)?(?:မခံရ(?:ပါ|ဘူး)|ခံရမှာ ?မဟုတ်)",
    "km": r"នឹងមិនត្រូវ(?:បាន)?(?:គេ)?(?:និរទេស|ចាប់|បណ្តេញ|ឃុំ|ដាក់គុក|ដាក់ទោស|បញ្ជូនត្រឡប់)|គេនឹងមិនចាប់អ្នក",
}
VERDICT = {
    "en": r"\byou(?:'re| are) (?:not )?(?:clearly )?(?:a victim|being trafficked)|\byou (?:were|have been) trafficked"
    r"|\b(?:this|that) is (?:not )?(?:human )?trafficking\b",
    "ja": r"あなたは(?:人身取引の)?(?:被害者|ひがいしゃ)(?:です(?!か)|ではありません)"
    r"|[こそ]れは人身取引(?:です(?!か)|ではありません)",
    "zh": r"[你您](?:就是|是|不是)(?:人口[贩販][卖賣运運])?的?(?:受害者|被害人)(?![吗嗎])"
    r"|[这這](?:就是|是|不是)人口[贩販][卖賣运運](?![吗嗎的])",
    "ko": r"(?:당신|본인)은 (?:인신매매 )?피해자(?:입니다|예요(?!\?)|가 아닙니다|가 아니에요)"
    r"|(?:이것은|이건|이는) 인신매매(?:입니다|예요(?!\?)|가 아닙니다|가 아니에요)",
    "vi": r"\bbạn (?:chính |không phải )?là (?:một )?nạn nhân\b(?! hay)|\b(?:đây|đó) (?:chính |không phải )?là (?:tội |nạn )?"
    r"(?:mua bán|buôn bán|buôn) người\b(?! hay)",
    "tl": r"(?<!kung )(?<!baka )\b(?:ikaw ay (?:isang )?|isa kang )biktima\b"
    r"|(?<!kung )(?<!baka )(?<!hindi )\bbiktima ka\b(?! ba\b| o )"
    r"|\bhindi ka biktima\b(?! ba\b)|\bito ay (?:hindi )?(?:human )?trafficking\b",
    "th": r"คุณ(?:เป็น|คือ|ไม่ใช่)(?:เหยื่อ|ผู้เสียหาย)(?!หรือ|ไหม)|นี่(?:คือ|เป็น|ไม่ใช่)การค้ามนุษย์(?!หรือ|ไหม)",
    "id": r"\banda (?:adalah|bukan|merupakan) (?:seorang )?korban\b(?! atau)"
    r"|(?<!apakah )\bini (?:adalah |bukan |merupakan )?perdagangan (?:orang|manusia)\b(?! atau)",
    "pt": r"\bvocê (?:não )?é (?:uma )?vítima|\b(?:isto|isso) (?:não )?é tráfico\b(?! de pessoas\?)(?!\?)",
    "es": r"\b(?:usted (?:no )?es|(?<!si )(?:no )?eres) (?:una )?víctima(?!\?)"
    r"|\besto (?:no )?es trata\b(?! de personas\?)(?!\?)",
    "ne": r"तपाई[ँं] (?:मानव बेचबिखनको |बेचबिखनको )?पीडित (?:हुनुहुन्छ|हुनुहुन्न|हो|होइन)(?! कि|\?)"
    r"|यो (?:मानव )?(?:बेचबिखन|तस्करी|ओसारपसार) (?:हो|होइन)(?! कि| वा|\?)",
    "my": r"သင်(?:က|ဟာ|သည်)? ?(?:လူကုန်ကူး(?:မှု)? ?)?(?:ခံရသူ|သားကောင်) ?(?:ပါ|ဖြစ်ပါတယ်|ဖြစ်သည်|မဟုတ်ပါ)"
    r"|ဒါ(?:က|ဟာ)? ?လူကုန်ကူး(?:မှု|တာ)? ?(?:ပါ(?!လား)|ဖြစ်ပါတယ်|မဟုတ်ပါ)",
    "km": r"អ្នក(?:គឺ)?(?:ជា|មិនមែនជា)ជនរងគ្រោះ(?! ?ឬ)|នេះ(?:គឺ)?(?:ជា|មិនមែនជា)ការជួញដូរមនុស្ស(?! ?ឬ)",
}
FORBIDDEN = {
    "a promise of safety": SAFETY,
    "a promise of secrecy": SECRECY,
    "a promise about deportation or arrest": ARREST,
    "a guarantee": GUARANTEE,
    "a verdict": VERDICT,
}
"""Patterns by language; `zh` is in both ways of writing it, `ja` also in kana, as easy Japanese may write it."""

_SPACED = re.compile(r"(?<=[ぁ-ゖァ-ヺー一-鿿、]) +(?=[ぁ-ゖァ-ヺ一-鿿])")
_LETTERS = {"ja": "[ぁ-ヿ一-鿿％]", "zh": "[一-鿿]", "ko": "[가-힣]", "th": "[ก-๛]", "ne": "[ऀ-ॿ]", "my": "[က-႟]", "km": "[ក-៿]"}
_LANGUAGES = {
    language: (
        re.compile(_LETTERS.get(language, "[a-z%]"), re.IGNORECASE),
        {name: re.compile(of[language], 0 if language in _LETTERS else re.IGNORECASE) for name, of in FORBIDDEN.items()},
    )
    for language in GUARANTEE
}
"""Only patterns whose letters a text has are looked for in it: every text of every language passes here."""


def promise(text: str) -> str | None:
    """What *text* promises or judges, with the words that do; None for nothing. Easy Japanese hides none behind its readings."""
    text = unicodedata.normalize("NFC", text.replace("’", "'").replace("\N{ZERO WIDTH SPACE}", ""))
    text = _SPACED.sub("", bare(text))
    for letters, patterns in _LANGUAGES.values():
        for name, pattern in patterns.items() if letters.search(text) else ():
            if found := pattern.search(text):
                return f"{name} (“{found.group()}”)"
    return None
