"""Answers to the browser's requests: a page, its parts, and one thing that may be done."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from press.errors import Place
from press.serve.gate import MOST_TOLD, Gate, read_inside, split_path
from press.serve.spots import find_input, find_spot, open_editor
from press.serve.studio import Studio

OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of the page itself."""
FRAMED = "sandbox allow-scripts; frame-ancestors 'self'"
"""That of the web edition, besides its own: no origin, and no window but the frame."""
BOOK = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""That of the e-book, in which nothing runs."""
NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"
OUT_TYPES = {
    ".epub": "application/epub+zip",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
}
"""What of out/ is handed out."""
COMMON = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
TIMEOUT = 60.0  # s after which a silent connection is given up


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes
    kind: str = "text/plain; charset=utf-8"
    policy: str = NOTHING
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True)
class Shop:
    """What the answers are made from: the page's own files by name, the studio, and where editions lie."""

    page: bytes
    assets: Mapping[str, tuple[bytes, str]]
    studio: Studio
    gate: Gate
    out: Path


Get = Callable[[Shop, tuple[str, ...], Mapping[str, str]], Answer | None]
MISSING = Answer(b"There is no such page.\n", status=HTTPStatus.NOT_FOUND)
REFUSED = Answer(b"This is not for you.\n", status=HTTPStatus.FORBIDDEN)


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json")


def get_page(shop: Shop, steps: tuple[str, ...], _: Mapping[str, str]) -> Answer | None:
    """Return the page."""
    return None if steps else Answer(shop.page, "text/html; charset=utf-8", OWN)


def get_asset(shop: Shop, steps: tuple[str, ...], _: Mapping[str, str]) -> Answer | None:
    """Return the page's style sheet or script."""
    found = shop.assets.get("/".join(steps))
    return Answer(*found) if found else None


def get_web(shop: Shop, steps: tuple[str, ...], _: Mapping[str, str]) -> Answer | None:
    """Return the web edition, as it stands in its frame."""
    web = shop.studio.web
    return None if steps or web is None else Answer(web.html.encode(), "text/html; charset=utf-8", FRAMED)


def get_sight(shop: Shop, steps: tuple[str, ...], query: Mapping[str, str]) -> Answer | None:
    """Return the picture of a page."""
    del query
    number, _, kind = "/".join(steps).partition(".")
    sight = shop.studio.sights.find(int(number)) if number.isascii() and number.isdecimal() else None
    return Answer(sight.picture(), "image/png") if sight and kind == "png" else None


def get_book(shop: Shop, steps: tuple[str, ...], _: Mapping[str, str]) -> Answer | None:
    """Return a file of the e-book."""
    found = shop.studio.book.files.get("/".join(steps))
    return Answer(*found, BOOK) if found else None


def get_out(shop: Shop, steps: tuple[str, ...], _: Mapping[str, str]) -> Answer | None:
    """Return a finished edition."""
    kind = OUT_TYPES.get(Path(steps[-1]).suffix) if steps else None
    data = read_inside(shop.out, steps) if kind else None
    return None if data is None or kind is None else Answer(data, kind, FRAMED if "html" in kind else NOTHING)


def get_spot(shop: Shop, steps: tuple[str, ...], query: Mapping[str, str]) -> Answer | None:
    """Return the file and line of words, or of a place on a page."""
    draft = shop.studio.draft
    if steps or draft is None:
        return None
    words = query.get("words", "")
    sight = shop.studio.sights.find(int(query["page"])) if query.get("page", "").isdecimal() else None
    if sight:
        words = sight.sheet.words_at(sight.page, _share(query, "x"), _share(query, "y"))
    place = find_spot(draft.manuscript, words, query.get("part", "")) if words else None
    return _json(_located(place, shop.studio.essay))


def _share(query: Mapping[str, str], name: str) -> float:
    try:
        return min(max(float(query.get(name, "0")), 0.0), 1.0)
    except ValueError:
        return 0.0


def _located(place: Place | None, essay: Path) -> dict[str, Any]:
    if place is None:
        return {"file": "", "line": 0}
    return {"file": place.path.resolve().relative_to(essay.resolve()).as_posix(), "line": place.line or 1}


GETS: dict[str, Get] = {
    "": get_page,
    "assets": get_asset,
    "book": get_book,
    "out": get_out,
    "pages": get_sight,
    "spot": get_spot,
    "web": get_web,
}
"""What can be had, by the first step of its path."""


def open_file(shop: Shop, told: Mapping[str, Any]) -> Answer:
    """Open a file of the essay in the writer's editor."""
    name, line = told.get("file"), told.get("line")
    path = find_input(shop.studio.essay, name) if isinstance(name, str) else None
    if path is None or not isinstance(line, int):
        return MISSING
    return _json({"trouble": open_editor(path, max(line, 1))})


POSTS: dict[str, Callable[[Shop, Mapping[str, Any]], Answer]] = {"open": open_file}
"""What can be done."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "press", ""
    timeout = TIMEOUT
    server: Server

    def do_GET(self) -> None:
        """Answer a request for something."""
        shop, steps = self.server.shop, split_path(self.path)
        if not shop.gate.admits(dict(self.headers)):
            return self._send(REFUSED)
        if steps == ("events",):
            return self._follow()
        find = GETS.get(steps[0]) if steps else None
        if find is None or steps is None:
            return self._send(MISSING)
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        return self._send(find(shop, steps[1:], query) or MISSING)

    def do_POST(self) -> None:
        """Answer a request to do something."""
        shop, steps = self.server.shop, split_path(self.path)
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isascii() and length.isdecimal() else MOST_TOLD + 1
        body = self.rfile.read(size) if size <= MOST_TOLD else b""
        self.close_connection = self.close_connection or size > MOST_TOLD
        if not (
            shop.gate.admits(dict(self.headers))
            and shop.gate.may_act(dict(self.headers), self.client_address[0])
        ):
            return self._send(REFUSED)
        act = POSTS.get(steps[0]) if steps and len(steps) == 1 else None
        try:
            told = json.loads(body or b"null")
        except ValueError:
            told = None
        if act is None or not isinstance(told, dict):
            return self._send(MISSING)
        return self._send(act(shop, told))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self._head({"Content-Type": answer.kind, "Content-Length": str(len(answer.body))}, answer.policy)
        self.wfile.write(answer.body)

    def _head(self, headers: Mapping[str, str], policy: str) -> None:
        for name, value in {**COMMON, "Content-Security-Policy": policy, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _follow(self) -> None:
        """Send the board's state, and again after each change, as server-sent events."""
        self.send_response(HTTPStatus.OK)
        self._head({"Content-Type": "text/event-stream", "Connection": "close"}, NOTHING)
        self.close_connection = True
        for state in self.server.shop.studio.board.follow():
            self.wfile.write(f"data: {state}\n\n".encode() if state else b": \n\n")
            self.wfile.flush()

    def handle(self) -> None:
        """Answer until the browser goes away, which it may at any time."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is http.server's
        """Say nothing: requests are no news."""


class Server(ThreadingHTTPServer):
    """Listens at an address."""

    daemon_threads = True
    shop: Shop

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)
