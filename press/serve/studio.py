"""The studio: one thread that makes what is wanted next, from the newest save.

    save ─ text ─ web ─ pages ─ (pages' numbers in the web edition) ─ e-book ─ findings ─ idle ─ fitted

Each step is shown as soon as it is done. A save that comes in between breaks off the rest; an error leaves
everything as it was last good.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from press.editions.work import Known
from press.errors import PressError, Problem
from press.model import Finding
from press.serve.board import Board
from press.serve.book import Book
from press.serve.drafts import Draft, Drafts, find_all, make_book, make_pages, make_web
from press.serve.fitted import Fitting
from press.serve.framing import Framed, frame
from press.serve.inputs import PAUSE, Watch
from press.serve.sights import Sight, Sights
from press.templating import HERE, Templates

IDLE = 3.0  # s without a save, after which the pamphlet is fitted
PATIENCE = 0.25  # s that an error waits for the rest of a file that is being saved
STEPS = ("text", "web", "pages", "book", "findings")


class AbandonedError(Exception):
    """A newer save has arrived."""


class Studio:
    """Makes the editions of an essay, and posts them on a board."""

    def __init__(
        self, essay: Path, tell: Callable[[str], None], *, trusted: bool = False, edition: str = ""
    ) -> None:
        self.essay, self.tell = essay, tell
        self.script = Templates(HERE).style("serve/frame.js")
        self.board = Board(
            busy="text", saved=0, times={}, web=None, pages=None, book=None, findings=[], error=None, title=""
        )
        self.sights, self.drafts, self.watch = Sights(), Drafts(essay, trusted, edition), Watch(essay)
        self.web: Framed | None = None
        self.book = Book()
        self.draft: Draft | None = None
        self.known = Known()
        self._saved = self._next_look = 0.0
        self._stop = threading.Event()
        self._fitting: Fitting | None = None
        self._thread = threading.Thread(target=self._work, name="studio", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and let everybody go who follows the board."""
        self._stop.set()
        self.board.close()
        if self._fitting:
            self._fitting.stop()

    # ---- The loop --------------------------------------------------------------------------------

    def _work(self) -> None:
        fresh = True
        while not self._stop.is_set():
            if fresh:
                fresh = self._make_all(self.watch.take())
            elif self.watch.wait(IDLE, self._stop.is_set):
                fresh = True
            elif self.draft and not self.board.state["error"] and not self._is_fitted:
                fresh = self._fit(self.draft)
            else:
                fresh = self.watch.wait(float("inf"), self._stop.is_set)

    def _make_all(self, saved: float) -> bool:
        """Make everything from a save; tell whether a newer one has arrived meanwhile."""

        def make() -> bool:
            with self.drafts.at_work(self._pulse):
                self._make(saved)
            self.drafts.memory.end_turn()
            return False

        return self._guard(make)

    def _guard(self, work: Callable[[], bool]) -> bool:
        """Do some work; tell whether there is a newer save. Whatever goes wrong is posted."""
        gc.disable()  # a look over all that is remembered would take as long as a step
        try:
            return work()
        except AbandonedError:
            return True
        except (PressError, OSError) as error:
            return self._report(error)
        except Exception:  # whatever it is, the writer is told and the next save tried
            traceback.print_exc(file=sys.stderr)
            return self._report(PressError(Problem("the press failed; its terminal says where.")))
        finally:
            gc.enable()
            gc.collect()
            gc.freeze()

    def _pulse(self) -> None:
        if time.monotonic() < self._next_look and not self._stop.is_set():
            return
        if self._stop.is_set() or self.watch.has_changed():
            raise AbandonedError
        self._next_look = time.monotonic() + PAUSE

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        """Post what is being done; an error of this step is over when the step is."""
        self._pulse()
        self.board.post(busy=name)
        yield
        error = self.board.state["error"]
        if error and STEPS.index(error["step"]) <= STEPS.index(name):
            self.board.post(error=None)

    def _report(self, error: PressError | OSError) -> bool:
        """Post an error, unless a newer save mends it."""
        if self.watch.wait(PATIENCE, self._stop.is_set):
            return True
        problems = error.problems if isinstance(error, PressError) else (_of_the_system(error),)
        for problem in problems:
            self.tell(f"error: {problem}")
        listed = [self._listed(problem) for problem in problems]
        self.board.post(error={"step": self.board.state["busy"], "problems": listed}, busy="")
        return False

    # ---- The steps -------------------------------------------------------------------------------

    def _make(self, saved: float) -> None:
        self._saved = saved
        if self._fitting:
            self._fitting.stop()
            self._fitting = None
        times: dict[str, float] = {}

        def clock(name: str) -> None:
            times[name] = round(time.time() - saved, 3)
            self.board.post(times=dict(times), saved=saved)

        with self._step("text"):
            draft = self.drafts.read()
        self.watch.name(draft.named)
        with self._step("web"):
            self._show_web(make_web(draft, self.known), draft)
        clock("web")
        self.draft = draft
        with self._step("pages"), self.sights.lock:
            pages = make_pages(draft)
        layout = pages.layout
        shown = self.sights.take(layout.pages.pages, layout.write_some)
        self._show_pages(draft, shown, [start.label for start in pages.starts], fitted=False)
        clock("pages")
        self.sights.rest()
        self._tell_known(Known(pages.starts, dict(pages.quoted)), draft)
        with self._step("book"), self.sights.lock:
            self.book.take(make_book(draft, self.known))
        self.board.post(book=self.book.listed())
        with self._step("findings"):
            findings = find_all(draft, layout.findings)
        self.board.post(findings=[self._told(finding) for finding in findings], busy="")
        self._say(saved, times, findings)

    def _tell_known(self, known: Known, draft: Draft) -> None:
        """Let the web edition know where the pages begin now."""
        if known != self.known:
            self.known = known
            with self._step("web"):
                self._show_web(make_web(draft, known), draft)

    def _show_web(self, html: str, draft: Draft) -> None:
        self.web = frame(html, self.script)
        self.board.post(
            web={"version": self.web.version, "dress": self.web.dress, "saved": self._saved},
            title=draft.document.settings.title,
        )

    def _show_pages(self, draft: Draft, shown: Sequence[Sight], labels: list[str], *, fitted: bool) -> None:
        page = draft.design.page
        numbers = [[sight.number, label] for sight, label in zip(shown, labels, strict=True)]
        self.board.post(
            pages={
                "sights": numbers,
                "fitted": fitted,
                "width": page.width,
                "height": page.height,
                "saved": self._saved,
            }
        )

    # ---- The fitted pamphlet ---------------------------------------------------------------------

    @property
    def _is_fitted(self) -> bool:
        pages = self.board.state["pages"]
        return bool(pages and pages["fitted"]) or self.draft is None or self._unfit is self.draft

    _unfit: Draft | None = None
    """A draft that could not be fitted."""

    def _fit(self, draft: Draft) -> bool:
        """Make the fitted pamphlet and show it; tell whether a newer save has arrived meanwhile."""
        return self._guard(lambda: self._make_fitted(draft))

    def _make_fitted(self, draft: Draft) -> bool:
        self._fitting = fitting = Fitting(draft, trusted=self.drafts.trusted)
        self.board.post(busy="fitting")
        while not fitting.is_done:
            if self.watch.wait(0.1, self._stop.is_set):
                fitting.stop()
                self._fitting = None
                return True
        made, self._fitting = fitting.take(), None
        if made is None or made.problems:
            self._unfit = draft
            for problem in made.problems if made else ():
                self.tell(f"not fitted: {problem}")
        else:
            shown = self.sights.take_pdf(made.pdf, len(made.known.starts))
            self._show_pages(draft, shown, [start.label for start in made.known.starts], fitted=True)
            with self.drafts.at_work(self._pulse):
                self._tell_known(made.known, draft)
        self.board.post(busy="")
        return False

    # ---- What is told ----------------------------------------------------------------------------

    def _listed(self, problem: Problem) -> dict[str, Any]:
        """Return a problem as the browser has it; its file is named from the essay's folder."""
        place = problem.place
        file = place and _below(place.path, self.essay)
        line = place.line if place else None
        fact = problem.fact.replace(f"{self.essay}/", "")
        return {"fact": fact, "remedy": problem.remedy, "file": file or "", "line": line or 0}

    def _told(self, finding: Finding) -> dict[str, Any]:
        return self._listed(finding.problem) | {"rule": finding.rule, "severity": finding.severity}

    def _say(self, saved: float, times: dict[str, float], findings: Sequence[Finding]) -> None:
        clock = time.strftime("%H:%M:%S", time.localtime(saved))
        steps = " · ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items())
        many = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
        self.tell(f"{clock} · {steps} · {many}")


def _below(path: Path, essay: Path) -> str:
    """Return a path from the essay's folder, or as it is where it lies elsewhere."""
    try:
        return path.resolve().relative_to(essay.resolve()).as_posix()
    except ValueError:
        return str(path)


def _of_the_system(error: OSError) -> Problem:
    return Problem(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}.")
