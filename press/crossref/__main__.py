"""The built-in pass as a filter for plain pandoc.

    pandoc -t json essay.md | python -m press.crossref html | pandoc -f json -t html

What is wrong with labels goes to standard error, a line each, and the document is written all the same.
"""

from __future__ import annotations

import json
import sys

from press.ast import Node
from press.errors import PressError

from . import resolve


def main(arguments: list[str]) -> int:
    """Read a document from standard input and write it to standard output."""
    target = arguments[0] if arguments else "html"
    try:
        ast = json.loads(sys.stdin.buffer.read())
    except ValueError as error:
        return _complain(f"the input is not JSON: {error}")
    fields = ast if isinstance(ast, dict) else {}
    if not isinstance(fields.get("meta"), dict) or not isinstance(fields.get("blocks"), list):
        return _complain("the input is not a pandoc document in JSON (pandoc -t json)")
    return _filter(ast, target)


def _filter(ast: Node, target: str) -> int:
    try:
        resolved, found = resolve(ast, target)
    except PressError as error:
        _complain(str(error))
        return error.exit_code
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        return _complain(f"the input is not a sound pandoc document: {type(error).__name__} {error}")
    for trouble in found:
        _complain(str(trouble))
    sys.stdout.buffer.write(json.dumps(resolved, ensure_ascii=False).encode())
    return 0


def _complain(message: str) -> int:
    line = " ".join(message.split())
    sys.stderr.buffer.write(f"press.crossref: {line}\n".encode())
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
