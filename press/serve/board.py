"""What the browser is told: one state, sent whole whenever it changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

BEAT = 10.0  # s after which an idle line is used, so that a browser that has gone is noticed


class Board:
    """A state that is read by many and written by one. A reader who is late sees only the newest."""

    def __init__(self, **state: Any) -> None:
        self._state: dict[str, Any] = state
        self._number = 0
        self._changed = threading.Condition()
        self._closed = False

    @property
    def state(self) -> dict[str, Any]:
        """The state as it is now."""
        with self._changed:
            return dict(self._state)

    def post(self, **news: Any) -> None:
        """Change parts of the state."""
        with self._changed:
            if all(name in self._state and self._state[name] == value for name, value in news.items()):
                return
            self._state |= news
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let all readers go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def follow(self) -> Iterator[str]:
        """Yield the state as JSON, now and after each change, and an empty text when nothing happens."""
        known = -1
        while True:
            with self._changed:
                if self._number == known and not self._closed:
                    self._changed.wait(BEAT)
                if self._closed:
                    return
                fresh, known = self._number != known, self._number
                text = json.dumps(self._state, ensure_ascii=False) if fresh else ""
            yield text
