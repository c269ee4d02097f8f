"""Small words that give a language in Latin letters away, accents left out, and Japanese written in Latin letters."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

SMALL: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the is are was were my your his her their our i you he she they we it this that these those not dont do does did can cannot cant will would "
        "should have has had am im and or but with for from of in on at to into about because how what where when who why which there please help want "
        "need get got take took taken work job boss company money pay paid passport visa call police home go going been be if any someone very no yes "
        "just now here out after before me him them us know think tell said says make made let pls thanks thank hello hi".split()
    ),
    "vi": frozenset(
        "toi bi khong cua duoc lam viec nguoi ho chieu luong giup cho va voi nhat minh em anh chi tien cong ty phai muon dang se gi nao oi "
        "nay roi con chua vi nhung cac mot hai tra giu gap dau tai the nhu neu khi ra ve di ai sao xin cam bao nhieu nha bat danh ngay thang "
        "nam biet hoi can noi tieng viet chung vao lai hon qua rat nhieu thi ma len ban dong thuc tap sinh".split()
    ),
    "tl": frozenset(
        "ako ko ang ng mga sa na ay siya niya nila ba po opo hindi wala walang may mayroon meron ito iyon yung yong kung kasi pero dito doon "
        "namin natin kami tayo sila kayo mo nyo ninyo nya sya akong kaming amo trabaho sahod pera kinuha kailangan gusto pwede puwede paano saan sino "
        "ano bakit tulong tulungan lang din rin daw raw naman nang para nag mag pag kanila akin aming pasaporte uwi umuwi bahay bayad binayaran "
        "magandang salamat ayaw ayoko bawal takot natatakot mahal kumusta ngayon bukas kahapon".split()
    ),
    "id": frozenset(
        "saya aku tidak nggak gak tak yang dan di ke dari untuk dengan ini itu ada apa bagaimana gimana dimana mana siapa kenapa bisa mau ingin "
        "harus sudah belum sedang akan kami kita mereka dia anda kamu tolong bantu kerja bekerja gaji paspor majikan perusahaan bos uang dibayar "
        "diambil ditahan pulang rumah polisi takut sakit karena kalau jika atau tapi tetapi juga saja lagi banyak orang punya boleh jangan terima kasih "
        "apakah bulan hari tahun jam makan tempat".split()
    ),
    "pt": frozenset(
        "eu nao meu minha meus minhas voce voces ele ela eles elas nos uma um os as do da dos das no na nos nas em com sem por para pra que quem "
        "onde quando como porque mas mais muito estou esta estao fui foi ser ter tenho tem preciso quero posso pode ajuda ajudar trabalho patrao "
        "salario dinheiro passaporte empresa pegou tirou pagar pagou japao obrigado obrigada sou isso aqui ja ainda meses fabrica tambem fazer".split()
    ),
    "es": frozenset(
        "yo no mi mis tu su sus el la los las un una unos unas de del al en con sin por para que quien donde cuando como porque pero mas muy "
        "estoy esta estan soy fue ser tener tengo tiene necesito quiero puedo puede ayuda ayudar trabajo jefe sueldo salario dinero pasaporte empresa quito "
        "pagar pago paga japon gracias me te se nos lo le les ya todavia meses hay eso aqui tambien hacer y".split()
    ),
}
"""Our own lists. Words that several languages share count for each and so decide nothing."""

_ROMAJI = frozenset(
    "wa ga wo ni wo desu masu kudasai tasukete watashi watasi boku ore anata kare kanojo kaisha kaisya shachou shacho shachoo pasupooto pasupoto paspoto "
    "kyuuryou kyuryo kyuryou kyuuryoo onegai onegaishimasu doko nani dare itsu naze doushite doshite itai kowai nai nihon nihongo nippon biza shigoto sigoto "
    "yametai kaeritai nigetai okane moraemasen moraenai torareta toraremashita keisatsu kyuukyuusha byouin byoin ryou zairyuu kaado keitai denwa bangou soudan "
    "sodan shitai dekimasu dekimasen arimasu arimasen imasu imasen wakarimasu wakarimasen wakaranai arigatou arigato gozaimasu konnichiwa konbanwa ohayou sumimasen gomen "
    "gomennasai hai iie ima ashita kinou kyou mainichi heya soto uchi kuni tomodachi otoko onna kodomo shujin otto tsuma jisshuusei ginou nyuukan "
    "hataraku hataraite hatarakitai yasumi zangyou shakkin sukoshi totemo mou zenzen naguru nagurareta korosareru korosu shinitai jisatsu "
    "kudasaimasen dame muri yabai hayaku sugu tojikomerareta nigeru damasareta odosareta watashitachi kuru kita iku ikitai hoshii suru shita "
    "shite kara made dake demo kedo mata to mo ka ne yo no de na".split()
)
_WEAK = frozenset("to mo ka ne yo no de na ni wa ga wo made dame kita mata kuni uchi iku kuru ima ore demo onna hai kedo nani soto".split())
_ENDING = re.compile(
    "(?:masu|masen|mashita|mashou|mashoo|desu|deshita|kudasai|shimasu|imasu|saremasu|(?:r|s|k|m|t|n|b|g)areru|(?:r|s|k|m|t|n|b|g)areta|"
    "rarete|teiru|teru|tteru|tai|takunai|nakatta|remasen|rareta|sareta|tteiru|temasu|nai)$"
)
_MARKED = re.compile("uu|ou|oo|tsu|shi|chi|[knhmrgbp]y[uo]|sh[uo]|j[uo]|ei\\b|ai\\b")
_SYLLABLES = re.compile(
    r"(?:[aiueo]|n(?![aiueoy])|(?:k|g|s|z|t|d|n|h|b|p|m|r|ky|gy|sh|ch|j|ny|hy|by|py|my|ry|sy|ty|jy)[aiueo]|ts[u]|fu|w[ao]|y[auo]|([kstpcg])(?=\1|ch))+",
)
_CANTONESE = re.compile("ng[a-z]*|m|[jy]au|[a-z]*(?:eo|eu|oe|aa|yu[nt])[a-z]*|[a-z]{2,4}[mptk]|keui|dei")
"""Syllables that pinyin has not."""
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+(?:['’][a-z]+)*")


def words(folded: str) -> list[str]:
    """The words of *folded* (lower case, no accents), apostrophes left out."""
    return [word.replace("'", "").replace("’", "") for word in _WORD.findall(folded)]


def latin(text: str) -> list[str]:
    """The words in Latin letters of *text*, lower case, accents as typed, apostrophes left out."""
    return [word.replace("'", "").replace("’", "") for word in _LATIN.findall(unicodedata.normalize("NFKC", text).lower())]


def votes(some: Sequence[str]) -> list[tuple[str, float]]:
    """How many of *some* are small words of each language, most first; a word shared by n languages counts 1/n for each."""
    found: dict[str, float] = {}
    for word in some:
        for language, share in _shares(word):
            found[language] = found.get(language, 0.0) + share
    return sorted(found.items(), key=itemgetter(1), reverse=True)


def romanised(some: Sequence[str]) -> bool:
    """Whether the words are Japanese in Latin letters."""
    if not some:
        return False
    sure = sum(_sure(word) for word in some)
    spelled = sum(1 for word in some if _SYLLABLES.fullmatch(word))
    if not sure:
        text = " ".join(some)
        marked = len(some) >= 3 or bool(_MARKED.search(text))
        return spelled == len(some) > 1 and marked and len(text) >= 12 and not any(_shares(word) for word in some if word not in _ROMAJI)
    weak = sum(1 for word in some if word in _WEAK)
    foreign = sum(1 for word in some if any(language != "ja" for language, _ in _shares(word)) and word not in _ROMAJI)
    return foreign <= sure and (sure + weak / 2) / len(some) >= 0.25 and spelled / len(some) >= 0.5


def cantonese(some: Sequence[str]) -> bool:
    """Whether *some*, which are Chinese in Latin letters, are Cantonese: two of them or more are no pinyin."""
    return sum(1 for word in some if _CANTONESE.fullmatch(word)) > 1


def _sure(word: str) -> bool:
    if word in _ROMAJI:
        return word not in _WEAK
    return len(word) >= 6 and bool(_ENDING.search(word)) and bool(_SYLLABLES.fullmatch(word))


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[str]] = {}
    for language, some in SMALL.items():
        for word in some:
            found.setdefault(word, []).append(language)
    return {word: tuple((language, 1 / len(languages)) for language in languages) for word, languages in found.items()}


def _shares(word: str) -> Sequence[tuple[str, float]]:
    return _owners().get(word, ())
