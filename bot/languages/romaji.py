"""Japanese written in Latin letters: words that other languages do not have."""

import re

WORDS = frozenset(
    """
    tasukete kudasai onegai onegaishimasu shimasu shimashita desu deshita masen masu arimasu arimasen imasu imasen
    watashi boku anata kare kanojo kaisha shachou shacho tenchou tencho oyakata kumiai nyukan nyuukan keisatsu
    pasupooto pasupoto ryoken zairyuu kaado kyuuryou kyuryo kyuuryo okane shakkin zangyou zangyo shigoto hataraku
    nigeru nigetai nigeta kowai itai shinitai korosareru nagurareta tatakareta toraremashita torareta torareru
    doko dou doushitara doushiyou nani itsu dare naze dekimasu dekimasen wakarimasen wakaranai hanaseru hanashitai
    soudan sodan byouin byoin bengoshi taishikan ie uchi kaeritai yametai yamesasete yamerarenai tsurai komatteimasu
    komatte hitori tomodachi nihongo eigo betonamugo konnichiwa konbanwa ohayou arigatou arigato gozaimasu sumimasen
    hai iie chotto mou ima ashita kinou mainichi heya soto derarenai dasite kureru kuremasen kurenai moratte inai
    """.split()
)  # fmt: skip
SHAPE = re.compile(r"^(?:[kgsztdnhbpmyrw]?y?[aiueo]|sh[aiuo]|ch[aiuo]|ts[u]|j[aiuo]|f[u]|n(?![aiueoy])|(?=([kstpgdbc]))\1(?=[kstpgdbc]))+$")
ENOUGH_KNOWN = 0.25
ENOUGH_SHAPED = 0.8


def is_romaji(words: list[str]) -> bool:
    """Whether *words* (lower case) are Japanese: some are known, and nearly all are made of its syllables."""
    if not words:
        return False
    known = sum(word in WORDS for word in words) / len(words)
    shaped = sum(bool(SHAPE.match(word)) for word in words) / len(words)
    return known >= ENOUGH_KNOWN and shaped >= ENOUGH_SHAPED
