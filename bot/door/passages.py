"""`python -m bot.door.passages CONTENT DATA ENCODER FILE`: what the topics say as vectors, for questions without an intent."""

import sys
from pathlib import Path

from bot.examples import examples
from content import read
from content.passages import passages
from encoder import memory
from encoder.centring import leans, scripts
from encoder.encoder import Encoder
from encoder.passages import Bubble, learn

if __name__ == "__main__":
    content, data, folder, target = map(Path, sys.argv[1:])
    encoder, said = Encoder(folder), list(passages(read(content, strict=False)))
    bubbles, texts = [Bubble(each.topic, each.bubble, each.mark) for each in said], [each.said for each in said]
    asked = [text for one in sorted((data / "nlu").iterdir()) if one.is_dir() for _, text in examples(one)]
    lean = leans(memory.depths(encoder, asked), scripts(asked))
    new = target.with_suffix(".new")
    learn(bubbles, texts, memory.depths(encoder, texts), lean).write(new)
    new.replace(target)
