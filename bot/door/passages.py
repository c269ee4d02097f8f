"""`python -m bot.door.passages CONTENT ENCODER FILE`: the sentences of the topics as vectors, for questions without an intent."""

import sys
from pathlib import Path

from content import read
from content.passages import passages
from encoder import memory
from encoder.encoder import Encoder
from encoder.passages import Bubble, learn

if __name__ == "__main__":
    content, folder, target = map(Path, sys.argv[1:])
    said = list(passages(read(content, strict=False)))
    bubbles, texts = [Bubble(each.topic, each.bubble, each.mark) for each in said], [each.sentence for each in said]
    new = target.with_suffix(".new")
    learn(bubbles, texts, memory.depths(Encoder(folder), texts)).write(new)
    new.replace(target)
