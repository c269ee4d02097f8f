"""The page's own style and script: read once, sent compressed, kept by no browser."""

import gzip
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.website.problems import NOT_FOUND, Refused

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


class Assets:
    """Every file in static/. Pages go plain: a token stands there beside words of others, and length would tell (BREACH)."""

    def __init__(self) -> None:
        found = sorted((Path(__file__).parent / "static").iterdir())
        self._plain = {path.name: path.read_bytes() for path in found if path.suffix in TYPES}
        self._packed = {name: gzip.compress(plain, mtime=0) for name, plain in self._plain.items()}

    async def file(self, request: Request) -> Response:
        """One file, or Refused."""
        name = request.path_params["name"]
        if name not in self._plain:
            raise Refused(NOT_FOUND)
        packed = "gzip" in request.headers.get("accept-encoding", "")
        headers = {"Vary": "Accept-Encoding", "Content-Type": TYPES[Path(name).suffix]}
        headers |= {"Content-Encoding": "gzip"} if packed else {}
        return Response((self._packed if packed else self._plain)[name], headers=headers)
