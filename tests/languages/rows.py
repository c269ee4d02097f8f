"""Messages as people type them, by language: with typing errors, without accents, code-switched, romanised."""

ROWS: dict[str, str] = {
    "en": """
my boss took my passport
i dont no wat to do pls
they dont pay me since 3 month
can i change company
i am locked in a room please send police
where can i get help in osaka
is this human trafficking
how do i call 110?
my freind has no visa
i want go home to my country
he hit me evry day
what happend if i run away
plese help me find lawyer
wich number for ambulance
the job is diferent from contract
am i a victim
no salary for two months boss say wait
can u speak tagalog
who reads my messages
i need a doctor who speaks portuguese
tell me about the action plan
my husband took my residence card
do i have to pay
is it safe to write here
boss keep my phone and passport in the safe
i work 15 hours a day no break
they say i owe 1 million yen
i ran away from my company in gifu
police will arrest me?
my visa expires tomorrow
what is a technical intern
i want to talk to a real person
we are five girls in one room
pls call me after 5 pm
my contract says 8 hours
he said he will call immigration
i was cheated by the broker in vietnam
do you have an office in nagoya
i have pain in my back from work
can my wife come to japan
nobody pays us overtime
give me the phone number of the embassy
how long can i stay in the shelter
someone is following me now
they want me to carry a bag to the airport
thank you so much for your help
ok i will call them tomorrow
why do they ask my residence card number
my manager touches me at work
im pregnant and they told me to go home
it is not what they promised
can i report anonimously
whats the law about passports
i dont understand japanese letter from city hall
should i sign this paper
help me change my job please
is there someone who can interpret
i am filipino working in a bar in gunma
they cut my pay for the dormitory
boss is angry and shouting all day
my kid is sick and no insurance
can i get my deposit back
the agency took half of my money
i feel very sad and tired
what languages do you speak
I AM SCARED OF MY EMPLOYER
good morning i have a question about my contract
i came here by student visa but only work
they took all our phones
how to get my unpaid wages
""",
    "ja": """
パスポートを取られました
給料が払われていません
助けてください
会社を辞めたいです
どこに相談すればいいですか
社長に殴られました
たすけて
ビザが切れそうです
技能実習生です、残業代がもらえません
私は被害者ですか
大阪の窓口を教えて
友達がこまっています
電話番号はなんですか
にほんごすこしわかります
しごとがちがいます
かいしゃがパスポートをかえしてくれません
日本語が少しできます。やさしい日本語でお願いします
人身取引って何
匿名で通報できる?
寮から出られない
妊娠したら帰れと言われました
こわいです
きゅうりょうをもらっていません
タスケテクダサイ
在留カードを会社が持っています
やめたら罰金100万円と言われた
旅券没収
賃金未払
在留資格
入管
残業代未払
技能実習生
強制帰国
会社倒産給料未払
電話番号
相談窓口
無料相談
労働基準監督署
大阪
tasukete kudasai
pasupooto wo toraremashita
kaisha ga kyuuryou wo harattekuremasen
watashi wa betonamujin desu
doko ni soudan shimasu ka
shachou ga kowai desu
shigoto wo yametai
nihongo wakarimasen
kyuryo moraenai desu
visa ga kireru dou shitara ii desu ka
tomodachi ga komatte imasu
nigetai desu kedo kowai
keisatsu ni itte mo daijoubu desu ka
onegai shimasu tasukete
konnichiwa soudan shitai desu
ie ni kaeritai desu
passport torareta doushiyou
zangyou dai ga demasen
ryou kara deraremasen
boss ga 怖いです
VISAの更新について
passport を取られた
helpしてほしい
LINEで相談できますか
SNSで知り合った人に騙された
ｶｲｼｬｶﾞﾊﾟｽﾎﾟｰﾄｦｶｴｼﾃｸﾚﾏｾﾝ
おかねがありません
うちにかえりたい
子どもの学校はどうすればいいですか
店をやめさせてもらえない
毎日12時間働いています
英語で話せる人はいますか
""",
    "zh": """
我的护照被老板拿走了
他们不给我工资
我想回国
请问在哪里可以求助
老板打我
我被关在房间里
这是人口贩卖吗
需要翻译
公司不让我辞职
我的签证明天到期
怎么报警
中介收了我很多钱
""",
    "zh-TW": """
我的護照被老闆拿走了
他們不給我薪水
我想回國
請問在哪裡可以求助
老闆打我
我被關在房間裡
這是人口販賣嗎
需要翻譯
公司不讓我辭職
我的簽證明天到期
怎麼報警
仲介收了我很多錢
""",
    "ko": """
여권을 빼앗겼어요
월급을 못 받았습니다
도와주세요
집에 가고 싶어요
사장이 때려요
회사를 바꿀 수 있나요
살려주세요 ㅠㅠ
비자가 곧 끝나요
상담하고 싶어요
저는 피해자인가요
""",
    "th": """
นายจ้างยึดพาสปอร์ตของฉัน
ไม่ได้รับเงินเดือนสามเดือนแล้ว
ช่วยด้วย
อยากกลับบ้าน
ฉันถูกขังอยู่ในห้อง
ขอความช่วยเหลือได้ที่ไหน
เปลี่ยนงานได้ไหม
วีซ่าหมดอายุพรุ่งนี้
เจ้านายตีฉัน
พูดภาษาไทยได้ไหมคะ
""",
    "ne": """
मेरो राहदानी मालिकले लिएको छ
तलब पाएको छैन
मलाई सहयोग चाहियो
म घर फर्कन चाहन्छु
मालिकले कुट्छ
कहाँ सम्पर्क गर्ने
भिसा सकिँदैछ
म थुनिएको छु
यो मानव बेचबिखन हो
नेपाली बोल्ने मान्छे छ
""",
    "my": """
ကျွန်တော့်ပတ်စပို့ကို သူဌေးက ယူထားတယ်
လစာမရသေးဘူး
ကူညီပါ
အိမ်ပြန်ချင်တယ်
အလုပ်ပြောင်းလို့ရလား
သူဌေးက ရိုက်တယ်
ဗီဇာကုန်တော့မယ်
ဘယ်ကိုဆက်သွယ်ရမလဲ
အခန်းထဲမှာ ပိတ်ထားတယ်
မြန်မာလိုပြောတတ်သူရှိလား
""",
    "km": """
ថៅកែយកលិខិតឆ្លងដែនរបស់ខ្ញុំ
ខ្ញុំមិនបានទទួលប្រាក់ខែ
ជួយផង
ខ្ញុំចង់ទៅផ្ទះវិញ
ខ្ញុំអាចប្តូរការងារបានទេ
ថៅកែវាយខ្ញុំ
ទិដ្ឋាការជិតផុតកំណត់
តើត្រូវទាក់ទងទៅណា
ខ្ញុំត្រូវគេចាក់សោ
មានអ្នកចេះភាសាខ្មែរទេ
""",
    "vi": """
tôi bị công ty giữ hộ chiếu
toi bi giu ho chieu
toi chua duoc tra luong 3 thang
em muốn đổi việc
em muon ve nuoc
giúp tôi với
làm sao để báo cảnh sát
lam sao de goi canh sat
chủ đánh tôi
toi so lam, khong biet hoi ai
có ai nói tiếng việt không
visa cua toi sap het han
toi la thuc tap sinh
cong ty khong cho toi nghi viec
tôi bị nhốt trong phòng
ban toi bi lua
""",
    "tl": """
kinuha ng amo ko ang pasaporte ko
hindi ako binabayaran
gusto ko na umuwi
tulungan nyo po ako
nakakulong ako sa kwarto
yung boss ko kinuha passport ko
paano po mag report
3 months na walang sahod
pwede ba ako lumipat ng company
sinasaktan ako ng asawa ko
natatakot po ako sa amo ko
may tagalog po ba kayo
ilang araw na kaming hindi kumakain
saan po ako pwede humingi ng tulong
biktima ba ako
bawal po kami lumabas ng dorm
""",
    "id": """
paspor saya diambil majikan
gaji saya belum dibayar
saya mau pulang ke indonesia
tolong bantu saya
saya dikunci di kamar
bos saya memukul saya
bagaimana cara lapor polisi
apakah ini perdagangan orang
visa saya habis besok
boleh ganti perusahaan tidak
saya tidak bisa bahasa jepang
teman saya kabur dari pabrik
sudah 3 bulan tidak digaji
nggak boleh keluar dari mess
saya takut sama bos
ada yang bisa bahasa indonesia
""",
    "pt": """
meu patrao pegou meu passaporte
não recebi meu salário
quero voltar para o brasil
preciso de ajuda por favor
estou trancada no quarto
como faco para denunciar
a empresa nao deixa eu sair do emprego
meu visto vence amanha
ele me bate todo dia
onde fica o consulado
tem alguem que fala portugues
me cobraram uma divida muito alta
trabalho na fabrica 14 horas por dia
sou vitima de trafico?
minha amiga esta sendo ameacada
o empreiteiro descontou tudo do pagamento
""",
    "es": """
mi jefe me quito el pasaporte
no me pagan el sueldo
quiero volver a mi pais
necesito ayuda por favor
estoy encerrada en un cuarto
cómo puedo denunciar
la empresa no me deja renunciar
mi visa vence mañana
el me golpea todos los dias
donde esta el consulado de peru
hay alguien que hable español
me cobran una deuda muy grande
trabajo 14 horas al dia sin descanso
soy victima de trata?
mi amiga esta en peligro
el contratista descuenta todo de mi pago
""",
    "und": """
помогите мне пожалуйста
у меня забрали паспорт
أريد المساعدة من فضلك
صاحب العمل أخذ جواز سفري
আমার পাসপোর্ট নিয়ে নিয়েছে
මට උදව් කරන්න
""",
}
"""At least 14 languages, one message a line."""

STICKY: tuple[tuple[str, str, str], ...] = (
    ("help", "ja", "ja"),
    ("ok", "ja", "ja"),
    ("visa", "vi", "vi"),
    ("HELP", "ko", "ko"),
    ("passport", "th", "th"),
    ("110", "ja", "ja"),
    ("👍", "tl", "tl"),
    ("👍", "en", "en"),
    ("...", "my", "my"),
    ("東京", "ja", "ja"),
    ("東京", "en", "en"),
    ("救命", "ja", "ja"),
    ("工資", "ja", "ja"),
    ("給料", "ja", "ja"),
    ("はい", "ja-x-easy", "ja-x-easy"),
    ("パスポートがありません", "ja-x-easy", "ja-x-easy"),
    ("tasukete kudasai", "ja-x-easy", "ja-x-easy"),
    ("はい", "en", "ja"),
    ("パスポートを取られました", "en", "ja"),
    ("my boss took my passport", "ja", "en"),
    ("my boss took my passport", "vi", "en"),
    ("tasukete kudasai onegai", "en", "ja"),
    ("mi jefe me quito el pasaporte", "en", "es"),
    ("toi bi giu ho chieu", "en", "vi"),
    ("여권을 빼앗겼어요", "en", "ko"),
    ("我的护照被老板拿走了", "ja", "zh"),
    ("我的護照被老闆拿走了", "en", "zh-TW"),
    ("thank you", "ja", "ja"),
    ("yes please", "pt", "pt"),
    ("no", "es", "es"),
    ("osaka", "ja", "ja"),
    ("LINE", "th", "th"),
    ("saya", "en", "en"),
    ("ok thanks", "ne", "ne"),
    ("my boss said 死ね to me yesterday", "en", "en"),
    ("Shinjuku", "en", "en"),
    ("Nguyen Van A", "ja", "ja"),
    ("ありがとう thank you", "en", "ja"),
    ("hello", "en-US", "en"),
    ("hello", "zh-Hant", "zh-TW"),
    ("wo de huzhao bei laoban nazou le", "zh-TW", "zh-TW"),
    ("wo de huzhao bei laoban nazou le", "zh", "zh"),
    ("hello", "fil", "tl"),
)
"""Text, the person's language so far, what it must stay or become."""

ALONE: tuple[tuple[str, str], ...] = (
    ("help", "en"),
    ("ok", "en"),
    ("visa", "en"),
    ("", "und"),
    ("😀😀", "und"),
    ("12345", "und"),
    ("???", "und"),
    ("\u202e\u200b", "und"),
    ("tasukete", "ja"),
    ("giúp tôi", "vi"),
    ("tolong saya", "id"),
    ("はい", "ja"),
    ("네", "ko"),
    ("да", "und"),
)
"""Text with no language known before."""

NEIGHBOURS: tuple[tuple[str, str], ...] = (
    ("mujhe bachao malik mujhe maar raha hai", "ne"),
    ("mera passport malik ke paas hai", "ne"),
    ("mujhe kamre mein band kar diya hai", "ne"),
    ("मुझे बचाओ मालिक मुझे मार रहा है", "ne"),
    ("majikan saya ambil pasport saya", "id"),
    ("tolong saya, bos tak bagi gaji", "id"),
    ("saya nak balik kampung tapi majikan pegang pasport", "id"),
)
"""Hindi and Malay, and the language of ours that who writes them can most likely read."""


def rows() -> list[tuple[str, str]]:
    """Language and message, all of them."""
    return [(language, row) for language, block in ROWS.items() for row in block.strip().splitlines()]
