"""The README and the schema say what the code does; every command shown exists."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from press.settings import Settings, load

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_those_of_the_code(reference: ModuleType) -> None:
    assert reference.fill_in(README) == README


def test_the_page_on_the_rules_is_that_of_the_code(reference: ModuleType) -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == reference.rules_text()


def test_the_schema_is_that_of_the_code(reference: ModuleType) -> None:
    assert (ROOT / "docs" / "essay.schema.json").read_text(encoding="utf-8") == reference.schema()


def test_the_guide_s_reference_is_that_of_the_code(reference: ModuleType) -> None:
    assert reference.GUIDE.read_text(encoding="utf-8") == reference.guide_chapter()


def test_notice_lists_the_components_that_are_installed(reference: ModuleType) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert reference.notice_text(notice) == notice


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_every_make_target_shown_exists() -> None:
    shown = set(re.findall(r"^    make ([a-z-]+)", README, re.MULTILINE))
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown <= set(re.findall(r"make ([a-z-]+)", listed))
    assert {"pdf", "epub", "html", "check", "clean", "help", "test"} <= shown


def test_every_link_to_a_file_leads_somewhere() -> None:
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", prose):
        assert (ROOT / target).is_file(), target


def test_the_settings_shown_are_valid() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL):
        Settings.model_validate(yaml.safe_load(block))
        for name in yaml.safe_load(block).get("editions", {}):
            load(Path("essay.yaml"), block, name)


def test_the_folder_map_names_what_is_there() -> None:
    folders = re.findall(r"^\| `([a-z]+/)`", README, re.MULTILINE)
    assert folders
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_nothing_names_a_package_index() -> None:
    kinds = {".py", ".md", ".txt", ".toml", ".yaml", ".jinja", ".css"}
    folders = ("press", "templates", "docs", "manuscript", ".ci")
    files = [path for path in ROOT.iterdir() if path.is_file()]
    files += [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in files:
        if path.suffix in kinds or path.name in {"Makefile", "run"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<!no-emit-)(index-url|find-links)[ =]|https?://[^ ]*/simple\b", text), (
                path
            )
