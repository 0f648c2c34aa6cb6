"""out/manifest.json: the finished files, and the record of what each is made from.

    {"outputs": {"essay.pdf": {"bytes": …, "sha256": …, "record": NAME}, …},
     "records": {NAME: {"edition": ID, "essay": {file: sha256}, "press": …, "components": …}, …}}

A build of some editions only leaves the others' entries as they were, as long as the files are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from press.manifest.record import Record
from press.model import Artifact

NAME = "manifest.json"
Entries = dict[str, dict[str, Any]]


def update_manifest(artifacts: Sequence[Artifact], record: Record, out: Path) -> Artifact:
    """Return the manifest of a folder into which these editions are about to be put."""
    before, made = read_manifest(out), {artifact.name for artifact in artifacts}
    outputs: Entries = {
        name: entry
        for name, entry in before["outputs"].items()
        if Path(name).name == name not in made
        and entry["record"] in before["records"]
        and _is_there(out / name, entry)
    }
    outputs |= {
        artifact.name: {
            "bytes": len(artifact.data),
            "sha256": sha256(artifact.data).hexdigest(),
            "record": record.name,
        }
        for artifact in artifacts
    }
    records: Entries = {**before["records"], record.name: record.as_json()}
    used = {entry["record"] for entry in outputs.values()}
    whole = {
        "outputs": dict(sorted(outputs.items())),
        "records": {name: records[name] for name in sorted(used)},
    }
    text = json.dumps(whole, indent=1, ensure_ascii=True) + "\n"
    return Artifact("manifest", NAME, "application/json", text.encode())


def read_manifest(out: Path) -> Mapping[str, Entries]:
    """Return what the manifest of a folder says, and nothing where it is missing or was changed by hand."""
    try:
        found = json.loads((out / NAME).read_text(encoding="utf-8"))
        outputs = {str(name): _entry(entry) for name, entry in found["outputs"].items()}
        records = {str(name): dict(entry) for name, entry in found["records"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"outputs": {}, "records": {}}
    return {"outputs": outputs, "records": records}


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"bytes": int(entry["bytes"]), "sha256": str(entry["sha256"]), "record": str(entry["record"])}


def _is_there(path: Path, entry: Mapping[str, Any]) -> bool:
    """Tell whether a file is what its entry says, so that the manifest never speaks of another."""
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == entry["sha256"]
