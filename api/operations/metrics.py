"""What a running site counts, for Prometheus: on a port of its own, which no visitor reaches."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from api.operations.exchange import Exchange, page_of
from api.serving.releases import Releases
from api.workers.workers import Workers
from graph.base import memory
from graph.base.config import OperatorError

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_OTHER = "other"


class Metrics:
    """The counters of one site. ``pages`` are the first parts of the paths it answers at; all else is
    ``other``, so that no client makes a new line by asking."""

    def __init__(self, releases: Releases, workers: Workers, root: str, pages: Iterable[str]) -> None:
        self.registry = CollectorRegistry()
        self._root, self._pages = root, frozenset(pages)
        labels = ("page", "method", "status")
        self._requests = Counter(
            "sagsgraf_http_requests", "Requests that were answered", labels, registry=self.registry
        )
        self._kept = Counter(
            "sagsgraf_http_kept_answers", "Answers that had been made before", registry=self.registry
        )
        self._seconds = Histogram(
            "sagsgraf_http_request_seconds",
            "Seconds until a request was answered in full",
            ("page",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        self.registry.register(_Served(releases, workers))

    def count(self, exchange: Exchange) -> None:
        """Count an exchange."""
        first = page_of(exchange.path, self._root)
        page = first if first in self._pages else _OTHER
        method = exchange.method if exchange.method in _METHODS else _OTHER
        self._requests.labels(page, method, str(exchange.status)).inc()
        self._seconds.labels(page).observe(exchange.seconds)
        if exchange.kept:
            self._kept.inc()

    @contextmanager
    def served(self, port: int) -> Iterator[int]:
        """The port at which they are told at /metrics, of this machine alone; 0 is any that is free.

        Raises :class:`graph.base.config.OperatorError` when the port cannot be had.
        """
        try:
            server, thread = start_http_server(port, addr="127.0.0.1", registry=self.registry)
        except OSError as error:
            raise OperatorError(f"metrics_port: cannot listen on port {port}: {error.strerror}") from None
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _Served(Collector):
    """What is told of the release and the queries at the moment when somebody asks."""

    def __init__(self, releases: Releases, workers: Workers) -> None:
        self._releases, self._workers = releases, workers

    def collect(self) -> Iterator[Metric]:
        queries = GaugeMetricFamily(
            "sagsgraf_queries", "SPARQL queries and analyses now", labels=("lane", "state")
        )
        for lane, admission in self._workers.lanes.items():
            queries.add_metric((lane, "running"), admission.running)
            queries.add_metric((lane, "waiting"), admission.waiting)
        yield queries
        yield GaugeMetricFamily(
            "sagsgraf_memory_bytes",
            "Memory of the server and its workers, what they share counted once (PSS)",
            value=memory.of_all(),
        )
        release = self._releases.latest()
        if release is None:
            return
        name = GaugeMetricFamily("sagsgraf_release_info", "The release that is served", labels=("release",))
        name.add_metric((release.shelved.id,), 1)
        yield name
        if created := release.shelved.created:  # none of a file that is served as it stands
            yield GaugeMetricFamily(
                "sagsgraf_release_created_timestamp_seconds",
                "When the release was made",
                value=datetime.fromisoformat(created).timestamp(),
            )
        totals = release.shelved.manifest.totals
        yield GaugeMetricFamily("sagsgraf_quads", "Quads of the release", value=totals.quads or 0)
        documents = GaugeMetricFamily(
            "sagsgraf_documents", "Documents by what became of them", labels=("status",)
        )
        for status in ("published", "quarantined", "unreadable", "withdrawn"):
            documents.add_metric((status,), getattr(totals, status))
        yield documents
        findings = GaugeMetricFamily("sagsgraf_findings", "Findings by severity", labels=("severity",))
        for severity, number in totals.findings.items():
            findings.add_metric((severity,), number)
        yield findings
