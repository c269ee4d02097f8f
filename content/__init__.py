"""Everything a person is told: YAML files, and the one reader that checks them."""

from content.parts import ContentMistakes, Mistake
from content.reading import FOLDER, Content, read

__all__ = ["FOLDER", "Content", "ContentMistakes", "Mistake", "read"]
