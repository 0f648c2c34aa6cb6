from __future__ import annotations

from pathlib import Path

from press.templating import Templates, resolve_vars, root_rule


def test_the_essay_s_own_template_comes_first_and_text_is_escaped(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "epub"
    own.mkdir(parents=True)
    (own / "container.xml.jinja").write_text("<own>{{ title }}</own>")
    own_ones = Templates(tmp_path, trusted=True)
    assert own_ones.render("epub/container.xml.jinja", title="A & B") == "<own>A &amp; B</own>"


def test_custom_properties_are_written_out_also_through_one_another() -> None:
    css = ":root {\n  --a: var(--b);\n  --c: 2px;\n}\np { color: var(--a); margin: var(--c) }"
    assert resolve_vars(css, {"b": "red"}).strip() == "p { color: red; margin: 2px }"


def test_root_rule() -> None:
    assert root_rule({"ink": "#000"}) == ":root {\n  --ink: #000;\n}\n"


def test_the_essay_s_rules_of_css_are_put_on_top(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "print"
    own.mkdir(parents=True)
    (own / "essay.css").write_text("p { color: red }")
    assert Templates(tmp_path).style("print/cover.css", "print/essay.css").endswith("p { color: red }")
