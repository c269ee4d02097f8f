"""What no text may say, and the careful words beside it, in every language that Akari is served in."""

import unicodedata

import pytest

from content.hedges import UNLESS
from content.outcomes import WILL
from content.promises import FORBIDDEN, OUTCOMES, promise
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
VISA = "a promise about the visa"
MONEY = "a promise of money"
DEBT = "a promise about a debt"
OTHERS = "a promise of what others will do"
SOON = "a promise that it ends soon"
PROMISED = {
    "en": (
        (VISA, "You will get a visa."), (VISA, "Your visa will be extended."), (VISA, "You can stay in Japan."),
        (MONEY, "You will get your wages back."), (MONEY, "You'll be paid."), (MONEY, "You will receive compensation."),
        (DEBT, "You do not have to pay."), (DEBT, "Your debt is void."), (OTHERS, "The police will protect you."),
        (OTHERS, "If you call, the counter will help you."), (OTHERS, "The lawyer will win."),
        (OTHERS, "They will not tell your boss."), (OTHERS, "We will find you a place."), (SOON, "You will be free soon."),
    ),
    "ja": (
        (VISA, "ビザがもらえます。"), (VISA, "在留資格は必ず更新されます。"), (VISA, "日本にずっといられます。"),
        (MONEY, "給料を取り戻せます。"), (MONEY, "賠償金がもらえます。"), (DEBT, "その借金は無効です。"),
        (DEBT, "借金を返す必要はありません。"), (OTHERS, "警察があなたを守ってくれます。"), (OTHERS, "弁護士は必ず勝ちます。"),
        (OTHERS, "会社には絶対に言いません。"), (OTHERS, "住む所を見つけます。"), (SOON, "もうすぐ自由になれます。"),
    ),
    "ja-x-easy": (
        (VISA, "在留資格（ざいりゅうしかく）を もらえます。"), (VISA, "日本（にほん）に ずっと いられます。"),
        (MONEY, "給料（きゅうりょう）が もどって きます。"), (MONEY, "お金（かね）を もらえます。"),
        (DEBT, "借金（しゃっきん）は はらわなくて いいです。"), (OTHERS, "けいさつが あなたを まもって くれます。"),
        (OTHERS, "会社（かいしゃ）には いいません。"), (SOON, "すぐに じゆうに なれます。"),
    ),
    "zh": (
        (VISA, "您一定会拿到签证。"), (VISA, "您的签证会延期。"), (VISA, "您可以一直留在日本。"), (MONEY, "您会拿回工资。"),
        (MONEY, "老板一定会把工资付给您。"), (MONEY, "您将获得赔偿。"), (DEBT, "您不用还债。"), (DEBT, "这笔债务是无效的。"),
        (OTHERS, "警察会保护您。"), (OTHERS, "律师一定会打赢官司。"), (OTHERS, "他们绝对不会告诉您的老板。"),
        (OTHERS, "我们会给您找住的地方。"), (SOON, "您很快就会自由。"), (SOON, "一切都会结束的。"),
    ),
    "zh-TW": (
        (VISA, "您會拿到簽證。"), (VISA, "您的在留資格會獲得更新。"), (VISA, "您可以繼續留在日本。"), (MONEY, "您會拿回薪水。"),
        (MONEY, "公司一定會把錢還給您。"), (DEBT, "您不必還錢。"), (DEBT, "這筆債務無效。"), (OTHERS, "警方會保護您。"),
        (OTHERS, "律師會打贏官司。"), (OTHERS, "他們不會告訴您的雇主。"), (SOON, "您很快就會獲得自由。"),
    ),
    "ko": (
        (VISA, "비자를 받게 될 거예요."), (VISA, "체류 자격이 연장됩니다."), (VISA, "일본에 계속 머물 수 있습니다."),
        (MONEY, "임금을 돌려받을 거예요."), (MONEY, "보상금을 받게 됩니다."), (DEBT, "빚을 갚을 필요가 없습니다."),
        (DEBT, "그 빚은 무효입니다."), (OTHERS, "경찰이 당신을 지켜 줄 거예요."), (OTHERS, "변호사가 이길 것입니다."),
        (OTHERS, "사장에게 말하지 않을 거예요."), (OTHERS, "머물 곳을 찾아 드릴게요."), (SOON, "곧 자유로워질 거예요."),
    ),
    "vi": (
        (VISA, "Bạn sẽ được cấp visa."), (VISA, "Visa của bạn sẽ được gia hạn."), (VISA, "Bạn sẽ được ở lại Nhật."),
        (MONEY, "Bạn sẽ nhận lại được tiền lương."), (MONEY, "Bạn sẽ được bồi thường."), (DEBT, "Bạn không phải trả nợ."),
        (DEBT, "Khoản nợ này là vô hiệu."), (OTHERS, "Cảnh sát sẽ bảo vệ bạn."), (OTHERS, "Luật sư chắc chắn sẽ thắng."),
        (OTHERS, "Họ sẽ không nói với chủ của bạn."), (OTHERS, "Chúng tôi sẽ tìm chỗ ở cho bạn."),
        (SOON, "Bạn sẽ sớm được tự do."), (SOON, "Mọi chuyện sẽ ổn."),
    ),
    "tl": (
        (VISA, "Makakakuha ka ng visa."), (VISA, "Mae-extend ang visa mo."), (VISA, "Pwede kang manatili sa Japan."),
        (MONEY, "Makukuha mo ulit ang sahod mo."), (MONEY, "Mababayaran ka."), (MONEY, "Makakatanggap ka ng kompensasyon."),
        (DEBT, "Hindi mo kailangang bayaran ang utang."), (DEBT, "Walang bisa ang utang mo."),
        (OTHERS, "Poprotektahan ka ng pulis."), (OTHERS, "Mananalo ang abogado."), (OTHERS, "Hindi nila sasabihin sa amo mo."),
        (OTHERS, "Hahanapan ka namin ng matitirhan."), (SOON, "Makakalaya ka na."), (SOON, "Magiging maayos ang lahat."),
    ),
    "th": (
        (VISA, "คุณจะได้วีซ่า"), (VISA, "วีซ่าของคุณจะได้รับการต่ออายุ"), (VISA, "คุณอยู่ในญี่ปุ่นต่อได้"),
        (MONEY, "คุณจะได้ค่าจ้างคืน"),
        (MONEY, "คุณจะได้รับค่าชดเชย"), (DEBT, "คุณไม่ต้องใช้หนี้"), (DEBT, "หนี้นี้เป็นโมฆะ"), (OTHERS, "ตำรวจจะคุ้มครองคุณ"),
        (OTHERS, "ทนายความจะชนะ"), (OTHERS, "พวกเขาจะไม่บอกนายจ้างของคุณ"), (OTHERS, "เราจะหาที่พักให้คุณ"),
        (SOON, "คุณจะเป็นอิสระในไม่ช้า"),
    ),
    "id": (
        (VISA, "Anda akan mendapatkan visa."), (VISA, "Visa Anda akan diperpanjang."),
        (VISA, "Anda bisa tetap tinggal di Jepang."),
        (MONEY, "Anda akan menerima kembali upah Anda."), (MONEY, "Anda pasti akan dibayar."),
        (MONEY, "Anda akan mendapat ganti rugi."),
        (DEBT, "Anda tidak perlu membayar utang."), (DEBT, "Utang itu tidak sah."), (OTHERS, "Polisi akan melindungi Anda."),
        (OTHERS, "Pengacara akan menang."), (OTHERS, "Mereka tidak akan memberi tahu majikan Anda."),
        (OTHERS, "Kami akan mencarikan tempat tinggal."), (SOON, "Anda akan segera bebas."),
    ),
    "pt": (
        (VISA, "Você vai receber um visto."), (VISA, "Seu visto será renovado."), (VISA, "Você pode ficar no Japão."),
        (MONEY, "Você vai receber o salário de volta."), (MONEY, "Você será indenizada."), (DEBT, "Você não precisa pagar."),
        (DEBT, "Essa dívida é nula."), (OTHERS, "A polícia vai te proteger."), (OTHERS, "O advogado vai ganhar."),
        (OTHERS, "Eles não vão contar ao seu patrão."), (OTHERS, "Vamos encontrar um lugar para você."),
        (SOON, "Você logo estará livre."),
    ),
    "es": (
        (VISA, "Usted recibirá una visa."), (VISA, "Le renovarán la visa."), (VISA, "Podrá quedarse en Japón."),
        (MONEY, "Va a recuperar su salario."), (MONEY, "Le pagarán."), (MONEY, "Recibirá una indemnización."),
        (DEBT, "No tiene que pagar."), (DEBT, "Esa deuda es nula."), (OTHERS, "La policía le protegerá."),
        (OTHERS, "El abogado va a ganar."), (OTHERS, "No le dirán nada a su jefe."), (OTHERS, "Le encontraremos un lugar."),
        (SOON, "Pronto será libre."),
    ),
    "ne": (
        (VISA, "तपाईंले भिसा पाउनुहुनेछ।"), (VISA, "तपाईंको भिसा थपिनेछ।"), (VISA, "तपाईं जापानमा बस्न पाउनुहुनेछ।"),
        (MONEY, "तपाईंले तलब फिर्ता पाउनुहुनेछ।"), (MONEY, "तपाईंलाई क्षतिपूर्ति दिइनेछ।"), (DEBT, "तपाईंले ऋण तिर्नु पर्दैन।"),
        (DEBT, "त्यो ऋण अमान्य हो।"), (OTHERS, "प्रहरीले तपाईंलाई सुरक्षा गर्नेछ।"), (OTHERS, "वकिलले मुद्दा जित्नेछ।"),
        (OTHERS, "उनीहरूले मालिकलाई भन्ने छैनन्।"), (SOON, "तपाईं चाँडै स्वतन्त्र हुनुहुनेछ।"),
    ),
    "my": (
        (VISA, "သင် ဗီဇာ ရပါလိမ့်မယ်။"), (VISA, "သင့်ဗီဇာ သက်တမ်းတိုးပေးပါမယ်။"), (VISA, "သင် ဂျပန်မှာ ဆက်နေရပါမယ်။"),
        (MONEY, "သင့်လုပ်ခကို ပြန်ရပါမယ်။"), (MONEY, "လျော်ကြေး ရပါလိမ့်မယ်။"), (DEBT, "အကြွေးကို ဆပ်စရာ မလိုပါဘူး။"),
        (DEBT, "ဒီအကြွေးက တရားမဝင်ပါဘူး။"), (OTHERS, "ရဲက သင့်ကို ကာကွယ်ပေးပါလိမ့်မယ်။"),
        (OTHERS, "ရှေ့နေက အမှုကို အနိုင်ရပါလိမ့်မယ်။"),
        (OTHERS, "သူတို့က သင့်အလုပ်ရှင်ကို ပြောမှာ မဟုတ်ပါဘူး။"), (SOON, "မကြာခင် လွတ်မြောက်ပါလိမ့်မယ်။"),
    ),
    "km": (
        (VISA, "អ្នកនឹងទទួលបានទិដ្ឋាការ។"), (VISA, "ទិដ្ឋាការរបស់អ្នកនឹងត្រូវបានបន្ត។"),
        (VISA, "អ្នកអាចបន្តស្នាក់នៅក្នុងប្រទេសជប៉ុនបាន។"),
        (MONEY, "អ្នកនឹងទទួលបានប្រាក់ឈ្នួលមកវិញ។"), (MONEY, "អ្នកនឹងទទួលបានសំណង។"), (DEBT, "អ្នកមិនចាំបាច់សងបំណុលទេ។"),
        (DEBT, "បំណុលនេះគ្មានសុពលភាព។"), (OTHERS, "ប៉ូលិសនឹងការពារអ្នក។"), (OTHERS, "មេធាវីនឹងឈ្នះ។"),
        (OTHERS, "ពួកគេនឹងមិនប្រាប់ថៅកែរបស់អ្នកទេ។"), (OTHERS, "យើងនឹងរកកន្លែងឱ្យអ្នក។"), (SOON, "អ្នកនឹងមានសេរីភាពឆាប់ៗ។"),
    ),
}
HONEST = {
    "en": (
        "You may get a visa.", "You can ask whether you will get your wages back.",
        "We cannot promise that the police will protect you.",
        "As a rule, they will not tell your boss.", "Will they tell your boss?",
        "If the court decides so, you do not have to pay.",
        "A contract that ties a loan to work has no legal force.", "You can stay with the person and listen.",
        "A lawyer can tell you whether the debt is void.",
    ),
    "ja": (
        "ビザがもらえることがあります。", "給料を取り戻せるかもしれません。", "警察が守ってくれるとは約束できません。",
        "原則として、会社には知らせません。", "借金を返す必要がないと裁判所が認めた例もあります。", "ビザはもらえますか。",
        "そのような借金は無効とした裁判があります。",
    ),
    "ja-x-easy": (
        "ビザを もらえるかも しれません。", "給料（きゅうりょう）が もどるか、弁護士（べんごし）に 聞（き）けます。",
        "けいさつが まもって くれるとは、やくそく できません。",
        "会社（かいしゃ）に いいますか。と 先（さき）に 聞（き）けます。",
        "日本（にほん）に いられるか、まだ わかりません。",
    ),
    "zh": (
        "您可能会拿到签证。", "您可以问律师能不能拿回工资。", "没有人能保证警察会保护您。", "原则上，他们不会告诉雇主。",
        "如果法院认定债务无效，您不用还债。", "您会拿回工资吗？", "这样的合同没有法律效力。",
    ),
    "zh-TW": (
        "您可能會拿到簽證。", "您可以問律師能不能拿回薪水。", "沒有人能保證警察會保護您。", "原則上，他們不會告訴雇主。",
        "您會拿回薪水嗎？",
    ),
    "ko": (
        "비자를 받을 수도 있어요.", "임금을 돌려받을 수 있는지 물어볼 수 있어요.", "경찰이 지켜 줄 거라고 약속할 수 없어요.",
        "원칙적으로 사장에게 알리지 않습니다.", "비자를 받을 수 있나요?", "법원이 인정하면 빚을 갚을 필요가 없습니다.",
    ),
    "vi": (
        "Bạn có thể được cấp visa.", "Bạn có thể hỏi liệu bạn sẽ được trả lương không.",
        "Chúng tôi không thể hứa rằng cảnh sát sẽ bảo vệ bạn.",
        "Về nguyên tắc, họ sẽ không báo cho chủ.", "Tôi có phải trả nợ không?",
        "Nếu tòa quyết định như vậy, bạn không phải trả nợ.",
    ),
    "tl": (
        "Baka makakuha ka ng visa.", "Pwede kang magtanong kung makukuha mo ang sahod mo.",
        "Hindi namin maipapangako na poprotektahan ka ng pulis.", "Karaniwan, hindi nila sasabihin sa amo mo.",
        "Mababayaran ba ako?",
        "Walang makakapangako na makakalaya ka agad.",
    ),
    "th": (
        "คุณอาจจะได้วีซ่า", "คุณถามได้ว่าจะได้ค่าจ้างคืนหรือไม่", "เราสัญญาไม่ได้ว่าตำรวจจะคุ้มครองคุณ",
        "โดยทั่วไป พวกเขาจะไม่บอกนายจ้าง",
        "คุณจะได้ค่าจ้างคืนไหม",
    ),
    "id": (
        "Anda mungkin akan mendapatkan visa.", "Anda bisa bertanya apakah Anda akan dibayar.",
        "Kami tidak bisa menjanjikan bahwa polisi akan melindungi Anda.",
        "Pada prinsipnya, mereka tidak akan memberi tahu majikan.",
        "Jika pengadilan memutuskan begitu, Anda tidak perlu membayar utang.",
    ),
    "pt": (
        "Você talvez receba um visto.", "Você pode perguntar se vai receber o salário de volta.",
        "Não podemos prometer que a polícia vai te proteger.", "Em regra, eles não vão contar ao patrão.",
        "Se o tribunal decidir assim, você não precisa pagar.",
    ),
    "es": (
        "Puede que reciba una visa.", "Puede preguntar si va a recuperar su salario.",
        "Nadie puede prometer que la policía le protegerá.",
        "En principio, no le dirán nada a su jefe.", "Si el tribunal lo decide así, no tiene que pagar.",
        "¿Tengo que pagar la deuda?",
    ),
    "ne": (
        "तपाईंले भिसा पाउन सक्नुहुन्छ।", "तपाईंले तलब फिर्ता पाउनुहुनेछ कि छैन, सोध्न सक्नुहुन्छ।",
        "प्रहरीले सुरक्षा गर्नेछ भन्ने वाचा गर्न सकिँदैन।", "सामान्यतया, उनीहरूले मालिकलाई भन्ने छैनन्।",
        "के तपाईंले ऋण तिर्नु पर्दैन?",
    ),
    "my": (
        "သင် ဗီဇာ ရနိုင်ပါတယ်။", "လုပ်ခ ပြန်ရမလား ရှေ့နေကို မေးနိုင်ပါတယ်။", "ရဲက ကာကွယ်ပေးပါလိမ့်မယ်လို့ ကတိမပေးနိုင်ပါဘူး။",
        "အများအားဖြင့် သူတို့က အလုပ်ရှင်ကို ပြောမှာ မဟုတ်ပါဘူး။", "အကြွေးကို ဆပ်စရာ မလိုဘူးလား။",
    ),
    "km": (
        "អ្នកប្រហែលជានឹងទទួលបានទិដ្ឋាការ។", "អ្នកអាចសួរថា តើអ្នកនឹងទទួលបានប្រាក់ឈ្នួលមកវិញឬទេ។",
        "យើងមិនអាចសន្យាថាប៉ូលិសនឹងការពារអ្នកទេ។",
        "ជាទូទៅ ពួកគេនឹងមិនប្រាប់ថៅកែទេ។", "ប្រសិនបើតុលាការសម្រេចដូច្នេះ អ្នកមិនចាំបាច់សងបំណុលទេ។",
    ),
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


@pytest.mark.parametrize(("kind", "text"), [pair for pairs in PROMISED.values() for pair in pairs])
def test_nobody_is_told_how_it_will_end(kind: str, text: str) -> None:
    """Nobody hopes for a visa, for money or for somebody's help because a text here said it would come."""
    assert (promise(text) or "").startswith(kind)


@pytest.mark.parametrize("text", [text for texts in HONEST.values() for text in texts])
def test_what_may_happen_can_be_said(text: str) -> None:
    """People still read what is possible, what they can ask, and what the law says."""
    assert promise(text) is None


def test_how_it_ends_is_watched_in_every_language() -> None:
    """Whatever language a person reads, every kind of promise is looked for, and enough of both sides is tried."""
    assert set(PROMISED) == set(HONEST) == set(TAGS)
    assert all({*patterns, "zh-TW"} == set(LANGUAGES) for patterns in (WILL, UNLESS, *OUTCOMES.values()))
    assert all({kind for kind, _ in pairs} == set(OUTCOMES) for pairs in PROMISED.values())
    assert all(len(PROMISED[tag]) >= 6 and len(HONEST[tag]) >= 4 for tag in TAGS)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody can promise this. You will get a visa.", "約束できません。でもビザがもらえます。",
        "没有人能保证。但是您会拿到签证。",
        "เราสัญญาไม่ได้ แต่คุณจะได้วีซ่า",
    ],
)
def test_careful_words_excuse_no_other_sentence(text: str) -> None:
    """A careful sentence beside it does not make a promise honest."""
    assert promise(text)
