"""What the commands of ``sagsgraf`` have in common: options, exit statuses, the form of their help."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

FINE, FOUND = 0, 1
Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
CONFIG = click.option("--config", type=FILE, help="A configuration file; default ./sagsgraf.toml.")


def example(text: str) -> str:
    """The end of a command's help."""
    return f"\b\nExample:\n  {text}"


def counted(number: int, noun: str) -> str:
    """How many there are of what a regular noun names: ``1 file``, ``2 files``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def settings(command: Command) -> Command:
    """The options that say where the settings and the releases are."""
    data = click.option(
        "--data-dir", type=click.Path(path_type=Path), help="The data folder; default ./data."
    )
    return CONFIG(data(command))
