"""Who may ask the serving press, and for what: asked over a real socket, as an attacker would."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.serve.gate import TOKEN, Gate, is_loopback, read_inside, split_path
from press.serve.server import Server, Shop
from press.serve.studio import Studio
from tests.reading import ROOT

SECRET = "the-token"


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    folder = tmp_path / "essay"
    shutil.copytree(ROOT / "tests" / "data" / "minimal", folder)
    (folder / "out").mkdir()
    (folder / "out" / "minimal.pdf").write_bytes(b"%PDF")
    (folder / "out" / ".hidden.pdf").write_bytes(b"hidden")
    (folder / "out" / "notes.txt").write_bytes(b"no edition")
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (folder / "out" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "out" / "folder").symlink_to(tmp_path)
    (folder / "manuscript" / "link.md").symlink_to(tmp_path / "secret.pdf")
    return folder


@pytest.fixture
def server(essay: Path) -> Iterator[Server]:
    server = Server("127.0.0.1", 0)
    gate = Gate("127.0.0.1", server.server_port, SECRET)
    studio = Studio(essay, lambda _: None)
    server.shop = Shop(b"the page", {"serve.js": (b"script", "text/javascript")}, studio, gate, essay / "out")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    studio.stop()
    server.shutdown()
    server.server_close()


def ask(
    server: Server, path: str, headers: dict[str, str] | None = None, body: object = None
) -> tuple[int, bytes, dict[str, str]]:
    """Ask for a path exactly as it is written."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest("GET" if body is None else "POST", path, skip_host=True)
    data = b"" if body is None else json.dumps(body).encode()
    sent = {
        "Host": f"127.0.0.1:{server.server_port}",
        "Content-Length": str(len(data)),
        **(headers or {}),
    }
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(data)
    answer = connection.getresponse()
    got = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return got


def test_the_page_and_finished_editions_are_had(server: Server) -> None:
    assert ask(server, "/")[:2] == (200, b"the page")
    assert ask(server, "/assets/serve.js")[:2] == (200, b"script")
    assert ask(server, "/out/minimal.pdf")[:2] == (200, b"%PDF")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/../secret.pdf",
            "/out/../../secret.pdf",
            "/out/..%2f..%2fsecret.pdf",
            "/out/%2e%2e/%2e%2e/secret.pdf",
        ),
        *("/out/..%252f..%252fsecret.pdf", "/out/..\\..\\secret.pdf", "/out/..%5c..%5csecret.pdf"),
        *(
            "//etc/passwd",
            "/out//etc/passwd",
            "/out/%2fetc%2fpasswd",
            "/out/C:%5csecret.pdf",
            "/out/./minimal.pdf",
        ),
        *("/out/link.pdf", "/out/folder/secret.pdf", "/out/.hidden.pdf", "/out/notes.txt", "/out/", "/out"),
        *("/out/minimal.pdf%00.png", "/out/minimal.pdf/", "/out/minimal.pdf/..", "/manuscript/essay.yaml"),
        *(
            "/references.bib",
            "/assets/../page.html.jinja",
            "/assets/",
            "/assets/frame.js",
            "/book/../../etc/passwd",
        ),
        *(
            "/pages/1.png",
            "/pages/-1.png",
            "/pages/x.png",
            "/pages/%31.png",
            "/pages/",
            "/web/..",
            "/nothing",
        ),
        *("http://127.0.0.1/out/../x", "*", "out/minimal.pdf"),
    ],
)
def test_no_other_path_leads_anywhere(server: Server, path: str) -> None:
    status, body, headers = ask(server, path)
    assert status in {400, 404}
    assert b"secret" not in body
    assert b"root:" not in body
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:1",
        "",
        "localhost",
        "[::1",
    ],
)
def test_a_name_that_was_pointed_here_is_refused(server: Server, host: str) -> None:
    assert ask(server, "/", {"Host": host.format(port=server.server_port)})[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
def test_its_own_names_are_known(server: Server, host: str) -> None:
    assert ask(server, "/", {"Host": host.format(port=server.server_port)})[0] == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_in_the_browser_is_refused(server: Server, site: str) -> None:
    assert ask(server, "/", {"Sec-Fetch-Site": site})[0] == 403
    assert ask(server, "/events", {"Sec-Fetch-Site": site})[0] == 403
    assert ask(server, "/", {"Sec-Fetch-Site": "same-origin"})[0] == 200


def test_every_answer_has_a_policy_and_none_lets_others_read_it(server: Server) -> None:
    for path in ("/", "/assets/serve.js", "/out/minimal.pdf", "/nothing"):
        headers = ask(server, path)[2]
        assert "frame-ancestors" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not any(name.lower().startswith("access-control") for name in headers)
    policy = ask(server, "/")[2]["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set an editor that writes down what it was asked to open; return where."""
    log, program = tmp_path / "opened", tmp_path / "my editor"
    program.write_text(f'#!/bin/sh\necho "$@" > "{log}.new"\nmv "{log}.new" "{log}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{program}' -w")
    return log


CHAPTER = {"file": "manuscript/01-only.md", "line": 3}


def chapter_of(essay: Path) -> str:
    return next(
        path.relative_to(essay).as_posix()
        for path in sorted(essay.glob("manuscript/*.md"))
        if not path.is_symlink()
    )


def test_the_editor_is_opened_at_the_line_for_who_has_the_token(
    server: Server, essay: Path, editor: Path
) -> None:
    name = chapter_of(essay)
    status, body, _ = ask(server, "/open", {TOKEN: SECRET}, {"file": name, "line": 3})
    assert (status, json.loads(body)) == (200, {"trouble": ""})
    for _ in range(500):
        if editor.exists():
            break
        threading.Event().wait(0.01)
    assert editor.read_text(encoding="utf-8").split() == ["-w", "+3", str(essay.resolve() / name)]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {TOKEN: ""},
        {TOKEN: "another"},
        {TOKEN: SECRET, "Origin": "null"},
        {TOKEN: SECRET, "Origin": "http://evil.example"},
        {TOKEN: SECRET, "Origin": "https://127.0.0.1"},
        {TOKEN: SECRET, "Sec-Fetch-Site": "cross-site"},
        {TOKEN: SECRET, "Host": "evil.example"},
    ],
)
def test_without_the_token_or_from_elsewhere_nothing_is_opened(
    server: Server, essay: Path, editor: Path, headers: dict[str, str]
) -> None:
    assert ask(server, "/open", headers, {"file": chapter_of(essay), "line": 3})[0] == 403
    assert not editor.exists()


@pytest.mark.parametrize(
    "told",
    [
        {"file": "../secret.pdf", "line": 1},
        {"file": "/etc/passwd", "line": 1},
        {"file": "manuscript/link.md", "line": 1},
        {"file": "out/link.pdf", "line": 1},
        {"file": "manuscript", "line": 1},
        {"file": "manuscript/no-such.md", "line": 1},
        {"file": "manuscript/../../secret.pdf", "line": 1},
        {"file": "manuscript/essay.yaml", "line": "1; rm -rf"},
        {"file": ["manuscript/essay.yaml"], "line": 1},
        [],
        "text",
    ],
)
def test_no_file_but_the_essay_s_is_opened(server: Server, editor: Path, told: object) -> None:
    assert ask(server, "/open", {TOKEN: SECRET}, told)[0] == 404
    assert not editor.exists()


def test_what_is_done_is_asked_for_by_post_and_is_short(server: Server) -> None:
    assert ask(server, "/open")[0] == 404
    assert ask(server, "/events", {TOKEN: SECRET}, {})[0] == 404
    assert ask(server, "/open", {TOKEN: SECRET}, {"file": "x" * 20_000, "line": 1})[0] == 404


def test_loopback_is_told_from_other_addresses() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.9.1", "::1", "localhost", "::ffff:127.0.0.1")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.168.1.2", "::", "example.org", "")))


def test_on_a_network_the_page_goes_by_numbers_and_the_name_that_was_given() -> None:
    gate = Gate("0.0.0.0", 80, SECRET)
    assert gate.knows("192.168.1.2:80")
    assert not gate.knows("evil.example:80")
    assert Gate("desk.local", 80, SECRET).knows("desk.local:80")
    assert not gate.may_act({TOKEN: SECRET}, "192.168.1.7")
    assert gate.may_act({TOKEN: SECRET}, "127.0.0.1")


def test_paths_are_decoded_once() -> None:
    assert split_path("/out/a%20b.pdf?x=/..") == ("out", "a b.pdf")
    assert split_path("/out/%252e%252e/x") is None
    assert split_path("/") == ("",)


def test_what_is_no_plain_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    assert read_inside(tmp_path, ("pipe",)) is None
    assert read_inside(tmp_path, ("folder",)) is None
    assert read_inside(tmp_path, ()) is None
    assert read_inside(tmp_path / "nothing", ("x",)) is None
