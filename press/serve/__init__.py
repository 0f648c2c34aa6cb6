"""The serving room: the essay in a browser, made anew at each save.

    inputs ─► studio (one thread) ─ drafts ─► board ─ server ─► the browser
                    └─ fitted (a process) ─► sights ─┘

inputs     every file that an edition is made from, and when one of them changes
drafts     the stages of the pipeline, with what they returned remembered
fitted     the pamphlet with its lines and pages fitted, made by a process of its own while nobody writes
sights     pictures of the pamphlet's pages, drawn when they are looked at
studio     makes what is wanted next; a newer save always wins
board      what the browser is told: one state, sent whole whenever it changes
gate       who may ask, and for what
spots      the file and line of what was clicked, and the editor that opens it
framing    the web edition as it stands in a frame of the page
server     answers to requests
"""

from __future__ import annotations
