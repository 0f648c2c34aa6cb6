"""serve(): the studio and the server, begun together and ended together."""

from __future__ import annotations

import errno
import secrets
import threading
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.errors import AddressTaken, NoManuscript, PressError, Problem
from press.manuscript import load
from press.serve.gate import Gate, is_loopback
from press.serve.server import Server, Shop
from press.serve.studio import Studio
from press.templating import HERE, Templates

PANES = {"web": "Web", "pages": "Pamphlet", "book": "E-book", "findings": "Findings"}
ASSETS = {"serve.css": "text/css; charset=utf-8", "serve.js": "text/javascript; charset=utf-8"}
TAKEN = {errno.EADDRINUSE, errno.EACCES}


@dataclass(frozen=True)
class Serving:
    """An essay that is being served. `taken` are the ports that were tried before and are in use."""

    server: Server
    studio: Studio
    address: str
    is_public: bool
    taken: tuple[int, ...]

    def open_browser(self) -> None:
        """Show the page in the browser of the system."""
        webbrowser.open(self.address)

    def wait(self) -> None:
        """Serve until this thread is interrupted."""
        try:
            threading.Event().wait()
        finally:
            self.stop()

    def stop(self) -> None:
        """End everything that was begun."""
        self.studio.stop()
        self.server.shutdown()
        self.server.server_close()


def serve(studio: Studio, out: Path, host: str, ports: Sequence[int]) -> Serving:
    """Begin to work, and serve at the first of the ports that is free. Raises AddressTaken when none is."""
    title = _title_of(studio.essay)
    server, taken = listen(host, ports)
    number = int(server.server_address[1])
    gate = Gate(host, number, secrets.token_urlsafe(32))
    templates = Templates(HERE)
    page = templates.render("serve/page.html.jinja", token=gate.token, panes=PANES, title=title)
    assets = {name: (templates.style(f"serve/{name}").encode(), kind) for name, kind in ASSETS.items()}
    server.shop = Shop(page.encode(), assets, studio, gate, out)
    studio.start()
    threading.Thread(target=server.serve_forever, args=(0.1,), name="server", daemon=True).start()
    shown = f"[{host}]" if ":" in host else host
    return Serving(server, studio, f"http://{shown}:{number}/", not is_loopback(host), tuple(taken))


def _title_of(essay: Path) -> str:
    """Return the essay's title, or its folder's name as long as it cannot be read. Raises NoManuscript."""
    try:
        return load(essay).settings.title
    except NoManuscript:
        raise
    except PressError:
        return essay.resolve().name


def listen(host: str, ports: Sequence[int]) -> tuple[Server, list[int]]:
    """Return a server at the first port that is free, and those that are not."""
    taken: list[int] = []
    for port in ports:
        try:
            return Server(host, port), taken
        except OSError as error:
            if error.errno not in TAKEN:
                fact = f"{host} is no address of this machine: {(error.strerror or str(error)).lower()}."
                raise AddressTaken(Problem(fact, "Leave --host out to serve this machine alone.")) from None
            taken.append(port)
    many = f"port {taken[0]} is" if len(taken) == 1 else f"ports {taken[0]} to {taken[-1]} are"
    raise AddressTaken(Problem(f"{many} in use, or not for you.", "Name another with --port."))
