"""Scripts: how many letters of each a text holds, and which language Chinese characters alone are."""

import re
from collections import Counter
from functools import lru_cache
from typing import Literal

type Han = Literal["ja", "zh", "zh-TW"]

_RANGES = (
    ("latin", 0x41, 0x24F),
    ("latin", 0x1E00, 0x1EFF),
    ("devanagari", 0x900, 0x97F),
    ("thai", 0xE00, 0xE7F),
    ("myanmar", 0x1000, 0x109F),
    ("myanmar", 0xA9E0, 0xA9FF),
    ("myanmar", 0xAA60, 0xAA7F),
    ("khmer", 0x1780, 0x17FF),
    ("hangul", 0x1100, 0x11FF),
    ("hangul", 0x3130, 0x318F),
    ("hangul", 0xAC00, 0xD7AF),
    ("kana", 0x3041, 0x30FF),
    ("bopomofo", 0x3105, 0x312F),
    ("kana", 0x31F0, 0x31FF),
    ("kana", 0xFF66, 0xFF9D),
    ("han", 0x3400, 0x4DBF),
    ("han", 0x4E00, 0x9FFF),
    ("han", 0xF900, 0xFAFF),
    ("latin", 0xFF21, 0xFF5A),
)
BORROWING = 2
"""Characters unknown in Japanese, and small words of Chinese, from which a message with hiragana may be Chinese."""
LETTERS = {"kana": 2, "han": 2, "hangul": 2}
"""What one character of a dense script weighs against one letter."""

_JAPANESE = re.compile(
    "旅券|入管|在留|未払|不払|残業|賃金|給料|給与|実習|技能|研修|社長|店長|上司|会社|社員|寮|旦那|彼氏|相談|窓口|通報|弁護士|"
    "無料|電話番号|携帯|通帳|口座|没収|監禁|暴力|脅迫|強制送還|帰国|妊娠|病院|救急|警察署|役所|市役所|区役所|入国|仮放免|難民申請|特定活動|"
    "人身取引|人身売買|被害者|加害者|借金|売掛|罰金|解雇|退職|転職|労災|労働基準|残高|家賃|敷金|大阪|東京|名古屋|横浜|京都|神戸|福岡|札幌|仙台|広島|"
    "埼玉|千葉|群馬|栃木|茨城|静岡|愛知|岐阜|三重|滋賀|兵庫|奈良|岡山|熊本|沖縄|北海道|青森|岩手|宮城|秋田|山形|福島|新潟|富山|石川|福井|山梨|長野|"
    "和歌山|鳥取|島根|山口|徳島|香川|愛媛|高知|佐賀|長崎|大分|宮崎|鹿児島|神奈川|池袋|新宿|渋谷|日本語|英語|中国語|韓国語|至急|緊急|危険|大丈夫|助|了解|不明|何時|何処"
)
_CHINESE = re.compile(
    "[我你您他她它们們吗嗎呢吧这這那哪么麼没沒很把给說说谁誰还還让讓跟也都就]|的|什么|什麼|怎么|怎麼|可以|护照|護照|签证|簽證|薪水|工资|工資|老板|老闆|报警|報警|"
    "打工|加班|中介|仲介|帮|幫|公司|合同|合约|宿舍|救命|被拿|被关|被關|是不是|请|請"
)
_TELLING = re.compile("[我你妳您她它們们嗎吗呢吧這这哪麼么沒没很給给說说誰谁讓让啦]")
"""Small words of Chinese, in characters that Japanese hardly uses or not at all."""
_CANTONESE = re.compile("[佢喺唔咗嘅冇嚟啲嘢啱睇咁畀嗰喇]")
_RARE = 0x989F
"""First number of the second level of JIS: old forms (會, 實, 轉), which Chinese writes and Japanese no longer does …"""
_STILL_USED = frozenset("鬱嘩籠闇諦緻綻賂諧錮遜訃箋曖攣癲癇躊躇彙贅咎拗疼痺躾" "邊澤齋齊櫻濱嶋眞榮瀧蘆禮彌澁惠峯")
"""… but for these words and names (渡邊, 齋藤, 澤田)."""


def letters(text: str) -> Counter[str]:
    """How much of each script *text* holds, by weight; letters of scripts we have no language for are ``other``."""
    found: Counter[str] = Counter()
    for character, times in Counter(text).items():
        script = _script(character)
        if script:
            found[script] += times * LETTERS.get(script, 1)
    return found


def han(text: str, sticky: str | None) -> Han | None:
    """The language of Chinese characters without kana; None when they are too few to tell and *sticky* may stand.

    Japanese-only, simplified-only and traditional-only characters are told by the national character sets
    (JIS, GB 2312, Big5) that ship with Python, so no list has to be kept.
    """
    characters = [character for character in text if _script(character) == "han"]
    kinds = Counter(_kind(character) for character in characters)
    if sticky and not kinds["S"] + kinds["T"] and len(characters) <= (4 if sticky.startswith(("ja", "zh")) else 2):
        return None
    chinese = _chinese(text, kinds)
    if kinds["S"] or _CANTONESE.search(text) or kinds["T"] + len(_TELLING.findall(text)) > kinds["J"]:
        return chinese
    if kinds["J"] or (kinds["SJ"] and kinds["TJ"]):
        return "ja"
    japanese, spoken = bool(_JAPANESE.search(text)), bool(_CHINESE.search(text))
    if japanese != spoken:
        return "ja" if japanese else chinese
    return None if sticky and sticky.startswith(("ja", "zh")) else chinese


def chinese_with_kana(text: str) -> Literal["zh", "zh-TW"] | None:
    """The kind of Chinese that *text* is though it holds Japanese words (スナック, シフト, の), None when it is Japanese.

    Japanese is held together by hiragana; Chinese that borrows has little of it, and characters that Japanese lacks, or
    small words of its own.
    """
    hiragana = sum(1 for character in text if "\u3041" <= character <= "\u309f" and character != "の")
    kinds = Counter(_kind(character) for character in text if _script(character) == "han")
    foreign = kinds["S"] + kinds["T"] + len(_TELLING.findall(text))
    if foreign < (BORROWING if hiragana else 1) or foreign < hiragana:
        return None
    return _chinese(text, kinds)


def _chinese(text: str, kinds: Counter[str]) -> Literal["zh", "zh-TW"]:
    traditional = kinds["T"] + kinds["TJ"] + len(_CANTONESE.findall(text))
    return "zh-TW" if traditional > kinds["S"] + kinds["SJ"] else "zh"


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    code = ord(character)
    for script, first, last in _RANGES:
        if first <= code <= last:
            return script if character.isalpha() or script in ("devanagari", "thai", "myanmar", "khmer") else ""
    return "other" if character.isalpha() else ""


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """``S`` simplified, ``T`` traditional, ``J`` Japanese only; ``SJ``, ``TJ`` shared with Japanese; empty: everywhere."""
    simplified, traditional = _code(character, "gb2312") > 0, _code(character, "big5") > 0
    japanese = 0 < _code(character, "shift_jis") < _RARE or character in _STILL_USED
    if simplified and not traditional:
        return "SJ" if japanese else "S"
    if traditional and not simplified:
        return "TJ" if japanese else "T"
    return "J" if japanese and not simplified else ""


def _code(character: str, charset: str) -> int:
    """The number of *character* in *charset*, 0 where it is missing."""
    try:
        return int.from_bytes(character.encode(charset), "big")
    except UnicodeEncodeError:
        return 0
