"""Who may ask, and for what: no page of the Web, no other machine, no path outside the essay and out/.

A page that is open in the same browser can send requests to 127.0.0.1. It is kept out by what it cannot
change: the Host it sends is its own name where it has pointed that name here (DNS rebinding), the browser
says that the request crosses sites (Fetch Metadata), and it does not know the token.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

FOREIGN = {"cross-site", "same-site"}
TOKEN = "X-Press-Token"
MOST_TOLD = 16_384  # bytes of what a request may bring


@dataclass(frozen=True)
class Gate:
    """The address that the page is served at, and the token of those who may have something done."""

    host: str
    port: int
    token: str

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request may be answered at all."""
        if headers.get("Sec-Fetch-Site", "none") in FOREIGN:
            return False
        return self.knows(headers.get("Host", ""))

    def knows(self, host: str) -> bool:
        """Tell whether a Host is this one: by name, or by number where it listens to more than itself.

        A name that was pointed here by somebody else is none of these; a number cannot be pointed anywhere.
        """
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if port != self.port or parts.path or parts.username is not None:
            return False
        if name in {"localhost", self.host.lower()}:
            return True
        try:
            number = ipaddress.ip_address(name)
        except ValueError:
            return False
        return number.is_loopback or not is_loopback(self.host)

    def may_act(self, headers: Mapping[str, str], peer: str) -> bool:
        """Tell whether a request that does something comes from the page itself, on this machine."""
        origin = headers.get("Origin", "")
        own = not origin or (origin.startswith("http://") and self.knows(origin.removeprefix("http://")))
        told = headers.get(TOKEN, "")
        return own and is_loopback(peer) and hmac.compare_digest(told.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    """Tell whether an address is one of this machine alone."""
    if host == "localhost":
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(number, "ipv4_mapped", None)
    return bool((mapped or number).is_loopback)


def split_path(target: str) -> tuple[str, ...] | None:
    """Return the steps of a request's path, each decoded once; None where one could lead elsewhere."""
    path = urlsplit(target).path
    if not path.startswith("/") or path.startswith("//"):
        return None
    steps = tuple(unquote(step) for step in path[1:].split("/"))
    if any(not is_plain(step) for step in steps[:-1]) or not (steps[-1] == "" or is_plain(steps[-1])):
        return None
    return steps


def is_plain(step: str) -> bool:
    """Tell whether a step of a path is the name of something in its folder, and not hidden."""
    odd = any(letter in "/\\:%" or ord(letter) < ord(" ") or letter == "\x7f" for letter in step)
    return bool(step) and not odd and not step.startswith(".")


def read_inside(folder: Path, steps: tuple[str, ...]) -> bytes | None:
    """Return a file below a folder; None for what is not there, is no plain file, or is reached by a link."""
    if not steps or not all(map(is_plain, steps)):
        return None
    descriptor = -1
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        for place, step in enumerate(steps):
            last = place == len(steps) - 1
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | (0 if last else os.O_DIRECTORY)
            inner = os.open(step, flags, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return file.read()
    except OSError:
        return None
    finally:
        if descriptor >= 0:
            os.close(descriptor)
