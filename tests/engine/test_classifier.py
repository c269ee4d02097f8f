"""People are understood in their own words, and it is said how surely."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from encoder.adaptation import held_out
from encoder.build import build
from encoder.encoder import Encoder
from engine.classifier import SentenceClassifier
from engine.featurizer import ENCODER, EncoderMissing, Sentence, SentenceFeaturizer, featurized
from engine.fitting import one_vs_rest
from engine.folding import fold
from engine.heart import Heart
from engine.learned import OUT_OF_SCOPE, learn, read
from engine.ngrams import Rounded, count, keys
from engine.ngrams import learn as learn_ngrams
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score
from tests.encoder.hostile import texts as hostile
from tests.engine.test_data import examples

EXAMPLES = {
    "documents_taken": [
        "my boss has my passport", "they keep my residence card", "he took my passport and does not give it back",
        "社長にパスポートを取られた", "在留カードを返してくれない", "ぱすぽーと かえして くれない",
    ],
    "wages_problem": [
        "i was not paid", "no salary for three months", "they cut my pay every month",
        "給料が払われない", "残業代がもらえません", "きゅうりょう もらえない", "kyuuryou moraenai",
    ],
    "shelter": ["i need a place to sleep", "is there a safe house", "今夜泊まるところがない", "シェルターに入りたい"],
    "will_i_be_deported": ["will they send me home", "i overstayed, will i be arrested", "強制送還されますか", "ビザが切れた"],
    "greet": ["hello", "good morning", "hi", "こんにちは", "おはよう", "どうも"],
    OUT_OF_SCOPE: ["how is the weather", "recipe for curry", "明日の天気は", "カレーの作り方"],
}  # fmt: skip

UNSEEN = [
    ("my employer is keeping my passport from me", "documents_taken"),
    ("会社がパスポートを預かったまま返しません", "documents_taken"),
    ("they have not paid my salary", "wages_problem"),
    ("給料をもらっていません", "wages_problem"),
    ("kyuryo ga moraenai", "wages_problem"),
    ("キュウリョウ モラエナイ", "wages_problem"),
    ("somewhere safe to sleep tonight please", "shelter"),
    ("am i going to be deported", "will_i_be_deported"),
    ("HELLO!!!", "greet"),
    ("what will the weather be like tomorrow", OUT_OF_SCOPE),
]


def data(examples: "dict[str, list[str]]") -> TrainingData:
    return TrainingData([Message.build(text, intent) for intent, texts in examples.items() for text in texts])


class Home:
    """Where Rasa keeps a component."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.resource = Resource("classifier")
        self.storage = LocalModelStorage.create(folder)
        self.files = folder / "classifier"

    def train(self, examples: "dict[str, list[str]]") -> SentenceClassifier:
        made = SentenceClassifier.create({}, self.storage, self.resource, None)  # type: ignore[arg-type]
        made.train(data(examples))
        return made

    def load(self) -> SentenceClassifier:
        return SentenceClassifier.load({}, self.storage, self.resource, None)  # type: ignore[arg-type]


def understood(classifier: SentenceClassifier, text: str) -> Message:
    return classifier.process([Message.build(text)])[0]


@pytest.fixture(scope="module")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("built") / "encoder"
    build(built)
    return built


@pytest.fixture(autouse=True)
def _encoder(encoder_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENCODER, str(encoder_folder))


@pytest.fixture(scope="module")
def home(encoder_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Home]":
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENCODER, str(encoder_folder))
        home = Home(tmp_path_factory.mktemp("home") / "models")
        home.train(EXAMPLES)
        yield home


@pytest.fixture(scope="module")
def trained(home: Home, encoder_folder: Path) -> SentenceClassifier:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENCODER, str(encoder_folder))
        return home.load()


@pytest.mark.parametrize(("text", "intent"), UNSEEN)
def test_understands(trained: SentenceClassifier, text: str, intent: str) -> None:
    """A person is understood in words that nobody foresaw, in either language, in kana and in Latin letters."""
    assert intent == understood(trained, text).get("intent")["name"]


def test_the_first_stays_first_however_unsure(encoder_folder: Path) -> None:
    """Where hardly anything is sure, the likeliest intent is still first, not the one that the alphabet puts first."""
    texts = [text for some in EXAMPLES.values() for text in some]
    vectors = Encoder(encoder_folder).depths(texts)
    known = learn(texts, [intent for intent, some in EXAMPLES.items() for _ in some], vectors)
    unsure = replace(known, heart=Heart.of([], []), calibration=np.array([0, 0, 0, -4], np.float32))

    found, scores = unsure.confidences(texts, vectors), unsure.signs(texts, vectors)[0]
    assert found.max() < 0.02
    assert (found.argmax(1) == scores.argmax(1)).all()


def test_ranking(trained: SentenceClassifier) -> None:
    """What else a person may have meant is told too, the likeliest first."""
    message = understood(trained, "my passport and my salary")
    ranking = message.get("intent_ranking")
    confidences = [rank["confidence"] for rank in ranking]

    assert message.get("intent") == ranking[0]
    assert sorted(EXAMPLES) == sorted(rank["name"] for rank in ranking)
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert sum(confidences) <= 1.0001


def test_buttons_pass(trained: SentenceClassifier) -> None:
    """What a button said is not guessed at."""
    button = Message({"text": "", "intent": {"name": "menu", "confidence": 1.0}})

    assert {"name": "menu", "confidence": 1.0} == trained.process([button])[0].get("intent")


def test_hostile(trained: SentenceClassifier) -> None:
    """Nobody can break it by what they send, and everyone gets an answer."""
    messages = trained.process([Message.build(text) for text in hostile() if text])

    assert all(0 <= message.get("intent")["confidence"] <= 1 for message in messages)


def test_alone_as_in_company(trained: SentenceClassifier) -> None:
    """Whoever else writes changes nothing."""
    texts = [text for text, _ in UNSEEN]
    alone = np.concatenate([trained.confidences([text]) for text in texts])

    assert np.allclose(alone, trained.confidences(texts), atol=1e-3)


def test_same_twice(trained: SentenceClassifier, tmp_path: Path) -> None:
    """The same examples make the same model."""
    texts = [text for text, _ in UNSEEN]

    assert np.allclose(trained.confidences(texts), Home(tmp_path / "again").train(EXAMPLES).confidences(texts), atol=2e-3)


def test_plain_files(home: Home) -> None:
    """A model holds numbers and words, nothing that runs when it is opened."""
    for path in home.files.iterdir():
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)
        else:
            assert ".json" == path.suffix
            json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("examples", [{"greet": ["hello", "hi"]}, {"greet": ["hello", "hi"], "goodbye": ["bye", "see you"]}])
def test_small(tmp_path: Path, examples: "dict[str, list[str]]") -> None:
    """An operator may begin with very little."""
    home = Home(tmp_path / "small")
    home.train(examples)

    assert "greet" == understood(home.load(), "hello").get("intent")["name"]


def test_nothing_to_learn(tmp_path: Path) -> None:
    """Without examples nothing is claimed."""
    assert understood(Home(tmp_path / "none").train({}), "hello").get("intent") is None


def test_other_encoder(tmp_path: Path) -> None:
    """A model is not used with another encoder: its answers would be wrong without anybody noticing."""
    home = Home(tmp_path / "models")
    home.train({"greet": ["hello"], "goodbye": ["bye"]})
    (home.files / "encoder.json").write_text('"another"')

    with pytest.raises(EncoderMissing, match="another encoder"):
        home.load()


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_no_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str) -> None:
    """Where the encoder is missing, it is said at once what to do."""
    monkeypatch.setenv(ENCODER, folder and str(tmp_path / folder))

    with pytest.raises(EncoderMissing):
        SentenceClassifier.fingerprint_addon({})


def test_sure_and_unsure(encoder_folder: Path, tmp_path: Path) -> None:
    """It is surer of what it knows than of what it has never met, and it has counted how often it is right."""
    things = ["passport", "card", "phone", "bank book", "パスポート", "カード", "電話", "通帳"]
    people = ["boss", "manager", "broker", "owner", "社長", "店長", "ブローカー", "オーナー"]
    examples: dict[str, list[str]] = {"documents_taken": [], "wages_problem": [], "threats": [], OUT_OF_SCOPE: []}
    for k in range(320):
        person, thing = people[k % 8], things[k // 8 % 8]
        extra = ["", "please help", "since may", "お願いします", "what now"][k // 64]
        examples["documents_taken"].append(f"{person} took {thing} {extra}")
        examples["wages_problem"].append(f"{person} does not pay {extra} {k % 7} months")
        examples["threats"].append(f"{person} says he will hurt me {extra} {k % 5}")
        examples[OUT_OF_SCOPE].append(f"where to buy {thing} {extra} {k % 9}")
    pairs = [(text, intent) for intent, texts in examples.items() for text in texts]
    encoder = Encoder(encoder_folder)
    texts, intents = [text for text, _ in pairs], [intent for _, intent in pairs]
    aimed = ["since may" in text for text in texts]  # what was written where a model was wrong says nothing of how often it is
    learn(texts, intents, encoder.depths(texts), aimed).write(tmp_path)
    kept = read(tmp_path)

    def sure(texts: list[str]) -> float:
        return float(kept.confidences(texts, encoder.depths(texts)).max(1).mean())

    known, unknown = sure(["my boss took my passport", "manager does not pay"]), sure(["the moon is made of cheese", "xqzt vvrk"])

    assert known > unknown + 0.1
    assert sum(held_out(text) and "since may" not in text for text in texts) == kept.report["held_out"] > 200
    assert kept.report["right"] > 0.9


def test_few_examples(encoder: Encoder) -> None:
    """Who begins with a dozen examples an intent is understood, and what has no answer is seen."""
    own: dict[str, list[str]] = {}
    for intent, text in examples("en"):
        own.setdefault(intent, []).append(text)
    names = sorted(name for name, texts in own.items() if len(texts) >= 20)
    known, unknown = names[::2], names[1::2]
    seen = [(text, name) for name in known for text in own[name][:12]]
    asked = [(text, name) for name in known for text in own[name][12:20]]
    foreign = [text for name in unknown for text in own[name][:8]]

    learned = learn([text for text, _ in seen], [name for _, name in seen], encoder.depths([text for text, _ in seen]))
    texts = [text for text, _ in asked] + foreign
    found = learned.confidences(texts, encoder.depths(texts))
    right = [learned.names[row.argmax()] == name for row, (_, name) in zip(found, asked, strict=False)]

    assert np.mean(right) > 0.9
    assert roc_auc_score([1] * len(asked) + [0] * len(foreign), found.max(1)) > 0.87


def test_other_vectors_have_another_fingerprint() -> None:
    """Rasa gives back what it learned before, where the fingerprints of the examples are the same."""
    row = np.ones((1, 768), np.float32)
    given = [(row, "one"), (row.copy(), "one"), (row + np.float32(1e-6), "one"), (row, "another")]
    same, again, *others = [Sentence(vectors, FEATURE_TYPE_SENTENCE, TEXT, origin).fingerprint() for vectors, origin in given]

    assert same == again and len({same, *others}) == 3


def test_ngrams_as_scikit_learn() -> None:
    """N-grams at run time weigh what they weighed in training."""
    texts = [text for texts in EXAMPLES.values() for text in texts]
    learned, terms = learn_ngrams(count([*texts, "of these nothing is learned"]), np.arange(len(texts)), 1)
    rows = terms.rows(np.arange(len(texts)))
    weights = Rounded.of(np.eye(rows.shape[1] + 1, rows.shape[1], dtype=np.float32))
    fresh = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True).fit([fold(text) for text in texts])
    order = np.argsort(keys(fresh.get_feature_names_out()))

    assert np.allclose(rows.toarray(), learned.scores(texts, weights), atol=1e-5)
    assert np.allclose(weights.scores(rows), learned.scores(texts, weights), atol=1e-5)
    assert np.allclose(
        rows.toarray()[:, : len(order)] * 2**0.5, fresh.transform(map(fold, texts)).toarray()[:, order], atol=1e-5
    )
    assert not learned.scores([""], weights).any()


@pytest.mark.parametrize(
    "spellings",
    [
        ["shachou", "syachou", "しゃちょう", "シャチョウ", "ｼｬﾁｮｳ", "SHACHO"],
        ["pasupooto", "パスポート", "ぱすぽーと"],
        ["chotto", "ちょっと", "tyotto"],
        ["cafe", "CAFÉ", "cafe\u0301"],
        ["heeelp", "heeeeeelp"],
        ["tsukatta", "つかった", "tukatta"],
        ["臺灣的護照", "台灣的護照", "台湾的护照"],
        ["ghar jana", "घर जान", "GHAR JANA", "ghaar jaana"],
        ["garchha", "garcha", "गर्छ"],
        ["malikle", "मालिकले"],
        ["japanma", "जापानमा"],
        ["pasport", "पास्पोर्ट"],
        ["maliksang", "मालिकसँग"],
        ["ma", "म"],
        ["sathiharu", "साथीहरू", "साथीहरु"],
    ],
)
def test_spellings_meet(spellings: "list[str]") -> None:
    """A person may write Japanese or Nepali in their own or in Latin letters, Chinese in either characters, loudly, or without
    accents."""
    assert 1 == len({fold(spelling) for spelling in spellings})


@pytest.mark.parametrize("text", hostile(), ids=str.__len__)
def test_folding_hostile(text: str) -> None:
    """Any string can be folded."""
    assert len(fold(text)) <= 2_000


def test_the_large_arrays_stay_on_the_disk(encoder_folder: Path, tmp_path: Path) -> None:
    """The engine keeps little in memory, and goes on when Rasa has deleted the folder it unpacked the model to."""
    encoder, folder = Encoder(encoder_folder), tmp_path / "model"
    folder.mkdir()
    pairs = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    texts, intents = [text for text, _ in pairs], [intent for _, intent in pairs]
    fresh = learn(texts, intents, encoder.depths(texts))
    fresh.write(folder)
    kept = read(folder)
    shutil.rmtree(folder)

    assert isinstance(kept.views.weights.rows.base, np.memmap) and isinstance(kept.examples.vectors.base, np.memmap)
    vectors = encoder.depths(texts)
    assert np.allclose(kept.confidences(texts, vectors), fresh.confidences(texts, vectors))


def test_rounded_weights_weigh_the_same() -> None:
    """A quarter of the memory, and no other answer: the sum of many is off by less than one of them is rounded."""
    dice = np.random.default_rng(0)
    weights = dice.normal(0, dice.uniform(0.01, 9, (401, 1)), (401, 66)).astype(np.float32)
    places, values = dice.permutation(400)[:60], dice.uniform(0, 0.2, 60).astype(np.float32)
    rounded = Rounded.of(weights)

    assert rounded.rows.dtype == np.int8 and np.array_equal(rounded.bias, weights[-1])
    assert np.abs(rounded.sum(places, values) - values @ weights[places]).max() < np.abs(weights).max() / 254


def test_unknown_class_scores_low() -> None:
    """An intent without examples is never the answer."""
    learned = learn_ngrams(count(["a b", "b c", "c d", "d e"]), np.arange(4), 1)[1].rows(np.arange(4))
    weights = one_vs_rest(learned, np.array([0, 0, 2, 2]), 3)
    scores = learned @ weights[:-1] + weights[-1]

    assert (scores[:, 1] < scores[:, [0, 2]].max(1)).all()


def test_the_featurizer_gives_what_the_classifier_would_make_itself(encoder: Encoder) -> None:
    """Any classifier of Rasa's may use the vectors; ours takes them and makes them only where there are none."""
    featurizer = SentenceFeaturizer(encoder, {})
    texts = ["my boss has my passport", "社長にパスポートを取られた", ""]
    messages = [Message.build(text, "documents_taken") for text in texts]

    featurizer.process(messages)

    found = [featurized(message) for message in messages]
    assert found[2] is None
    expected = encoder.depths(texts[:2])
    assert all(np.allclose(one, wanted, atol=1e-4) for one, wanted in zip(found[:2], expected, strict=True))
    taught = [Message.build(text, "documents_taken") for text in texts]
    featurizer.process_training_data(TrainingData(taught))  # kept in half precision
    assert all(np.allclose(featurized(one), wanted, atol=1e-3) for one, wanted in zip(taught[:2], expected, strict=True))
    assert messages[0].get_dense_features("text", [])[1].features.shape == (1, 768)
