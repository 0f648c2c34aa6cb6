"""The pass itself: read the settings, number everything, write the lists, write the references."""

from __future__ import annotations

from press.ast import Node

from .ledger import Ledger, Run
from .lists import insert_lists, list_fields
from .numbering import number_all
from .prepare import prepare
from .references import References
from .settings import Settings
from .trouble import Trouble, troubles


def resolve(ast: Node, target: str) -> tuple[Node, list[Trouble]]:
    """Return a pandoc document with its cross-references resolved, and what is wrong with them.

    Every target, LaTeX among them, gets numbers that are already resolved. The document that is
    given is left as it is. Settings are read from its metadata only, not from any file.
    """
    settings = Settings(ast["meta"])
    ledger = Ledger()
    depth = settings.number("chaptersDepth") if settings.flag("chapters") else 0
    run = Run(settings, target, ledger, depth)
    numbered = number_all(run, prepare(ast["blocks"], settings))
    references = References(ledger, settings)
    listed = insert_lists(numbered, ledger, settings)
    blocks = references.write(listed)
    fields = {
        name: {"t": "MetaBlocks", "c": references.write(content)}
        for name, content in list_fields(ledger, settings).items()
    }
    automatic = settings.flag("autoSectionLabels")
    found = troubles(ast["blocks"], references.missing, ledger.duplicates, automatic=automatic)
    return {**ast, "meta": {**ast["meta"], **fields}, "blocks": blocks}, found
