"""Words that promise what nobody can keep, or judge what nobody here may judge. No text may contain them."""

import re
import unicodedata
from functools import lru_cache

from content.easy import bare
from content.hedges import FREE, UNLESS
from content.outcomes import DEBT, MONEY, SOON, VISA, WILL

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
OTHERS = {
    "en": r"\b(?:police|officers?|counters?|lawyers?|shelters?|embassy|union|immigration|staff|group|they|someone|we)(?: will"
    r"|'ll) (?:\w+ly |always )*(?:protect|help|save|rescue|win|solve|find (?:you|a (?:safe )?place)|get you|free you"
    r"|take (?:care|you in))|~win\b|\b(?:will not|won't|will never|'ll never|(?:nobody|no one) will(?: ever)?) (?:tell|inform"
    r"|report you|contact|call) (?:your (?:boss|employer|family|company)|(?:the )?(?:police|immigration)|any)",
    "ja": r"(?:警察|けいさつ|窓口|まどぐち|相談員|弁護士|べんごし|大使館|たいしかん|シェルター|支援団体|職員|入管|組合|スタッフ"
    r"|(?:私|わたし)たち)(?:の[人方])?[はがも][^。]{0,12}?(?:守って|まもって|守り|まもり|保護し|助け|たすけ|救い|救って|勝ち"
    r"|かち|勝って|解決し|見つけ|みつけ)て?(?:くれ)?ます(?!か)"
    r"|(?:会社|かいしゃ|社長|しゃちょう|雇い主|雇用主|上司|家族|かぞく|入管|警察)に[はも]?(?:絶対に?|決して|ぜったいに?"
    r"|けっして)?(?:言い|いい|話し|はなし|伝え|つたえ|知らせ|しらせ|連絡し|れんらくし|通報し)ません(?!か)"
    r"|(?:裁判|さいばん)[にはも](?:必ず|かならず|きっと)?[勝か](?:て"
    r"|ち)ます(?!か)|(?:場所|ところ|住む所|部屋|へや)を(?:見つけ|みつけ|用意し)て?(?:あげ)?ます(?!か)",
    "zh": r"(?:警察|警方|窗口|律[师師]|[咨諮][询詢][员員]|大使[馆館]|[领領]事[馆館]|庇[护護]所|支援[团團][体體]|工作人[员員]"
    r"|入管|工[会會]|我[们們]|[他她][们們])的?人?(?:一定|肯定|就|都|也|[将將])*(?:[会會]|[将將])(?:一定|全力|一直)*(?:保[护護]"
    r"|[帮幫](?:您|你|助)|救|打?[赢贏]|[胜勝][诉訴]|解[决決]|(?:[给給]|[为為]|[帮幫]|替)[您你]找)"
    r"|[绝絕]?[对對]?不[会會](?:告[诉訴知]|通[知报報]|[联聯][系繫络絡]|[报報]告)[给給]?(?:[您你]的?)?(?:老[板闆]|雇主|公司"
    r"|家[人里裡]|入管|警察|任何人|[别別]人)",
    "ko": r"(?:경찰|창구|상담원|상담 창구|변호사|대사관|쉼터|지원 ?단체|직원|노조|그들|저희|우리|입관)(?:이|가|은|는|도"
    r"|에서) (?:반드시 |꼭 |당신을 |여러분을 |당신의 |소송에서 |문제를 |모두 |안전한 |곳을 "
    r"|있을 )*(?:(?:지켜|보호해|도와|구해|해결해|찾아) ?(?:줍니다|줘요|줄게요|줄 (?:거예|것입|겁니)|드립니다|드려요|드릴게요"
    r"|드리겠습니다)|(?:보호|해결|도움)(?:합니다|할 (?:거예|것입|겁니))|이(?:깁니다|겨요|길 (?:거예|것입|겁니)))"
    r"|(?:사장|회사|고용주|가족|경찰|입관|출입국)(?:님)?(?:에게|한테|에)(?:는)? (?:절대로? )?(?:말하지|알리지|연락하지"
    r"|신고하지) 않(?:습니다|아요|을 (?:거예|것입|겁니)|을게요|겠습니다)"
    r"|(?:머물|지낼|있을) 곳을 (?:찾아|마련해) ?(?:드립니다|드려요|드릴게요|드리겠습니다)",
    "vi": r"\b(?:cảnh sát|công an|luật sư|nơi tư vấn|quầy tư vấn|tư vấn viên|nhân viên|đại sứ quán|lãnh sự quán|nhà tạm lánh"
    r"|tổ chức hỗ trợ|công đoàn|họ|chúng tôi) (?:chắc chắn |nhất định )*sẽ (?:luôn |nhất định |chắc chắn )*(?:bảo vệ|giúp|cứu"
    r"|giải cứu|thắng|giải quyết|tìm (?:cho bạn|được|chỗ|nơi))|~thắng"
    r"|\b(?:sẽ|tuyệt đối|chắc chắn) không (?:bao giờ )?(?:nói|báo|kể|thông báo|liên lạc)(?: lại)?(?: với| cho| đến)? (?:chủ|sếp"
    r"|ông chủ|công ty|gia đình|cảnh sát|cục xuất|bất (?:cứ|kỳ) ai|ai)",
    "tl": r"\b(?:poprotektahan|pinoprotektahan|tutulungan|ililigtas|aalagaan) ka ng (?:mga )?(?:pulis|counter|help desk|abogado"
    r"|staff|shelter|embahada|union|support group|opisina)|\b(?:tutulungan|poprotektahan) ka (?:nila|namin)"
    r"|\b(?:mananalo|ipapanalo) (?:ka sa|ang abogado|ng abogado|ang kaso)"
    r"|\bhindi (?:nila|namin) (?:kailanman )?(?:sasabihin|ipapaalam|ire-?report|isusumbong)"
    r"|\b(?:hahanapan|ihahanap|bibigyan) ka (?:namin|nila) ng (?:\w+ )?(?:lugar|matitirhan|matutuluyan|bahay|tirahan)",
    "th": r"(?:ตำรวจ|ทนาย(?:ความ)?|ศูนย์|เจ้าหน้าที่|เคาน์เตอร์|จุดให้คำปรึกษา|หน่วยงาน|สถานทูต|บ้านพัก|องค์กร|พวกเขา|เขา|เรา"
    r"|สหภาพ)(?:ของคุณ|ช่วยเหลือ)?จะ(?:ต้อง)?(?:ปกป้อง|คุ้มครอง|ช่วยคุณ|ช่วยเหลือคุณ|ชนะ|แก้ปัญหา|หาที่|หาบ้าน)|~ชนะ"
    r"|จะไม่(?:มีวัน)?(?:บอก|แจ้ง|ติดต่อ)(?:ให้)?(?:กับ)?(?:นายจ้าง|เจ้านาย|บริษัท|ครอบครัว|ตม|ตำรวจ|ใคร)",
    "id": r"\b(?:polisi|pengacara|konter|loket|konselor|petugas|staf|kedutaan|selter|rumah aman|serikat|lembaga|mereka"
    r"|kami)(?: pasti| selalu)* (?:akan|pasti) (?:selalu |pasti )?(?:melindungi|membantu anda|menolong|menyelamatkan|menang"
    r"|memenangkan|menyelesaikan|mencarikan|menemukan tempat)|~menang\b"
    r"|\b(?:tidak akan|takkan)(?: pernah)? (?:memberi ?tahu|memberitahukan|melaporkan|menghubungi|melapor)(?: kepada"
    r"| ke)? (?:bos|majikan|keluarga|perusahaan|imigrasi|polisi|siapa ?pun|anda)",
    "pt": r"\b(?:polícia|advogad[oa]|balcão|atendente|embaixada|consulado|abrigo|sindicato|equipe|grupo de apoio|eles|elas"
    r"|nós) (?:vai|vão|vamos|irá|irão) (?:sempre |certamente )?(?:te |lhe |o |a )?(?:proteger|ajudar|salvar|ganhar|vencer"
    r"|resolver|encontrar um)|\b(?:polícia|advogad[oa]|balcão) (?:protegerá|ajudará|ganhará|vencerá|salvará|resolverá)"
    r"|~(?:ganhar|vencer) (?:o|a) (?:caso|ação|processo)|\b(?:não|nunca|ninguém) (?:vai|vão|vamos|irão|irá) (?:contar|dizer"
    r"|avisar|falar|denunciar|informar)|\b(?:vamos|iremos) (?:encontrar|achar|arranjar) um (?:lugar|abrigo)",
    "es": r"\b(?:policía|abogad[oa]|ventanilla|consulado|embajada|refugio|sindicato|personal|grupo de apoyo|ellos"
    r"|ellas) (?:siempre )?(?:(?:le|lo|la|te) )?(?:va a|van a|vamos a) (?:proteger|ayudar|salvar|ganar|resolver)"
    r"|\b(?:policía|abogad[oa]|ventanilla|consulado|embajada|refugio|sindicato"
    r"|personal) (?:siempre )?(?:(?:le|lo|la|te) )?(?:protegerá|ayudará|ganará|salvará|resolverá)"
    r"|\b(?:le|lo|la|te) (?:protegerán|ayudarán|salvarán|ayudaremos)|~ganar\b|\bganarás?\b"
    r"|\b(?:no|nunca) (?:(?:le|se lo) )?(?:(?:va|van|vamos) a (?:contar|decir|avisar|informar|denunciar)|dirán|contarán|avisarán"
    r"|diremos|avisaremos|se lo dirán)|\b(?:le |te )?(?:encontraremos|vamos a encontrar|conseguiremos) (?:le |te )?un (?:lugar"
    r"|refugio)",
    "ne": r"(?:प्रहरी|वकिल|काउन्टर|परामर्श केन्द्र|दूतावास|आश्रयस्थल|कर्मचारी|संस्था|उनीहरू"
    r"|हामी)(?:ले)?(?: तपाई[ँं](?:लाई|को))?(?: मुद्दा| समस्या| पक्कै| सधैँ| अवश्य| बस्ने ठाउँ)* (?:मद्दत |सुरक्षा |रक्षा "
    r"|समाधान |सहयोग )?(?:गर्ने|जोगाउने|बचाउने|जित्ने|खोजिदिने|भेट्टाइदिने) ?(?:छ|छन्|छौँ|छौं)(?!न)"
    r"|(?:मालिक|साहु|कम्पनी|परिवार|अध्यागमन|प्रहरी|कसै)लाई(?: कहिल्यै| पनि| कसैले)* (?:भन्ने|बताउने|खबर गर्ने|जानकारी दिने) ?छैन"
    r"|तपाई[ँं](?:ले)? मुद्दा जित्नुहुने ?छ",
    "my": r"(?:ရဲ|ရှေ့နေ|ကောင်တာ|တိုင်ပင်ရေးဌာန|သံရုံး|ဝန်ထမ်း|အဖွဲ့|သူတို့|ကျွန်ုပ်တို့|ကျွန်တော်တို့|ကျွန်မတို့)(?:တွေ)?(?:က"
    r"|ဟာ|သည်)? ?(?:သင့်ကို ?|သင့်အတွက် ?|အမှုကို ?|အမှု ?|သေချာပေါက် ?|နေစရာ ?)*(?:ကာကွယ်|ကူညီ|ကယ်တင်|အနိုင်ရ|နိုင်|ဖြေရှင်း"
    r"|ရှာ)(?:ပေး)?(?:ပါလိမ့်မယ်|ပါမယ်|မှာပါ|ပါမည်|ပါလိမ့်မည်)"
    r"|(?:အလုပ်ရှင်|သူဌေး|မိသားစု|လဝက|ရဲ|ဘယ်သူ)(?:ကို|ကိုမှ)(?:တော့)? ?(?:မပြောပါဘူး|(?:ပြော|အကြောင်းကြား|တိုင်)မှာ ?မဟုတ်"
    r"|မပြောပါ|အကြောင်းမကြားပါ)",
    "km": r"(?:ប៉ូលិស|នគរបាល|មេធាវី|បញ្ជរ|មន្ត្រី|បុគ្គលិក|ស្ថានទូត|ទីជម្រក|អង្គការ|សហជីព|ពួកគេ|គេ"
    r"|យើង)(?:ប្រាកដជា)?នឹង(?:តែងតែ)?(?:ការពារ|ជួយ|សង្គ្រោះ|ឈ្នះ|ដោះស្រាយ|រក(?:កន្លែង|ទី|ឱ្យ))|អ្នកនឹងឈ្នះ"
    r"|នឹងមិន(?:ដែល)?(?:ប្រាប់|រាយការណ៍|ជូនដំណឹង)(?:ទៅ|ដល់)?(?:ថៅកែ|និយោជក|ក្រុមហ៊ុន|គ្រួសារ|ប៉ូលិស|នរណា|អ្នកណា)",
}
FORBIDDEN = {
    "a promise of safety": SAFETY,
    "a promise of secrecy": SECRECY,
    "a promise about deportation or arrest": ARREST,
    "a guarantee": GUARANTEE,
    "a verdict": VERDICT,
}
"""Patterns by language; `zh` is in both ways of writing it, `ja` also in kana, as easy Japanese may write it."""
OUTCOMES = {
    "a promise about the visa": VISA,
    "a promise of money": MONEY,
    "a promise about a debt": DEBT,
    "a promise of what others will do": OTHERS,
    "a promise that it ends soon": SOON,
}
"""The same, of how things end: no promise in a sentence that asks or that UNLESS finds open."""

_SPACED = re.compile(r"(?<=[ぁ-ゖァ-ヺー一-鿿、]) +(?=[ぁ-ゖァ-ヺ一-鿿])")
_LETTERS = {"ja": "[ぁ-ヿ一-鿿％]", "zh": "[一-鿿]", "ko": "[가-힣]", "th": "[ก-๛]", "ne": "[ऀ-ॿ]", "my": "[က-႟]", "km": "[ក-៿]"}
_ENDS = {"th": re.compile(r"(?<!โดยทั่วไป)(?<!โดยหลักการ)(?<!ตามหลักการ)\s+")}
_END = re.compile(r"[.!?…。！？।။៕។\n]+")
"""What ends a sentence: in Thai also a space."""


def _compiled(pattern: str, language: str) -> re.Pattern[str]:
    """*pattern* as it is looked for; letters of either size where a language has two."""
    return re.compile(pattern.replace("~", f"(?:{WILL[language]})"), 0 if language in _LETTERS else re.IGNORECASE)


_LANGUAGES = {
    language: (
        re.compile(_LETTERS.get(language, "[a-z%]"), re.IGNORECASE),
        {name: _compiled(of[language], language) for name, of in FORBIDDEN.items()},
        {
            name: (_compiled(of[language], language), _compiled(UNLESS[language] + (f"|{FREE}" if of is DEBT else ""), language))
            for name, of in OUTCOMES.items()
        },
    )
    for language in GUARANTEE
}
"""Only patterns whose letters a text has are looked for in it: every text of every language passes here,
again and again where content is read anew: so what was found is kept."""


@lru_cache(maxsize=1 << 15)
def promise(text: str) -> str | None:
    """What *text* promises or judges, with the words that do; None for nothing. Easy Japanese hides none behind its readings."""
    text = unicodedata.normalize("NFC", text.replace("’", "'").replace("\N{ZERO WIDTH SPACE}", ""))
    text = _SPACED.sub("", bare(text))
    for language, (letters, forbidden, outcomes) in _LANGUAGES.items():
        if not letters.search(text):
            continue
        for name, pattern in forbidden.items():
            if found := pattern.search(text):
                return f"{name} (“{found.group()}”)"
        for name, (pattern, unless) in outcomes.items():
            if words := _flat(pattern, unless, text, _ENDS.get(language, _END)):
                return f"{name} (“{words}”)"
    return None


def _flat(pattern: re.Pattern[str], unless: re.Pattern[str], text: str, end: re.Pattern[str]) -> str | None:
    """The first words of *text* that fit *pattern* in a sentence that neither asks nor says *unless*; None for none."""
    for found in pattern.finditer(text):
        sentence = _sentence(text, found, end)
        if "?" not in sentence and "？" not in sentence and not unless.search(sentence):
            return found.group()
    return None


def _sentence(text: str, found: re.Match[str], end: re.Pattern[str]) -> str:
    """The sentence of *text* that *found* stands in, with the *end* of it."""
    start = max((one.end() for one in end.finditer(text, 0, found.start())), default=0)
    after = end.search(text, found.end())
    return text[start : after.end() if after else len(text)]
