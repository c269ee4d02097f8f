"""The front door's verbs, one module each; `akari` builds the worlds and calls them."""
