"""What networks and measures cost on a data folder: seconds and peak memory of each, in a process of its own.

``python -m benchmarks.analyse DATA_DIR`` opens the store of the current release and prints a table. A
measure of a network is given the network that was made before it, so its seconds are its own; its peak
memory counts the network too. ``CPU s`` is what to go by where others use the machine; ``note`` tells what it
was sampled from, where it was.
"""

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from graph.analysis.measures import MEASURES, of_graph, of_store
from graph.analysis.projections import PROJECTIONS, project
from graph.store.oxigraph import Store

_COLUMNS = ("network", "measure", "seconds", "CPU s", "MB peak", "nodes or rows", "edges", "note")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analyse", description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--run", nargs=3, metavar=("NETWORK", "MEASURE", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    store = given.data_dir / "current" / "store"
    if given.run:
        network, measure, file = given.run
        print(json.dumps(_run(store, network, measure, Path(file))))
        return
    print(" | ".join(_COLUMNS))
    with tempfile.TemporaryDirectory(prefix="sagsgraf-") as folder:
        for network in PROJECTIONS:
            file = Path(folder) / network
            _line(given.data_dir, network, "", file)
            for measure in (one.name for one in MEASURES.values() if one.needs == "graph"):
                _line(given.data_dir, network, measure, file)
            file.unlink()
        for measure in (one.name for one in MEASURES.values() if one.needs == "store"):
            _line(given.data_dir, "", measure, Path(folder))


def _line(data_dir: Path, network: str, measure: str, file: Path) -> None:
    """Measure one in a process of its own, and print it."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.analyse",
        str(data_dir),
        "--run",
        network,
        measure,
        str(file),
    ]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(
        f"{network} | {measure} | {found['seconds']:.1f} | {found['cpu']:.1f} | "
        f"{found['megabytes']:.0f} | {found['nodes']} | {found['edges']} | {found['note']}",
        flush=True,
    )


def _run(store: Path, network: str, measure: str, file: Path) -> dict[str, Any]:
    """Make the network, which is left in the file, or read it and measure it, or measure the store."""
    edges: int | str = ""
    note = ""
    start, used = time.perf_counter(), time.process_time()
    if not measure:
        with Store.open_read_only(store) as opened:
            graph = project(opened, network)
        nodes, edges = len(graph), graph.number_of_edges()
        note = f"{len(graph.graph['left_out'])} left out" if graph.graph["left_out"] else ""
    elif network:
        graph = pickle.loads(file.read_bytes())  # noqa: S301  # our own
        start, used = time.perf_counter(), time.process_time()
        table = of_graph(measure, graph)
        nodes, edges = len(graph), graph.number_of_edges()
        note = f"from {table.parameters['sources']} nodes" if table.parameters.get("exact") == 0 else ""
    else:
        with Store.open_read_only(store) as opened:
            nodes = len(of_store(measure, opened).rows)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if not measure:
        file.write_bytes(pickle.dumps(graph))
    sizes = {"nodes": nodes, "edges": edges, "megabytes": megabytes, "note": note}
    return {"seconds": seconds, "cpu": cpu, **sizes}


if __name__ == "__main__":
    main()
