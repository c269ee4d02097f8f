"""Training reads what is meant for Rasa, whatever else lies in data/."""

from pathlib import Path

from engine.reading import Reading
from tests.engine.world import ROOT

NLU = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n'
RULES = 'version: "3.1"\nrules:\n- rule: greet\n  steps:\n  - intent: greet\n  - action: action_answer\n'


def test_only_rasas_folders_are_read(tmp_path: Path) -> None:
    """An editor adds a phrase to data/safety, whose `rules` are another thing: training goes on as before."""
    for name, text in {
        "nlu/en/talk.yml": NLU,
        "rules/answers.yml": RULES,
        "safety/en.yml": "rules: {cry: {level: danger}}\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    for paths in (str(tmp_path), [str(tmp_path)], [str(tmp_path / "nlu"), str(tmp_path / "rules/answers.yml")]):
        reading = Reading(domain_path=str(ROOT / "domain.yml"), training_data_paths=paths)
        assert [example.get("text") for example in reading.get_nlu_data().intent_examples] == ["hello"]
        assert [step.block_name for step in reading.get_stories().story_steps] == ["greet"]
