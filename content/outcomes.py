"""Words that promise how it ends for a person: the visa, money, a debt, and how soon; data of promises.py."""

WILL = {
    "en": r"\byou(?:'ll| will| shall|'re going to| are going to) (?:(?:definitely|surely|certainly|always|soon|also|then"
    r"|still) )*",
    "ja": r"(?:は|を|が|も)(?:必ず|かならず|きっと|ちゃんと|全部|ぜんぶ|全額|すべて|すぐに?|また|、)*",
    "zh": r"[您你][们們]?(?:一定|肯定|必定|就|都|也|很快|[马馬]上|最[终終]|[将將])*(?:[会會能]|[将將])(?:能|很快|再|全部|一直)*",
    "ko": r"(?:을|를|이|가|은|는|도)? (?:반드시 |꼭 |곧 |금방 |확실히 |모두 |전부 |다시 |다 )*",
    "vi": r"\b(?:bạn|quý vị|anh chị|em) (?:chắc chắn |nhất định |rồi |cũng )*sẽ (?:chắc chắn |nhất định |sớm |luôn |cũng )*",
    "tl": r" (?:mo|ka)(?: na| rin| ulit| agad| talaga| nang buo| pabalik)*",
    "th": r"(?<!ว่า)(?<!ให้)คุณ(?:ก็|ย่อม|กำลัง)?(?:จะ|ต้อง)(?:ต้อง)?",
    "id": r"\b(?:anda|kamu) (?:juga |pasti |tentu |segera )*(?:akan|pasti|bakal|tentu) (?:pasti |segera |selalu |juga |bisa "
    r"|dapat )*",
    "pt": r"\b(?<!não )(?:vai|irá|vão|irão) (?:logo |certamente |sempre |também |poder |conseguir )*",
    "es": r"\b(?<!no )(?:va|vas|van) a (?:poder |lograr |conseguir )*",
    "ne": r"तपाई[ँं](?:ले|लाई|को|का)? (?:अवश्य |पक्कै |पनि |पूरा |चाँडै )*",
    "my": r"(?:သင်|ခင်ဗျား|ရှင်)(?:က|ဟာ|သည်)? ?(?:သေချာပေါက် ?|မကြာခင် ?)*",
    "km": r"អ្នក(?:ប្រាកដជា|ច្បាស់ជា|ក៏)?នឹង(?:អាច|ពិតជា|ទទួល)?(?:បាន)?",
}
"""“You will” where a language says so, else what stands between a thing and what becomes of it: ~ in the patterns."""

VISA = {
    "en": r"~(?:get|receive|be (?:given|granted|issued)|obtain|have|keep|not lose) (?:\w+ ){0,3}(?:visa|residence|status"
    r"|permit)\b|\bimmigration will (?:extend|renew|give you|grant|let you)"
    r"|\b(?:visa|residence|status|permit|stay) will (?:\w+ly )?be (?:extended|renewed|granted|approved|given|issued|changed)"
    r"|(?:\byou can |~(?:be (?:able|allowed) to )?)(?:legally )?(?:stay|remain|live)(?: on| legally| here| in japan"
    r"| forever)*(?: ?[.!]|$)",
    "ja": r"(?:ビザ|在留資格|ざいりゅうしかく|在留(?:特別)?許可|在留期間|滞在)~(?:もらえ|[取と]れ|得られ|[出で]"
    r"|(?:更新|延長|変更)(?:され|でき)|[延の]び|(?:認め|みとめ|与え)られ)ます(?!か)"
    r"|(?:ビザ|在留資格|ざいりゅうしかく)~(?:なくなり|なくし|失い|失われ|取り消され)ません(?!か)"
    r"|(?:日本|にほん|[国くに])に(?:ずっと|このまま|これからも|引き続き|ひきつづき)*(?:いられ"
    r"|(?:[住す]み続け|いつづけ|すみつづけ)られ|[住す]め|[残のこ]れ|滞在でき)ます(?!か)",
    "zh": r"~(?:得到|拿到|[获獲]得|取得|有|[领領]到|保住)[^，。！？]{0,6}(?:[签簽][证證]|在留[资資]格|居留|身[份分])"
    r"|(?:[签簽][证證]|在留[资資]格|居留(?:[资資]格|[许許]可|期限|期)?)(?:就|都|一定|肯定|也|很快)*(?:[会會]|[将將])(?:自[动動]"
    r"|被|得到|[获獲]得|很快)*(?:延[长長期]|[续續][签簽]|更新|批准|通[过過]|批下|下[来來]|保住|[发發]放)"
    r"|不[会會]失去(?:[签簽][证證]|在留[资資]格|居留)|[您你](?:一定|就|都|[还還])*(?:可以|[会會]|能)(?:[继繼][续續]|一直|合法地?"
    r"|永[远遠]|留下[来來]|安心)*(?:留|住|待|呆)在日本",
    "ko": r"(?:비자|체류 ?자격|체류 ?허가|체류 ?기간|영주권)~(?:받(?:습니다|아요|게 됩니다|게 돼요"
    r"|(?:을|으실|게 될|을 수 있을|으실 수 있을) (?:거예|것입|겁니|것이))|나(?:옵니다|와요|올 (?:거예|것입|겁니))"
    r"|(?:연장|갱신|유지|승인|발급|변경|허가)(?:됩니다|돼요|될 (?:거예|것입|겁니)))"
    r"|(?:비자|체류 ?자격)~(?:잃지|취소되지) 않(?:습|아|을 (?:거|것|겁))"
    r"|일본에(?:서)? (?:계속 |합법적으로 |앞으로도 )*(?:있을|머물|머무를|살|지낼|남을|체류할) 수 있(?:습니다|어요)(?!\?)",
    "vi": r"~(?:được (?:cấp|nhận|gia hạn|giữ|có)|có(?: được)?|nhận được|giữ được|xin được|lấy được"
    r"|không (?:bị )?mất) (?:\w+ ){0,2}(?:visa|thị thực|tư cách lưu trú|giấy phép (?:lưu|cư) trú)"
    r"|\b(?:visa|thị thực|tư cách lưu trú)(?: của bạn)? (?:chắc chắn |nhất định )*sẽ (?:chắc chắn |sớm )?được (?:gia hạn|cấp|giữ"
    r"|duyệt|chấp)|~(?:được )?(?:phép )?(?:tiếp tục )?(?:ở lại|sống)(?: hợp pháp)?(?: (?:ở|tại))? Nhật"
    r"|\bbạn được (?:phép )?(?:tiếp tục )?ở lại (?:ở |tại )?Nhật",
    "tl": r"\b(?:makakakuha|makakatanggap|magkakaroon|(?:ma)?bibigyan|mabibigyan)~ ng (?:bago(?:ng)? )?(?:visa|status|permit"
    r"|permiso)|\b(?:mae-?extend|ie-?extend|mare-?renew|ire-?renew|hahaba|mapapahaba|papahabain|aaprubahan"
    r"|maaaprubahan)(?: nila)? ang (?:iyong )?(?:visa|status|pananatili)|\bmakukuha~ ang (?:iyong )?(?:visa|status)"
    r"|\bhindi (?:mawawala|makakansela) ang (?:iyong )?visa|\b(?:makakapanatili|makakatira|mananatili"
    r"|(?:pwede|puwede|maaari) kang (?:manatili|tumira))(?: ka)?(?: na)?(?: nang legal)? (?:sa|dito sa) japan",
    "th": r"~(?:ได้(?:รับ)?|มี)(?:การ)?(?:ต่ออายุ|ต่อ)?(?:วีซ่า|สถานะ|สถานภาพ|ใบอนุญาต|สิทธิ์?พำนัก)"
    r"|วีซ่า(?:ของคุณ)?จะ(?:ได้รับการ|ได้รับ|ได้|ถูก)?(?:ต่อ|ขยาย|อนุมัติ|ออก)"
    r"|(?:คุณ|วีซ่า(?:ของคุณ)?)จะไม่(?:เสีย|ถูกยกเลิก|สูญเสีย|หมด)(?:วีซ่า)?"
    r"|คุณ(?:จะ)?(?:สามารถ)?(?:ได้)?(?:อยู่|พำนัก|อาศัย)(?:อยู่)?(?:ต่อ)?(?:ใน|ที่)?(?:ประเทศ)?ญี่ปุ่น(?:ต่อ)?(?:ไป)?(?:ได้"
    r"|แน่นอน)|คุณจะได้อยู่(?:ต่อ|ญี่ปุ่น)",
    "id": r"~(?:mendapat(?:kan)?|memperoleh|menerima|diberi(?:kan)?|punya|memiliki|tidak kehilangan) (?:\w+ ){0,2}(?:visa"
    r"|izin tinggal|status)|\b(?:visa|izin tinggal|status tinggal)(?: anda)? (?:pasti |tentu )*akan (?:pasti "
    r"|segera )*(?:diperpanjang|diberikan|disetujui|keluar|terbit)"
    r"|(?:~|\banda (?:bisa|dapat|boleh) )(?:tetap |diizinkan |terus )*(?:tinggal|menetap) (?:secara legal )?di jepang",
    "pt": r"(?:~(?:receber|obter|conseguir|ter|ganhar|tirar|manter)"
    r"|\b(?<!não )(?:receberá|obterá|terá|conseguirá|manterá)) (?:\w+ ){0,2}(?:visto|status|permissão de residência)\b"
    r"|\b(?:visto|status|permanência|residência) (?:vai ser|será) (?:renovad|prorrogad|concedid|aprovad|estendid)"
    r"|\bnão (?:vai perder|perderá) (?:o |seu |o seu )*visto|(?:~|\b(?:você|te) pode |\bpoderá )(?:ficar|permanecer"
    r"|continuar)(?: legalmente)? no japão",
    "es": r"(?:~(?:recibir|obtener|tener|conseguir|conservar)|\b(?<!no )(?:recibirás?|obtendrás?|tendrás?|conseguirás?|le darán"
    r"|te darán)) (?:\w+ ){0,2}(?:visa|visado|residencia|permiso de residencia)\b"
    r"|\b(?:le|te) (?:renovarán|prorrogarán|extenderán|van a (?:dar|renovar|extender)) (?:la|el|su|tu) (?:visa|visado|estancia"
    r"|permiso)|\b(?:visa|visado|estancia|permiso) (?:va a ser|será) (?:renovad|prorrogad|extendid|concedid|aprobad)"
    r"|\bno (?:va a perder|vas a perder|perderás?) (?:su|tu|la|el) vis"
    r"|(?:~|\b(?<!no )(?:puedes?|podrás?) )(?:quedar(?:se|te)|permanecer|seguir|vivir)(?: legalmente)? en japón",
    "ne": r"(?:भिसा|बसाइको अनुमति|बस्ने अनुमति|हैसियत|स्टाटस)(?: पक्कै| अवश्य| पनि)? (?:पाउनुहुने ?छ|पाउनुहुन्छ|मिल्ने ?छ"
    r"|(?:थप|नवीकरण|लम्ब्या|स्वीकृत|जारी)(?:इने|िने| गरिने| हुने) ?छ)|(?:भिसा|बसाइको अवधि|अवधि) (?:थपिने|बढ्ने|लम्बिने) ?छ"
    r"|तपाई[ँं](?:ले)? जापानमा(?:[^।?]{0,12})? ?(?:बस्न (?:पाउनुहुने ?छ|पाउनुहुन्छ)|बस्नुहुने ?छ)|भिसा (?:गुम्ने|रद्द हुने) ?छैन",
    "my": r"(?:ဗီဇာ|နေထိုင်ခွင့်)(?:ကို|က)? ?(?:သေချာပေါက် ?)?(?:ရ|ရရှိ|သက်တမ်းတိုးပေး|သက်တမ်းတိုးရ|တိုးပေး|ထွက်လာ"
    r"|ချပေး)(?:ပါလိမ့်မယ်|ပါမယ်|မယ်|မှာပါ|ပါမည်|မည်|ပါလိမ့်မည်)"
    r"|(?:ဗီဇာ|နေထိုင်ခွင့်) ?သက်တမ်း(?:ကို)? ?တိုး(?:ပေး|ရ)?(?:ပါလိမ့်မယ်|ပါမယ်|မှာပါ|ပါမည်)"
    r"|~ဂျပန်(?:နိုင်ငံ)?မှာ ?(?:ဆက် ?|ဆက်လက် ?|တရားဝင် ?)*နေ(?:ထိုင်)?(?:ရ|ခွင့်ရ|နိုင်)?(?:ပါလိမ့်မယ်|ပါမယ်|မှာပါ|ပါမည်)"
    r"|ဗီဇာ ?(?:မပျက်ပါဘူး|ပျက်မှာ ?မဟုတ်)",
    "km": r"~(?:នូវ)?(?:ទិដ្ឋាការ|វីសា|ឋានៈ|ស្ថានភាពស្នាក់នៅ|សិទ្ធិស្នាក់នៅ)"
    r"|(?:ទិដ្ឋាការ|វីសា)(?:របស់អ្នក)?នឹង(?:ត្រូវ)?(?:បាន)?(?:បន្ត|ពន្យារ|អនុម័ត|ចេញ)|អ្នកនឹងមិនបាត់បង់(?:ទិដ្ឋាការ|វីសា)"
    r"|អ្នក(?:នឹង)?(?:អាច|បាន|ត្រូវបានអនុញ្ញាតឱ្យ)?(?:បន្ត)?(?:ស្នាក់នៅ|រស់នៅ|នៅ)(?:បន្ត)?(?:ក្នុង)?(?:ប្រទេស)?ជប៉ុន(?:បាន"
    r"|ជានិច្ច|តទៅទៀត)",
}
MONEY = {
    "en": r"~(?:get|receive|recover|be given)(?: back)? (?:\w+ ){0,3}(?:wages|pay|salary|money|compensation|damages)\b"
    r"|~be (?:fully )?(?:paid|compensated|reimbursed)\b|\b(?:wages|salary|money|pay) will be (?:paid|returned|given back"
    r"|recovered)|\b(?:employer|boss|company|they)(?: will|'ll) (?:have to )?(?:pay|compensate) (?:you|your|all|everything)",
    "ja": r"(?:給料|きゅうりょう|賃金|ちんぎん|お金|おかね|補償金?|賠償金?|慰謝料)~(?:もらえ|受け取れ|うけとれ|取り戻せ"
    r"|とりもどせ|[返かえ]ってき|(?:戻|もど)(?:って[来き]|り)|(?:払って|はらって|返して|かえして)もらえ)ます(?!か)"
    r"|(?:(?:必ず|かならず|きっと|全部|ぜんぶ|全額|すべて|すぐに?)|未払いの?(?:給料|賃金)[はが])(?:支払|払|はら)われます(?!か)",
    "zh": r"~(?:拿回|要回|拿到|得到|收到|[领領]到|[获獲]得|[讨討]回|追回|[领領]回)[^，。！？]{0,8}(?:工[资資]|薪[水资資]|欠薪"
    r"|[钱錢]|[赔賠][偿償款]|[补補][偿償])|(?:工[资資]|薪[水资資]|[钱錢]|[赔賠][偿償])(?:一定|肯定|就|都|很快"
    r"|全部)*[会會](?:全部|很快|都|被)*(?:付|[还還]|[发發]|退|[补補]|拿|要|回|[给給])"
    r"|(?:雇主|老[板闆]|公司)(?:一定|必定|肯定|就|[将將])*[会會](?:把)?[^，。！？]{0,6}(?:付|[还還]|[赔賠]|[补補]"
    r"|[发發])[^，。！？]{0,3}[您你]",
    "ko": r"(?:임금|월급|급여|돈|보상(?:금)?|배상(?:금)?|위자료)~(?:(?:되찾|돌려받)(?:습니다|아요)"
    r"|(?:되찾|돌려받|받)(?:게 됩니다|게 돼요|(?:을|으실|게 될) (?:거예|것입|겁니))"
    r"|(?:지급|반환|보상|배상)(?:됩니다|돼요|될 (?:거예|것입|겁니))|나(?:옵니다|와요|올 (?:거예|것입|겁니)))"
    r"|(?:회사|사장|고용주)(?:님)?(?:이|가|는|은) [^.?]{0,12}(?:줄 (?:거예|것입|겁니)|지급할 (?:거예|것입|겁니)|주게 됩니다)",
    "vi": r"~(?:được (?:trả|nhận|lấy|hoàn|bồi thường|đền bù|thanh toán)|nhận|lấy lại"
    r"|đòi)(?: lại)?(?: được)?(?: \w+){0,3} (?:lương|tiền|bồi thường)\b"
    r"|~(?:được |nhận được )(?:bồi thường|đền bù|trả công|trả đủ)"
    r"|\b(?:chủ|công ty|ông chủ)(?: của bạn)? (?:chắc chắn )?sẽ (?:phải )?(?:trả|bồi thường|hoàn)"
    r"|\b(?:tiền lương|lương|tiền|số tiền)(?: của bạn)? (?:chắc chắn )?sẽ (?:sớm )?được (?:trả|hoàn|lấy lại|bồi)",
    "tl": r"\b(?:makukuha|mababawi|matatanggap)~ ang (?:\w+ ){0,2}(?:sahod|suweldo|sweldo|pera|bayad)\b"
    r"|\b(?:makakakuha|makakatanggap|tatanggap|mabibigyan|bibigyan)~ ng (?:\w+ )?(?:sahod|bayad|kompensasyon|danyos|pera"
    r"|kabayaran)\b|\b(?<!hindi )(?:mababayaran|babayaran) (?:ka\b|nila ang|ang (?:sahod|suweldo) mo)"
    r"|\b(?:ibabalik|maibabalik)(?: nila| sa iyo)? ang (?:\w+ )?(?:sahod|suweldo|sweldo|pera)",
    "th": r"~ได้(?:รับ)?(?:คืน)?(?:ค่าจ้าง|เงิน|ค่าแรง|ค่าชดเชย|ค่าเสียหาย|การชดเชย|การจ่าย)"
    r"|(?:ค่าจ้าง|ค่าแรง|เงินเดือน|เงิน)(?:ของคุณ|ที่ค้าง(?:จ่าย|อยู่)?)?จะ(?:ต้อง)?(?:ได้รับ|ได้|ถูก)(?:การ)?(?:จ่าย|คืน|ชดใช้)"
    r"|(?:นายจ้าง|บริษัท|เจ้านาย)(?:ของคุณ)?จะ(?:ต้อง)?(?:จ่าย|คืน|ชดใช้)",
    "id": r"~(?:mendapat(?:kan)?|menerima|memperoleh|diberi)(?: kembali)? (?:\w+ ){0,2}(?:upah|gaji|uang|kompensasi|ganti rugi"
    r"|bayaran)\b|~(?:dibayar|diganti rugi)\b|\b(?:upah|gaji|uang)(?: anda)? (?:pasti )?akan (?:segera |pasti )?(?:dibayar"
    r"|dikembalikan|kembali)|\b(?:majikan|perusahaan|bos)(?: anda)? (?:pasti )?akan (?:harus )?(?:membayar|mengganti"
    r"|mengembalikan)",
    "pt": r"(?:~(?:receber|recuperar|ter de volta|ganhar|obter)|\b(?<!não )(?:receberá|recuperará|ganhará"
    r"|obterá))(?: de volta)? (?:\w+ ){0,3}(?:salários?|dinheiro|indenização|pagamento|compensação)\b"
    r"|\b(?<!não )(?:vai ser|será) (?:pag[oa]|indenizad[oa]|compensad[oa]|reembolsad[oa])\b"
    r"|\b(?:patrão|empresa|chefe|empregador) (?:vai (?:ter que |ter de )?|terá (?:que|de) )(?:pagar|indenizar)"
    r"|\b(?:patrão|empresa|chefe) (?:pagará|devolverá)",
    "es": r"(?:~(?:recibir|recuperar|cobrar|obtener)|\b(?<!no )(?:recibirás?|recuperarás?|cobrarás?"
    r"|obtendrás?)) (?:\w+ ){0,3}(?:salarios?|sueldos?|dinero|indemnización|pago|compensación)\b"
    r"|\b(?:le|te) (?:pagarán|van a (?:pagar|indemnizar|devolver)|indemnizarán|compensarán|devolverán)"
    r"|\b(?<!no )(?:será|serás) (?:pagad|indemnizad|compensad)"
    r"|\b(?:patrón|empresa|jefe|empleador) (?:(?:le |te )?(?:pagará|devolverá)"
    r"|(?:va a|tendrá que|va a tener que) (?:pagar|indemnizar|devolver))",
    "ne": r"(?:तलब|ज्याला|पैसा|क्षतिपूर्ति|रकम)(?: फिर्ता| पूरा| सबै| पक्कै)* (?:फिर्ता हुने ?छ|पाउनुहुने ?छ|पाउनुहुन्छ"
    r"|मिल्ने ?छ|(?:दिइने|गरिने|तिरिने|भुक्तानी हुने) ?छ)|(?:मालिक|कम्पनी|साहु)ले [^।?]{0,20}(?:तिर्ने ?छ|दिने ?छ"
    r"|तिर्नुपर्ने ?छ)",
    "my": r"(?:လုပ်ခ|လစာ|ငွေ|ပိုက်ဆံ|လျော်ကြေး)(?:တွေ)?(?:ကို|က)? ?(?:သေချာပေါက် ?|အပြည့် ?|အကုန် ?)*(?:ပြန်)? ?(?:ရ|ရရှိ|ပေး"
    r"|ပြန်ပေး)(?:ပါလိမ့်မယ်|ပါမယ်|မယ်|မှာပါ|ပါမည်|ပါလိမ့်မည်)",
    "km": r"~(?:ទទួល)?(?:បាន)?(?:មកវិញ)?(?:នូវ)?(?:ប្រាក់|លុយ|សំណង)"
    r"|(?:ប្រាក់ឈ្នួល|ប្រាក់ខែ|លុយ|ប្រាក់)(?:របស់អ្នក)?នឹងត្រូវ(?:បាន)?(?:គេ)?(?:បង់|ប្រគល់|សង|ផ្តល់)"
    r"|(?:ថៅកែ|និយោជក|ក្រុមហ៊ុន)(?:របស់អ្នក)?នឹង(?:ត្រូវ)?(?:បើក|បង់|សង|ឱ្យ)(?:ប្រាក់|លុយ|អ្នក)",
}
DEBT = {
    "en": r"\byou (?:do not|don't|will not|won't|never|will never) (?:have to "
    r"|need to )?(?:re)?pay(?: (?:off|back|it|them|him|her|anything|this|that|the|your|any))*(?: (?:debts?|loan|money|fine"
    r"|penalty))?(?: back)?(?= ?[.,!;]|$)|\byou (?:do not|don't) owe (?:them|him|her|anyone|anything)"
    r"|\b(?:your|this|that|the) (?:debts?|loan) (?:is|are) (?:legally |simply )*(?:not (?:valid|legal)|void|invalid|illegal"
    r"|cancelled)",
    "ja": r"(?:借金|しゃっきん|[そこ]のお金|お金(?=を(?:返|かえ))|おかね(?=を(?:返|かえ))|違約金|罰金|それ|前借り)(?:を|は"
    r"|も)[^。、]{0,6}(?:(?:払|はら|返|かえ|返済す)[うする]*(?:必要|ひつよう|義務)[はが]?(?:ありません|ないです)"
    r"|(?:払わ|はらわ|返さ|かえさ|返済しな)(?:なく)?ても?(?:いい|よい|大丈夫|だいじょうぶ|かまいません))"
    r"|(?:^|(?<=[。、「]))(?:その|この|あなたの|今の)?(?:借金|しゃっきん)は(?:すべて|全部|ぜんぶ|法律上"
    r"|もう)*(?:(?:無効|むこう)(?:です|になります)(?!か)|(?:なくなり|消え|きえ|帳消しになり)ます(?!か))",
    "zh": r"[您你](?:就|也|都|完全|根本|可以)*(?:不必|不用|不需要|[无無]需|[没沒]有?(?:必要|[义義][务務]))(?:再"
    r"|去)?(?:[偿償]?[还還]|付|支付)(?:[这這那][笔筆些个個]|任何)?(?:[债債]|欠|[钱錢]|款|[贷貸]|[罚罰]|(?=[。，！]|了))"
    r"|[您你](?:根本|其[实實])?不欠(?:任何|他|她|[钱錢]|[谁誰])"
    r"|(?:^|(?<=[。，！：；])|[您你]的|[这這那](?:[笔筆个個些])?)(?:[债債][务務]?|欠款|借款|欠[债債])(?:是|就|都|也|已[经經]"
    r"|在?法律上)*(?:[无無]效|不成立|不算[数數]|作[废廢]|不存在|一[笔筆]勾[销銷])",
    "ko": r"(?:빚|돈|대출금|위약금|그것)(?:을|은|도)? (?:더 이상 |전혀 |다 )*(?:갚을|낼|갚으실|내실|지불할) (?:필요(?:가|는)?"
    r"|의무(?:가|는)?) ?(?:없습니다|없어요)|(?:빚|돈|대출금|위약금)(?:을|은|도)? (?:갚지|내지) 않아도 (?:됩니다|돼요)"
    r"|(?:^|(?<=[.,] )|그 |이 |당신의 )(?:빚|채무)(?:은|는) (?:법적으로 |모두 )*(?:무효(?:입니다|예요|가 됩니다)|없어집니다"
    r"|사라집니다|없는 것입니다)",
    "vi": r"\b(?:bạn|quý vị|anh chị|em) (?:hoàn toàn |sẽ )*không (?:cần|phải|có nghĩa vụ|bắt buộc)(?: phải)? trả(?: lại"
    r"| hết)? ?(?:(?:khoản |món |tiền |số )*(?:nợ|vay|phạt|tiền (?:này|đó)|tiền(?=[.,!]|$))|cho (?:họ|chủ)|gì|(?=[.,!]|$))"
    r"|\bbạn không nợ (?:họ|ai|gì|chủ)|\b(?:khoản nợ|món nợ|số nợ)(?: này| đó| của bạn)? (?:là |đều |đã |hoàn toàn |bị "
    r"|sẽ )*(?:vô hiệu|không có (?:giá trị|hiệu lực)|không hợp (?:lệ|pháp)|bất hợp pháp|được xóa)",
    "tl": r"\bhindi mo (?:na )?(?:kailangan(?:g)? |dapat )(?:bayaran|magbayad)(?! ang (?:tawag|interpreter))"
    r"|\bhindi ka (?:na )?(?:kailangang |obligado(?:ng)? )magbayad"
    r"|\bwala kang (?:kailangang bayaran|dapat bayaran|obligasyong magbayad|utang)\b(?! ba)"
    r"|\bwala(?:ng| nang) (?:bisa|saysay) ang (?:iyong )?utang(?: mo| na (?:ito|iyan|iyon))?(?= ?[.,!]|$)"
    r"|\bang (?:iyong )?utang(?: mo| na (?:ito|iyan|iyon))? ay (?:walang bisa|hindi legal|ilegal|hindi balido|burado)",
    "th": r"คุณ(?:ก็)?ไม่(?:ต้อง|จำเป็นต้อง|มีหน้าที่(?:ต้อง)?|จำเป็นที่จะต้อง)(?:ใช้|จ่าย|ชำระ|คืน)(?:คืน)?(?:หนี้"
    r"|เงิน(?:กู้|นี้|นั้น|ก้อน|ให้|คืน)|ค่าปรับ|ให้|อะไร|(?= |$))"
    r"|หนี้(?:สิน)?(?:นี้|นั้น|ก้อนนี้|ก้อนนั้น|ของคุณ)?(?:เป็น|ถือเป็น|ถือว่าเป็น|ตกเป็น)?(?:โมฆะ|ไม่มีผล(?:ทางกฎหมาย)?"
    r"|ใช้ไม่ได้|ผิดกฎหมาย)",
    "id": r"\b(?:anda|kamu) tidak (?:perlu|harus|wajib|usah|berkewajiban)(?: lagi)? (?:membayar|bayar|melunasi"
    r"|mengembalikan)(?: kembali)?(?: (?:utang|hutang|pinjaman|uang (?:itu|ini)|denda|apa ?pun|mereka|itu)\b|(?= ?[.,!]|$))"
    r"|\b(?:anda|kamu) tidak (?:(?:punya|memiliki) (?:utang|hutang)|berutang)\b"
    r"|\b(?:utang|hutang|pinjaman)(?: itu| ini| anda)? (?:adalah |dinyatakan |sudah )*(?:tidak (?:sah|berlaku)|batal|hapus"
    r"|ilegal)",
    "pt": r"\b(?:você|a senhora|o senhor) não (?:precisa|tem (?:que|de)|é obrigad[oa] a|deve) (?:mais )?(?:pagar"
    r"|devolver)(?: (?:(?:a|essa|esta|sua|nenhuma|o|esse|este|seu) )*(?:dívida|empréstimo|dinheiro|multa|nada|ninguém|isso)"
    r"|(?= ?[.,!]|$))|\bnão deve nada\b|\b(?:a sua|sua|essa|esta|a) dívida (?:é|está|não) (?:legalmente )?(?:nula|inválida"
    r"|ilegal|cancelada|vale|existe|é (?:válida|legal)|tem validade)",
    "es": r"(?<!si )\bno (?:tienes? que|debes?|necesitas?|hace falta|está (?:usted )?obligad[oa] a) (?:pagar"
    r"|devolver)(?: (?:(?:la|esa|esta|su|tu|ninguna|el|ese|este) )*(?:deuda|préstamo|dinero|multa|nada)|(?:la|lo)\b"
    r"|(?= ?[.,!]|$))|\bno debes? nada\b|\b(?:su|tu|esa|esta|la) deuda (?:es|está|no) (?:legalmente )?(?:nula|inválida|ilegal"
    r"|anulada|cancelada|vale|existe|es (?:válida|legal)|tiene validez)",
    "ne": r"(?:ऋण|पैसा|रकम|जरिवाना|यो|त्यो|केही)(?: पनि| फिर्ता)? (?:तिर्नु|बुझाउनु|फिर्ता गर्नु|तिरिरहनु) ?(?:पर्दैन"
    r"|पर्ने ?छैन)|तपाई[ँं]ले (?:केही )?तिर्नु ?पर्दैन|(?:त्यो|यो|तपाई[ँं]को) ऋण (?:कानुनी रूपमा )?(?:अमान्य|बदर|खारेज|अवैध"
    r"|गैरकानुनी) (?:हो|छ|हुन्छ|हुने ?छ)|(?:त्यो|यो|तपाई[ँं]को) ऋण मान्य (?:छैन|हुँदैन)",
    "my": r"(?:အကြွေး|ငွေ|ပိုက်ဆံ|ဒဏ်ကြေး|ဒါ|ဘာမှ)(?:တွေ)?(?:ကို|က)? ?(?:ပြန် ?)?(?:ဆပ်|ပေး|ပေးဆပ်)(?:စရာ|ဖို့) ?(?:မလို"
    r"|မရှိ)(?:တော့)?(?:ပါဘူး|ပါ)|(?:ဒီ|အဲဒီ|သင့်|ဤ|ထို) ?အကြွေး(?:တွေ)?(?:က|ဟာ|သည်)? ?(?:ပျက်ပြယ်|ဥပဒေအရ ?(?:မတည်|အကျုံးမဝင်)"
    r"|တရားမဝင်|အကျုံးမဝင်|မတည်)(?:ပါတယ်|ပါဘူး|ပါသည်|ပါ)",
    "km": r"អ្នកមិន(?:ចាំបាច់|បាច់|ត្រូវ|តម្រូវឱ្យ|មានកាតព្វកិច្ច)(?:ត្រូវ)?(?:សង|បង់)(?:បំណុល|លុយ|ប្រាក់(?!ថ្លៃ)|គេ|ពួកគេ|វិញ"
    r"|អ្វី|ទេ)|អ្នកមិនជំពាក់|បំណុល(?:នេះ|នោះ|របស់អ្នក)?(?:គឺ)?(?:ជា)?(?:មោឃៈ|គ្មានសុពលភាព|មិនមានសុពលភាព|គ្មានតម្លៃ|ខុសច្បាប់"
    r"|ត្រូវបានលុប)",
}
SOON = {
    "en": r"~(?:be )?(?:soon )?(?:be )?(?:free\b(?! (?:of charge|to))|out of (?:there|this)|home (?:soon|again))"
    r"|\b(?:everything|it|this) will (?:soon |all )*(?:be (?:over|fine|all right|okay|solved|settled)|end soon)"
    r"|\b(?:problems?|case) will (?:soon )?be (?:solved|settled|over)",
    "ja": r"(?:すぐに?|まもなく|もうすぐ|近いうちに|ちかいうちに|数日で|\d+日で)[^。、]{0,6}?(?:(?:自由|じゆう)にな[れり]|出られ"
    r"|でられ|終わり|おわり|解決し|かいけつし|帰れ|かえれ|解放され|助けが来)ます(?!か)|(?:自由|じゆう)に(?:なれ|なり)ます(?!か)"
    r"|(?:すべて|全部|ぜんぶ)(?:うまくいき|解決し|良くなり)ます(?!か)",
    "zh": r"[您你](?:很快|[马馬]上|不久|就|快要|立刻)+(?:就|可以|[会會]|能|[将將])*(?:自由|[获獲](?:救|得自由)|[脱脫]身|得救"
    r"|回家|[离離][开開]|出[来來]|[解摆擺][脱脫])|~(?:重[获獲])?自由"
    r"|(?:一切|事情|[问問][题題]|[这這]一?切?)(?:都|很快|就|[马馬]上)*[会會](?:都|很快|[马馬]上)*(?:[结結]束|解[决決]|[过過]去"
    r"|好起[来來]|[没沒]事)",
    "ko": r"(?:곧|금방|머지않아|며칠 안에|\d+일 안에) [^.?]{0,12}?(?:자유로워질|자유의 몸이 될|자유로워집|벗어날|벗어나게 될"
    r"|나올|나오게 될|끝날|끝납|해결될|해결됩|풀려날|집에 갈) ?(?:거예요|것입니다|겁니다|니다|수 있습니다|수 있어요)"
    r"|자유로워질 (?:거예|것입|겁니)|(?:모두|다|모든 것이|문제가) (?:곧 |다 )*(?:잘될|해결될|끝날|잘 될|괜찮아질) (?:거예|것입"
    r"|겁니)",
    "vi": r"~(?:sớm )?(?:được )?(?:tự do|giải thoát|thoát(?: ra)?|về nhà|ra khỏi)|\bbạn sắp (?:được )?(?:tự do|thoát|về nhà)"
    r"|\b(?:mọi chuyện|mọi việc|việc này|chuyện này|điều này|vấn đề)(?: của bạn)? (?:rồi )?(?:sẽ|sắp) (?:sớm |nhanh chóng "
    r"|rồi )*(?:kết thúc|qua|ổn|được giải quyết|tốt đẹp)",
    "tl": r"\b(?:makakalaya|lalaya|makakaalis|makakauwi)~ (?:sa lalong madaling panahon|sa madaling panahon|bukas|agad"
    r"|malapit na)|\b(?:makakalaya|lalaya) ka\b|\bmagiging malaya ka\b|\bmalapit ka nang (?:\w*laya|lumaya|makauwi|makaalis)"
    r"|\bmatatapos (?:din |na )?(?:ito|ang lahat)|\b(?:magiging maayos|malulutas|maaayos) (?:din |na |agad )*(?:ang lahat"
    r"|ang problema|lahat)",
    "th": r"~(?:ได้)?(?:เป็น)?(?:อิสระ|หลุดพ้น|พ้นจาก|รอด)|คุณจะได้(?:ออกมา|ออกไป|กลับบ้าน)(?:ใน)?(?:เร็ว|ไม่ช้า|อีกไม่)"
    r"|(?:ทุกอย่าง|เรื่องนี้|ปัญหา(?:ของคุณ|นี้)?|ทุกสิ่ง)จะ(?:ต้อง)?(?:จบ|เรียบร้อย|คลี่คลาย|ดีขึ้น|ผ่านไป|ได้รับการแก้)",
    "id": r"~(?:segera )?(?:bebas|keluar dari|pulang)\b|\b(?:anda|kamu) segera (?:bebas|keluar)"
    r"|\b(?:semuanya|semua|ini|masalah(?: anda| ini)?) (?:pasti )?akan (?:segera |cepat )?(?:berakhir|selesai|beres"
    r"|baik-baik saja|teratasi)",
    "pt": r"~(?:estar |ficar |ser )?(?:em breve )?(?:livre\b|sair daí|voltar para casa (?:logo|em breve))"
    r"|\b(?:logo|em breve)(?: você)? (?:estará|vai estar|será|ficará) livre|\b(?:estará|será|ficará) livre\b"
    r"|\b(?:tudo|isso|isto|o problema) (?:logo |em breve )?(?:vai|irá) (?:logo |em breve )?(?:acabar|terminar|passar|dar certo"
    r"|ficar bem|se resolver)|\b(?:tudo|isso) (?:acabará|terminará|dará certo)",
    "es": r"~(?:estar |ser |quedar )?(?:pronto )?libres?\b|\b(?:pronto )?(?:serás?|estarás?|quedarás?) libres?\b"
    r"|\bsaldrás? (?:pronto|de ahí)|\b(?:todo|esto|el problema) (?:pronto )?(?:va a|se va a) (?:terminar|acabar|pasar|salir bien"
    r"|estar bien|resolver)|\b(?:todo|esto) (?:pronto )?(?:terminará|acabará|pasará|saldrá bien|estará bien)",
    "ne": r"तपाई[ँं](?: अब)?(?: चाँडै| छिट्टै| केही दिनमै| तुरुन्तै)* (?:स्वतन्त्र|मुक्त) हुनुहुने ?छ"
    r"|तपाई[ँं](?: चाँडै| छिट्टै)+ (?:घर फर्कनुहुने|बाहिर निस्कनुहुने|छुट्नुहुने) ?छ"
    r"|(?:सबै|यो|समस्या)(?: कुरा)?(?: चाँडै| छिट्टै)* (?:ठीक|समाधान|अन्त्य|सकि|सकिए?) ?(?:हुने|ने|िने) ?छ"
    r"|सबै (?:चाँडै )?सकिने ?छ",
    "my": r"~(?:မကြာခင် ?|မကြာမီ ?|အမြန် ?)*(?:လွတ်မြောက်|လွတ်လပ်|အိမ်ပြန်ရ)(?:လာ|သွား)?(?:ပါလိမ့်မယ်|ပါမယ်|မှာပါ|ပါမည်"
    r"|တော့မှာပါ|ပါလိမ့်မည်)|(?:မကြာခင်|မကြာမီ) ?(?:လွတ်မြောက်|လွတ်လပ်|ပြီးဆုံး|ပြီးသွား|အဆုံးသတ်)(?:လာ|သွား)?(?:ပါလိမ့်မယ်"
    r"|ပါမယ်|မှာပါ|ပါမည်|တော့မှာပါ)|(?:အားလုံး|အရာအားလုံး|ပြဿနာ)(?:က)? ?(?:အဆင်ပြေ|ပြေလည်|ပြီးဆုံး)(?:သွား|လာ)?(?:ပါလိမ့်မယ်"
    r"|ပါမယ်|မှာပါ)",
    "km": r"~(?:ឆាប់ៗ)?(?:មាន)?(?:សេរីភាព|រួចខ្លួន|រួចផុត|ទៅផ្ទះវិញ|ចេញពីទីនោះ)|អ្នកនឹង(?:ឆាប់|មាន)(?:ៗ)?(?:បាន)?(?:សេរី|រួច)"
    r"|(?:អ្វីៗ|បញ្ហា|រឿងនេះ|អ្វីៗទាំងអស់)(?:ទាំងអស់|របស់អ្នក)?នឹង(?:ឆាប់)?(?:ចប់|ល្អ|បានដោះស្រាយ|ត្រូវបានដោះស្រាយ|ប្រសើរ)",
}
