"""Training reads what is meant for Rasa, whatever else lies in data/."""

import copy
from pathlib import Path

import pytest
from engine.reading import MOST, Example, Reading, is_aimed
from rasa.shared.exceptions import SchemaValidationError
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
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


def test_of_the_safety_net_only_what_is_out_of_scope_is_learned(tmp_path: Path) -> None:
    """Metaphors and films teach what is none of our business, forty a language; the cries stay with the net."""
    many = "".join(f"    metaphor {n}\n" for n in range(60))
    must_not = f"must_not:\n  past: |\n    long ago\n  film: |\n    a film\n    /slash\n  metaphor: |\n{many}"
    book = f"must:\n  danger: |\n    a cry\n{must_not}"
    for name, text in {"nlu/en/talk.yml": NLU, "rules/answers.yml": RULES, "safety/en.yml": book}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    reading = Reading(domain_path=str(ROOT / "domain.yml"), training_data_paths=str(tmp_path))
    learned = [(example.get("text"), example.get("intent")) for example in reading.get_nlu_data().intent_examples]

    assert ("a film", "out_of_scope") in learned
    assert sum(intent == "out_of_scope" for _, intent in learned) == MOST + 1
    assert not {"a cry", "long ago", "/slash"} & {text for text, _ in learned}


def test_examples_alone_are_read_as_rasa_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read here in a tenth of the time is the same, with entities and synonyms; lines of twins.yml are marked besides."""
    file = tmp_path / "nlu" / "en" / "talk.yml"
    file.parent.mkdir(parents=True)
    file.write_text(NLU + '    - in [osaka]{"entity": "area", "value": "JP-27"}\n    - "quoted" [odd] text:  \n')

    def learned() -> TrainingData:
        return Reading(domain_path=str(ROOT / "domain.yml"), training_data_paths=str(tmp_path))._read("en")

    ours = learned()
    with monkeypatch.context() as rasas:
        rasas.setattr("engine.reading._plain", lambda file: None)
        assert learned().fingerprint() == ours.fingerprint()
    assert ours.entity_synonyms == {"osaka": "JP-27"} and not any(map(is_aimed, ours.training_examples))

    file.rename(file.with_name("twins.yml"))
    assert all(map(is_aimed, copy.deepcopy(learned()).training_examples))


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    """Rasa asks for the examples twice in a training and gets the same; after an edit it gets the new ones."""
    file = tmp_path / "nlu" / "en" / "talk.yml"
    file.parent.mkdir(parents=True)

    def learned() -> TrainingData:
        return Reading(domain_path=str(ROOT / "domain.yml"), training_data_paths=str(tmp_path)).get_nlu_data()

    file.write_text(NLU)
    first = learned()
    assert learned() is first
    file.write_text(NLU + "    - good morning\n")
    assert [example.get("text") for example in learned().intent_examples] == ["hello", "good morning"]


def test_an_example_is_a_message_like_any_other() -> None:
    """Merged, compared and changed as Rasa's own: the same says the same, a copy is a copy, and what is set counts."""
    data = {"text": "in Osaka", "intent": "find_counter", "entities": [{"entity": "area", "value": "JP-27"}]}
    ours, rasas = Example.of(Message(data)), Message(data)
    assert ours == rasas and hash(ours) == hash(rasas)

    copied = copy.deepcopy(ours)
    copied.set("intent", "find_counter")
    assert copied == ours
    copied.get("entities")[0]["value"] = "JP-13"
    copied.set("intent", "greet", add_to_output=True)
    assert copied != ours and "intent" in copied.output_properties
    assert ours.get("entities")[0]["value"] == "JP-27" and "intent" not in ours.output_properties
    assert len(TrainingData([ours, Example.of(rasas)]).merge(TrainingData([copied])).training_examples) == 2


def test_a_wrong_entity_is_told_in_rasas_words(tmp_path: Path) -> None:
    """An editor mistypes an annotation: Rasa says what is wrong with it."""
    file = tmp_path / "nlu" / "en" / "talk.yml"
    file.parent.mkdir(parents=True)
    file.write_text(NLU + '    - in [osaka]{"entity": 3, "value": "osaka"}\n')
    with pytest.raises(SchemaValidationError, match="3 is not of type"):
        Reading(domain_path=str(ROOT / "domain.yml"), training_data_paths=str(tmp_path)).get_nlu_data()
