"""Words with which a sentence promises nothing, though it speaks of how things end; data of promises.py."""

UNLESS = {
    "en": r"\b(?:they|he|she|boss|recruiter|employer|broker) (?:\w+ )?(?:said|promised|told)\b"
    r"|\b(?:it|they|he|she|someone) (?:may|might)\b|\b(?:perhaps|maybe|possibly|whether|as a rule|usually"
    r"|in (?:principle|general)|depends?|no promise|not a promise|sometimes)\b"
    r"|\b(?:cannot|can't|can not|not|nobody can|no one can|nobody here can) (?:promise|guarantee|say|know|sure|certain)"
    r"|\bif (?:the|a|an|they|you are (?:recogni|found)|it|immigration|your (?:case|claim))\b|\bunless\b|\bonly if\b",
    "ja": r"と(?:言|い)われ|かも(?:しれ|知れ)|(?:こと|場合|ばあい)があ|可能性|原則"
    r"|(?:約束|やくそく|保証|ほしょう)(?:は|では|し|が)*(?:でき|あり|ない|ませ)|とは?(?:限|かぎ)"
    r"|(?:わかり|分かり|いえ|言え)ま?せん|決まっていません|ふつう|普通|多く(?:の場合|は)|かどうか|でしょうか|たぶん"
    r"|と(?:言|い|書い)って[いお]|(?:裁判所|さいばんしょ|認め|許可|役所)[^。]*?(?:れば|たら|場合|とき|なら)",
    "zh": r"(?:[他她][们們]?|中介|仲介|[对對]方)(?:[说說]|答[应應]|[承][诺諾])(?:[过過]|了)?|可能|也[许許]|或[许許]|不一定"
    r"|(?:不能|[无無]法|不|[没沒]有人能?|[谁誰]也不?能?)(?:[够夠]|向[您你])?(?:保[证證]|承[诺諾]|[担擔]保)"
    r"|不是(?:保[证證]|承[诺諾])|原[则則]上|一般|通常|大概|[会會]不[会會]|能不能|是不是|是否|[吗嗎]|取[决決]于|有[时時]"
    r"|看情[况況]|(?:如果|只有|要是)[^。]*(?:法院|法官|[认認]定|批准|[许許]可|同意|裁定)",
    "ko": r"확실하지 않|라고 (?:했|말했)|[을를ㄹ일할될] 수도 있|[는은을]지 (?:모|알|여부)"
    r"|(?:약속|보장|장담)(?:은|이|을|할|해|하지|되지)? ?(?:아니|아닙|수 ?없|못|드릴 수 없|않)|원칙적|보통|대체로"
    r"|경우(?:가|도) 있|경우에 따라|가능성|아마|(?:법원|인정|허가|판사)[^.]*(?:면|경우)",
    "vi": r"\b(?:không|chưa) chắc|\bhọ (?:đã )?(?:nói|hứa) (?:là|rằng)|\bchưa biết|\bcó lẽ|\bcó thể (?:sẽ|không)"
    r"|\bkhông (?:ai|thể|dám)[^.]{0,12} ?(?:hứa|bảo đảm|đảm bảo|chắc|nói trước|biết)|\bkhông (?:phải (?:là )?lời )?hứa"
    r"|\bvề nguyên tắc|(?<!bồi )(?<!bình )\bthường|\bliệu|\bhay không|\btùy|\bchưa chắc"
    r"|\bnếu [^.]*(?:tòa|công nhận|chấp thuận|duyệt|cơ quan|quyết định)",
    "tl": r"\b(?:hindi|walang) (?:tiyak|sigurado|katiyakan)|\b(?:sinabi|ipinangako|pangako) nila|\bbaka\b|\bsiguro\b|\bmarahil\b"
    r"|\bposible|\bmaaaring\b|\bkaraniwan|\bdepende\b|\bwalang (?:makaka|sinuman|kahit sino)"
    r"|\b(?:hindi|walang) (?:\w+ ){0,3}\w*pangako|\bba\b|\bkung (?:[^.]*(?:korte|hukuman|kikilalanin|kinikilala|aprub)|mak|mab"
    r"|mae|ie)",
    "th": r"ไม่แน่|(?:เขา|นายหน้า)(?:เคย)?(?:บอก|สัญญา)ว่า|อาจ|(?:รับประกัน|สัญญา|รับรอง|บอก|ยืนยัน)(?:ล่วงหน้า)?ไม่ได้"
    r"|ไม่(?:มีใคร|ใช่|สามารถ|อาจ)(?:[ก-๛]{0,12})(?:สัญญา|รับประกัน|รับรอง|บอก)|โดยทั่วไป|โดยหลัก|ตามหลัก|ปกติ|ไหม|หรือไม่"
    r"|หรือเปล่า|แล้วแต่|ขึ้นอยู่|(?:ถ้า|หาก)(?:[ก-๛]*)(?:ศาล|รับรอง|อนุมัติ|ยอมรับ)",
    "id": r"\b(?:belum|tidak) (?:pasti|tentu)|\b(?:mereka|majikan|calo|perekrut) (?:bilang|berkata|berjanji|menjanjikan)"
    r"|\bmungkin|\bbarangkali|\btidak (?:ada yang |ada orang yang |seorang pun |dapat |bisa |kami )*(?:bisa |dapat )?(?:berjanji"
    r"|menjanjikan|menjamin|tahu|memastikan)|\bbukan janji|\bpada umumnya|\bpada prinsipnya|\bbiasanya|\bapakah\b|\btergantung"
    r"|\b(?:jika|kalau|bila) [^.]*(?:pengadilan|diakui|disetujui|hakim|pihak berwenang)",
    "pt": r"\bnão (?:é|há) cert|\b(?:disseram|prometeram|disse|prometeu) que|\b(?:dizer|explicar|perguntar|saber|ver) se\b"
    r"|\btalvez|\bpossivelmente|\bnão (?:\w+ ){0,2}(?:promet|garant|sab|podemos (?:promet|garant|dizer))"
    r"|\bninguém (?:aqui )?(?:pode|sabe)|\bnão é (?:uma )?promessa|\bem (?:regra|geral|princípio)|\bnormalmente|\bdepende"
    r"|\bàs vezes|\bse (?:o|a|um|uma|for|eles|você (?:for|vai)|vai|vão|será)\b",
    "es": r"\bno (?:es|está) segur|\bno hay certeza|\b(?:dijeron|prometieron|dijo|prometió) que"
    r"|\b(?:decir|explicar|preguntar|saber|ver)(?:le|les|se)? si\b|\bquizás?|\btal vez|\bposiblemente|\bpuede que\b"
    r"|\bno (?:\w+ ){0,2}(?:promet|garant|sab|asegur)|\bnadie (?:aquí )?(?:puede|sabe)|\bno es (?:una )?promesa"
    r"|\b(?:por regla|en) general|\ben principio|\bnormalmente|\bdepende|\ba veces"
    r"|\bsi (?:el|la|un|una|es|lo|le|va|van|usted es|será)\b",
    "ne": r"निश्चित छैन|होला|सायद|शायद|सम्भव|प्रतिज्ञा (?:होइन|गर्न)|वाचा (?:होइन|गर्न)|ग्यारेन्टी (?:छैन|गर्न|होइन|दिन)"
    r"|कसैले [^।]*सक्दैन|सामान्यतया|साधारणतया|निर्भर|कि (?:छैन|हुन्न|पाउनु|हुँदैन)|भन्न सक[्िँ]"
    r"|(?:अदालत|मान्यता|स्वीकृत)[^।]*(?:भने|यदि)|के तपाई",
    "my": r"မသေချာ|ဖြစ်နိုင်|(?:ကတိ|အာမ)(?:ခံ)?(?:ချက်)? ?(?:မဟုတ်|မပေး|မခံ|ပေးလို့ ?မရ)|အများအားဖြင့်|ယေဘုယျ|မူအရ|မသေချာ|မလား"
    r"|လား|ဘယ်သူမှ[^။]*(?:ကတိ|အာမ)|မပြောနိုင်|မူတည်|(?:တရားရုံး|အသိအမှတ်ပြု)[^။]*(?:ရင်|လျှင်|ပါက)",
    "km": r"មិនប្រាកដ|ប្រហែល|អាចនឹង|(?:មិន|គ្មាន)[^។]{0,20}(?:សន្យា|ធានា)|មិនមែនជាការសន្យា|ជាទូទៅ|ជាធម្មតា|តាមគោលការណ៍|ដែរឬ|ឬទេ"
    r"|ឬអត់|ឬយ៉ាងណា|អាស្រ័យ|តើ|(?:ប្រសិនបើ|បើ)[^។]*(?:តុលាការ|ទទួលស្គាល់|អនុញ្ញាត)",
}
"""Words that leave it open, or that make it hang on what a court or an office decides; not on what the person does."""
FREE = (
    r"\b(?:is|are) free\b|\bfree of charge|\b(?:the|this) call\b|無料|むりょう|相談[はにも]+お?(?:金|かね)|免[费費]|[咨諮][询詢]"
    r"|무료|상담은|전화는|\bmiễn phí|\bcuộc gọi|\blibre\b|\btawag\b|ฟรี|ค่าโทร|ไม่เสียค่า|\bgratis|\btelepon ini|\bgrátis"
    r"|\bgratuit|\bligação|\bllamada|फोन|निःशुल्क|परामर्शको|ဖုန်းခ|အခမဲ့|ឥតគិតថ្លៃ|ឥតអស់|ទូរស័ព្ទ"
)
"""What costs nothing need not be paid: words beside which that is no promise about a debt. They are of all languages."""
