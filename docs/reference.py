"""Writes what the documentation takes from the code: tables, the schema of essay.yaml, rules, components.

.venv/bin/python docs/reference.py
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from press import doctor, errors  # noqa: E402  the press is run from its folder, not installed
from press.preflight import rule_table  # noqa: E402
from press.rules import rules_page  # noqa: E402
from press.settings import Settings  # noqa: E402

README, SCHEMA = ROOT / "README.md", ROOT / "docs" / "essay.schema.json"
PREFLIGHT = ROOT / "docs" / "preflight.md"
RULES = ROOT / "docs" / "rules.md"
NOTICE = ROOT / "NOTICE"
GUIDE = ROOT / "docs" / "guide" / "manuscript" / "09-reference.md"
COMPONENTS = "Components\n==========\n\n"


def settings_table() -> str:
    """Return a row for each setting of essay.yaml."""
    rows = [f"| `{name}` | {default} | {what} |" for name, default, what in _settings(Settings, "")]
    return "\n".join(["| setting | default | what it is |", "|---|---|---|", *rows])


def _settings(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _settings(kind, f"{prefix}{name}.")
        else:
            yield prefix + name, _default(field), (field.description or "").replace("|", "\\|")


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "*required*"
    return "" if value in ("", [], {}) else f"`{json.dumps(value).strip(chr(34))}`"


def errors_table() -> str:
    """Return a row for each kind of error with its exit code."""
    kinds = sorted(errors.PressError.__subclasses__(), key=lambda kind: kind.exit_code)
    rows = [f"| {kind.exit_code} | {(kind.__doc__ or '').strip()} |" for kind in kinds]
    return "\n".join(["| code | cause |", "|---|---|", "| 0 | Everything asked for was written. |", *rows])


def preflight_page() -> str:
    """Return the page on the rules of the preflight."""
    intro = """# The rules of the preflight

`build.py preflight FILE.pdf` goes over any PDF with these rules, `make check` over the press PDF. An error is
what a printer sends a file back for; a warning is what a printer rings up about. Each rule is tested with
a file that breaks it and one that nearly does.

"""
    return f"{intro}\n{rule_table()}\n"


def rules_text() -> str:
    """Return the page on the rules of the manuscript."""
    intro = """# The rules of the manuscript

`make check` goes over the manuscript with these rules, and `build.py check --manuscript` does nothing else.
An error stops the check; a warning does not. `checks:` in essay.yaml makes a rule an `error`, a `warning` or
turns it `off`; `ignore:` excuses one place, and says why:

```yaml
checks:
  double-space: off
ignore:
  - rule: word-doubled
    text: had had
    reason: the pluperfect is meant
```

Each rule is tested with a text that breaks it and one that nearly does.
"""
    return f"{intro}\n{rules_page()}\n"


def guide_chapter() -> str:
    """Return the guide's chapter of settings and exit codes."""
    settings = []
    for name, default, told in _settings(Settings, ""):
        tail = " Required." if default == "*required*" else f" Otherwise {default}." if default else ""
        what = re.sub(r"(\d) (mm)\b", r"\1\\ \2", told)  # no line is to end there
        settings.append(f"`{name}`\n:   {what[:1].upper()}{what[1:]}.{tail}")
    kinds = sorted(errors.PressError.__subclasses__(), key=lambda kind: kind.exit_code)
    codes = [f"`{kind.exit_code}`\n:   {(kind.__doc__ or '').strip()}" for kind in kinds]
    return (
        "\n\n".join(
            [
                "# Settings and exit codes {#sec:reference}",
                "## Settings",
                "These may stand in `manuscript/essay.yaml`. All but the title may be left out. A name with "
                "a full stop in it belongs to a group: `fonts.text` is `text:`, indented, below `fonts:`.",
                *settings,
                "## Exit codes",
                "What `build.py` ends with, for those who call it from a program. `0` says that all is done, "
                "`2` that the command line is wrong, `130` that it was interrupted.",
                *codes,
            ]
        )
        + "\n"
    )


def notice_text(text: str) -> str:
    """Return NOTICE with the list of components, which is its end, made anew."""
    return text.partition(COMPONENTS)[0] + COMPONENTS + doctor.notice(ROOT)


TABLES = {"settings": settings_table, "errors": errors_table}


def fill_in(text: str) -> str:
    """Return the README with its tables made anew."""
    for name, table in TABLES.items():
        block = f"<!-- {name} -->\n{table()}\n<!-- /{name} -->"
        text = re.sub(
            rf"<!-- {name} -->.*?<!-- /{name} -->", lambda _, block=block: block, text, flags=re.DOTALL
        )
    return text


def schema() -> str:
    """Return the JSON Schema of essay.yaml."""
    return json.dumps(Settings.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    README.write_text(fill_in(README.read_text(encoding="utf-8")), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
    PREFLIGHT.write_text(preflight_page(), encoding="utf-8")
    RULES.write_text(rules_text(), encoding="utf-8")
    GUIDE.write_text(guide_chapter(), encoding="utf-8")
    NOTICE.write_text(notice_text(NOTICE.read_text(encoding="utf-8")), encoding="utf-8")
