"""The metrics as Prometheus reads them."""

import socket
from urllib.request import urlopen

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.operations.metrics import Metrics
from graph.base.config import OperatorError


@pytest.fixture
def metrics(client: TestClient) -> Metrics:
    assert isinstance(client.app, FastAPI)
    found = client.app.state.metrics
    assert isinstance(found, Metrics)
    return found


def told(port: int) -> dict[tuple[str, ...], float]:
    """Each sample, by its name and the values of its labels."""
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        text = answer.read().decode()
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_requests_and_the_release_are_counted(client: TestClient, metrics: Metrics) -> None:
    with metrics.served(0) as port:
        before = told(port)
        assert client.get("/en/om").status_code == client.get("/en/om").status_code == 200
        assert client.get("/nowhere/else").status_code == 404
        after = told(port)
    found = ("sagsgraf_http_requests_total", "GET", "om", "200")
    assert after[found] - before.get(found, 0) == 2
    lost = ("sagsgraf_http_requests_total", "GET", "other", "404")
    assert after[lost] - before.get(lost, 0) == 1
    kept = ("sagsgraf_http_kept_answers_total",)
    assert after[kept] - before[kept] >= 1
    assert after["sagsgraf_documents", "published"] == 16
    assert after["sagsgraf_queries", "short", "waiting"] == 0
    assert after["sagsgraf_release_created_timestamp_seconds",] > 0
    assert after["process_resident_memory_bytes",] > 0
    assert after["sagsgraf_memory_bytes",] > 10_000_000


def test_a_port_that_is_taken_is_told(metrics: Metrics) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OperatorError, match=f"metrics_port: .* port {port}"), metrics.served(port):
            pass
