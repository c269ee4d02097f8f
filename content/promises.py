"""Words that promise what nobody can keep, or judge what nobody here may judge. No text may contain them."""

import re

FORBIDDEN = {
    "a promise of safety": (
        r"\byou(?:'ll| will)? (?:be|are|stay) (?:completely |perfectly )?safe (?:here|now|with)|\byou(?:'ll| will) be "
        r"(?:safe|protected|saved|rescued)|\bwe(?:'ll| will) (?:protect|save|rescue) you",
        r"必ず(?:助か|助け|守|安全|保護)|(?:きっと|もう)大丈夫です|(?:わたし|私)たちが(?:必ず)?守ります",
    ),
    "a promise about deportation or arrest": (
        r"\b(?:will not|won't|will never|cannot|can't) be (?:deported|arrested|detained|sent home|sent back)",
        r"強制送還(?:されません|されることはありません)|(?:逮捕|収容)され(?:ません|ることはありません)",
    ),
    "a guarantee": (
        r"(?<!nobody can )(?<!no one can )(?<!\bno )(?<!not )(?<!can't )(?<!without )(?<!not a )\bguarantee"
        r"|\b100 ?%|\babsolutely (?:safe|secret|anonymous)"
        r"|\b(?:nobody|no one) will (?:ever )?(?:find out|know)",
        r"保証します|絶対に(?!.{0,12}(?:ません|ないで))|100[％%]|だれにも知られません",
    ),
    "a verdict": (
        r"\byou are (?:not )?a victim|\byou are (?:not )?being trafficked|\bthis is (?:not )?trafficking\b",
        r"あなたは(?:人身取引の)?被害者(?:です|ではありません)|これは人身取引(?:です|ではありません)",
    ),
}
_PATTERNS = {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in FORBIDDEN.items()}


def promise(text: str) -> str | None:
    """What *text* promises or judges, with the words that do; None for nothing."""
    for name, pattern in _PATTERNS.items():
        if found := pattern.search(text.replace("’", "'")):
            return f"{name} (“{found.group()}”)"
    return None
