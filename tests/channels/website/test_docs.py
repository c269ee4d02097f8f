"""The examples in docs/website.md do what the page says."""

import re
from pathlib import Path

import httpx

from bot.channels.website import problems
from tests.channels.website.stage import served

PAGE = Path(__file__).resolve().parents[3] / "docs" / "website.md"


def test_examples_run(tmp_path: Path) -> None:
    """Whoever writes a client can trust every example."""
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(examples) >= 6
    names: dict[str, object] = {}
    with served(tmp_path) as (_, address):
        for example in examples:
            exec(example.replace("http://127.0.0.1:8080", address), names)  # the page is ours
        assert isinstance(names["http"], httpx.Client)
        names["http"].close()


def test_every_code_is_explained() -> None:
    """Every code of a refusal stands on the page."""
    page = PAGE.read_text("utf-8")
    assert [one.code for one in problems.EVERY if f"`{one.code}`" not in page and one.code != "not_ready"] == []
