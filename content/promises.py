"""Words that promise what nobody can keep, or judge what nobody here may judge. No text may contain them."""

import re

from content.easy import bare

FORBIDDEN = {
    "a promise of safety": (
        r"\byou(?:'ll| will)? (?:be|are|stay) (?:completely |perfectly )?safe (?:here|now|with)|\byou(?:'ll| will) be "
        r"(?:safe|protected|saved|rescued)|\bwe(?:'ll| will) (?:protect|save|rescue) you",
        r"(?:必ず|かならず)(?:助か|助け|たすか|たすけ|守|まも|安全|保護)|(?:きっと|もう)(?:大丈夫|だいじょうぶ)です"
        r"|(?:わたし|私)たちが(?:必ず|かならず)?(?:守り|まもり)ます",
    ),
    "a promise about deportation or arrest": (
        r"\b(?:will not|won't|will never|cannot|can't) be (?:deported|arrested|detained|sent home|sent back)",
        r"強制送還(?:されません|されることはありません)|(?:逮捕|収容)され(?:ません|ることはありません)",
        r"(?:usted )?no (?:lo|la|le|te) (?:van a deportar|deportarán)|no (?:será|serás|va a ser) (?:deportad|detenid|arrestad)",
        r"não (?:será|vai ser) (?:deportad|detid|pres[oa]\b)|(?:sẽ|chắc chắn) không bị (?:trục xuất|bắt)",
        r"tidak akan (?:dideportasi|ditangkap|dipulangkan)|hindi ka (?:ide-?deport|madedeport|huhulihin|aarestuhin)",
        r"(?:不会|不會)被(?:遣返|强制遣返|強制遣返|驱逐|驅逐|逮捕|拘留)|강제 ?퇴거(?:당하지|되지) 않습니다|추방되지 않습니다",
        r"จะไม่ถูก(?:ส่งกลับประเทศ|เนรเทศ|จับกุม)|(?:निर्वासन|पक्राउ) गरिने छैन",
        r"នឹងមិនត្រូវ(?:បាន)?(?:និរទេស|ចាប់ខ្លួន)|ပြည်နှင်ဒဏ် ?မခံရပါ",
    ),
    "a guarantee": (
        r"(?<!nobody can )(?<!no one can )(?<!\bno )(?<!not )(?<!can't )(?<!without )(?<!not a )\bguarantee"
        r"|\b100 ?%|\babsolutely (?:safe|secret|anonymous)"
        r"|\b(?:nobody|no one) will (?:ever )?(?:find out|know)",
        r"保証します|(?:絶対|ぜったい)に(?!.{0,12}(?:ません|ないで))|100[％%]|だれにも(?:知|し)られません",
    ),
    "a verdict": (
        r"\byou are (?:not )?a victim|\byou are (?:not )?being trafficked|\bthis is (?:not )?trafficking\b",
        r"あなたは(?:人身取引の)?(?:被害者|ひがいしゃ)(?:です|ではありません)|これは人身取引(?:です|ではありません)",
        r"\busted (?:no )?es (?:una )?víctima|\bvocê (?:não )?é (?:uma )?vítima|bạn (?:không phải )?là nạn nhân\b(?! hay)",
        r"anda (?:adalah|bukan) korban\b(?! atau)|[你您](?:是|不是)(?:人口贩卖|人口販運)?的?受害者(?![吗嗎])",
        r"당신은 (?:인신매매 )?피해자(?:입니다|가 아닙니다)|คุณ(?:เป็น|ไม่ใช่)เหยื่อ",
    ),
}
_SPACED = re.compile(r"(?<=[ぁ-ゖァ-ヺー一-鿿、]) +(?=[ぁ-ゖァ-ヺ一-鿿])")
_PATTERNS = {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in FORBIDDEN.items()}


def promise(text: str) -> str | None:
    """What *text* promises or judges, with the words that do; None for nothing. Easy Japanese hides none behind its readings."""
    text = _SPACED.sub("", bare(text.replace("’", "'")))
    for name, pattern in _PATTERNS.items():
        if found := pattern.search(text):
            return f"{name} (“{found.group()}”)"
    return None
