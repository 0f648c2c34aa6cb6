"""Show the essay in a browser while you write it, made anew at each save.

The web page, the pamphlet's pages, the e-book and the findings of the rules stand side by side. A click on a
paragraph tells its file and line, and opens it in your editor (EDITOR). Ctrl-C ends it.

./build.py serve                      the essay in this folder, at http://127.0.0.1:8765/
./build.py serve --open               and opens the browser
./build.py serve --essay ../other --port 9000
./build.py serve --edition large-print     one of the editions that essay.yaml lists
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from press.commands import add_essay, find_out
from press.progress import Progress

if TYPE_CHECKING:
    from press.serve.shop import Serving

PORT, MOST_PORTS = 8765, 20
LOOPBACK = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders, the address, and whether a browser is opened."""
    add_essay(parser, out=True, edition=True)
    parser.add_argument(
        "--port", type=int, metavar="N", help=f"the port (default: {PORT}, or the next that is free)"
    )
    parser.add_argument(
        "--host",
        default=LOOPBACK,
        metavar="ADDRESS",
        help="listen to other machines too, which then can read the essay (default: to this one alone)",
    )
    parser.add_argument("--open", action="store_true", help="open the browser")


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Serve until told to stop."""
    from press.serve.shop import serve  # noqa: PLC0415  --help must not wait for the imports
    from press.serve.studio import Studio  # noqa: PLC0415

    out = find_out(arguments)
    edition = arguments.edition or ""
    studio = Studio(arguments.essay, progress.say, trusted=arguments.trust_templates, edition=edition)
    serving = serve(studio, out, arguments.host, choose(arguments))
    greet(serving, progress)
    if arguments.open:
        serving.open_browser()
    serving.wait()
    return 0


def choose(arguments: argparse.Namespace) -> list[int]:
    """Return the ports to try, one after the other."""
    return [arguments.port] if arguments.port is not None else list(range(PORT, PORT + MOST_PORTS))


def greet(serving: Serving, progress: Progress) -> None:
    """Say where the page is, and who can see it."""
    if serving.taken:
        progress.say(f"Port {serving.taken[0]} is in use; this is another.")
    progress.say(f"The essay is at {serving.address} – Ctrl-C ends this.")
    if serving.is_public:
        progress.say("Everybody who can reach this machine can read it there.")
