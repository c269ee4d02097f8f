"""The description of the API is complete and true: schemathesis holds the running server to it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)  # fmt: skip

from bot.channels.website import Rate, Rates
from tests.channels.website.stage import DANGER, Stage, served

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, unsupported_method,
]  # fmt: skip
PLENTY = Rate(100_000, 100_000)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, str]]:
    rates = Rates(PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, 100, 100, 100)
    with served(tmp_path_factory.mktemp("openapi"), rates) as world:
        yield world


def wrong_in_itself(case: "schemathesis.Case[Any]") -> bool:
    """Whether the body is what makes it a wrong request: a token that it lacks is put in, an unknown word after ? is none."""
    body = case.meta.components.get(ParameterLocation.BODY) if case.meta else None
    return body is not None and body.mode is schemathesis.GenerationMode.NEGATIVE


OPERATIONS = [
    ("POST", "/api/conversations"), ("DELETE", "/api/conversations"), ("POST", "/api/messages"), ("GET", "/api/messages"),
    ("POST", "/api/leave"), ("GET", "/healthz"), ("GET", "/readyz"),
]  # fmt: skip


def described(address: str) -> dict[str, dict[str, object]]:
    paths: dict[str, dict[str, object]] = httpx.get(f"{address}/api/openapi.json").json()["paths"]
    return paths


def test_every_path_is_described(world: tuple[Stage, str]) -> None:
    """Whoever writes a client finds every path, and nothing that is not there."""
    paths = described(world[1])
    found = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert found == {*OPERATIONS, ("GET", "/api/events")}


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_true_to_its_description(world: tuple[Stage, str], method: str, path: str, long: bool) -> None:
    """Whatever is sent, right or wrong, the answer is one that the description names, in the shape it names."""
    _, address = world
    token = httpx.post(f"{address}/api/conversations").json()["token"]
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
    operation = schema[path][method]
    strategy = operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
    quiet = settings(
        max_examples=100 if long else 25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    statuses = Counter[int]()

    def hold_to_it(case: "schemathesis.Case[Any]") -> None:
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        refused_for_size = response.status_code == 413  # a refusal that schemathesis does not count as one
        checks = [*CHECKS, negative_data_rejection] if wrong_in_itself(case) and not refused_for_size else CHECKS
        case.validate_response(response, checks=checks)
        statuses[response.status_code] += 1

    quiet(given(case=strategy)(hold_to_it))()
    if operation.body or list(operation.query):
        quiet(given(case=wrong)(hold_to_it))()
        assert statuses[422], "nothing wrong was tried"
    assert any(status < 300 for status in statuses), statuses


def test_refusals_are_described(world: tuple[Stage, str]) -> None:
    """A refusal with a card is in the described shape too."""
    _, address = world
    spec = httpx.get(f"{address}/api/openapi.json").json()
    refused = httpx.post(f"{address}/api/messages", json={"text": DANGER})
    assert refused.status_code == 401
    schema = {"$ref": "#/components/schemas/Refusal", "components": spec["components"]}
    assert jsonschema_rs.validator_for(schema).is_valid(refused.json())
    answer = spec["paths"]["/api/messages"]["post"]["responses"]
    assert {"200", "400", "401", "408", "413", "415", "422", "429", "500", "503"} == set(answer)
    assert "application/problem+json" in answer["503"]["content"]
    assert "Retry-After" in answer["503"]["headers"]


def test_no_third_party_pages(world: tuple[Stage, str]) -> None:
    """No page of the framework's loads anything from elsewhere."""
    assert httpx.get(f"{world[1]}/docs").status_code == 404
