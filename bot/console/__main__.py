"""`python -m bot.console` serves the console."""

import sys

from bot.console.app import main

if __name__ == "__main__":
    sys.exit(main())
