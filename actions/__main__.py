"""`python -m actions`: the action server, on this machine only."""

import logging
import sys

import uvicorn

from actions.registry import executor, intents_of
from actions.server import application
from actions.settings import ROOT, SettingMistake, read
from actions.shelf import Shelf
from content import ContentMistakes

HOST = "127.0.0.1"
KEEP_ALIVE = 120
"""Seconds an idle connection stays: longer than Rasa keeps one, so that it never writes into one just closed."""


def main() -> int:
    """Serve until told to stop; 2 when a setting or the content cannot be used."""
    try:
        settings = read()
        logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
        shelf = Shelf(settings.content)
        served = application(executor(shelf, settings.running(), intents_of(ROOT / "domain.yml")))
    except (SettingMistake, ContentMistakes, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    config = uvicorn.Config(
        served, host=HOST, port=settings.port, access_log=False, log_config=None, log_level="warning",
        server_header=False, date_header=False, timeout_keep_alive=KEEP_ALIVE, timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
