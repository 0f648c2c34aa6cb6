"""An essay press: one manuscript in, a pamphlet, an e-book and a web page out.

    manuscript/ ──┐
    references.bib ┴─ load ─► Manuscript ─ compose ─► Document ─┬─ pdf ──┐
                                                                ├─ epub ─┼─► Artifacts
                                                                └─ html ─┘     │
                                            out/ ◄─ write ◄─ inspect (Findings) ┘

    joined    pipeline, by commands/: a module for each command of build.py; serve/, in a browser
    load      manuscript · enclosure · settings · values · yamlfile · styles
    compose   document · pandoc · foreign/ · markup · labels · outline · crossref · citations · skeleton
              · images · alternatives · anchors · terms · phrases · ast
    editions  editions/ · design · fonts · geometry · cover/ · barcodes · drawings · screens · equations
              · citing/ · templating
    on paper  layout/ · breaks/ · pagination/, then from its pages: tagging/ (reading PDF) · prepress/ · marks
              · imposition/ (booklet) · enlarging (large print) · metadata
    proof     evidence/ (transcripts and quotations) · register/ (the same for readers)
    inspect   rules/ (the manuscript) · checks/ (the editions) · preflight/ · typography/ · places
              · report
    proved    manifest/ (what editions are made from) · verification/ · errata/
    write     files
    asked     completion (of a shell)
    many      series (each essay by a process of its own)
    begun     scaffold (a new essay) · conversion/ (one from a text of another program)
    set-up    install · machine · doctor/, which run before anything else is there
    shared    model (the records) · errors · problems · limits · dates · progress · colours
              · interrupt · scratch · memory · beside

Data flows one way. `pipeline` joins the stages; no stage knows another. Everything between them is a
frozen record of `model`. `build.py` is the front door, and where an error becomes an exit code. Only
`pandoc` calls pandoc, only `layout` calls WeasyPrint, only `templating` calls Jinja; only `files` writes
editions, and only `scaffold` a new essay.
"""
