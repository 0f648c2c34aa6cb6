"""An essay press: one manuscript in, a pamphlet, an e-book and a web page out.

    manuscript/ ─┐
    references.bib ┴─ load ──► Manuscript ── compose ──► Document ─┬─ pdf ──┐
                                                                   ├─ epub ─┼─► Artifacts ── inspect ──► Findings
                      settings, styles,      pandoc, crossref,     └─ html ─┘        │
                      fonts, images          citations, terms                      write ──► out/

Data flows one way. `build.py` joins the stages; no stage knows another. Everything between them is
a frozen record of `model`. Only `pandoc` calls pandoc, only `layout` calls WeasyPrint, only
`templating` calls Jinja, only `files` writes.
"""
