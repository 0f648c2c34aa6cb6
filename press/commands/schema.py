"""Print the JSON Schema of essay.yaml.

An editor completes and checks the settings with it.

./build.py schema > essay.schema.json
"""

from __future__ import annotations

import argparse
import json

from press.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def run(arguments: argparse.Namespace, progress: Progress) -> int:  # noqa: ARG001  all commands are called alike
    """Print it."""
    from press.settings import Settings  # noqa: PLC0415  --help must not wait for the imports

    print(json.dumps(Settings.model_json_schema(), indent=2, ensure_ascii=False))
    return 0
