# make help lists the goals. JOBS and PREFIX may be given: make install PREFIX=~/.local
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
BUILD := build
BENCH_ARGS ?=

.PHONY: help build demo test quality bench update-cases install clean
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build:  ## the program, at build/bin/quoth
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release
	@cmake --build $(BUILD) -j $(JOBS)

demo:  ## build it and read an article with it
	@scripts/setup
	@$(MAKE) --no-print-directory build
	@$(BUILD)/bin/quoth extract docs/samples/harbour-row.txt

test:  ## build it and run every test but those of quality
	@scripts/setup --tests
	@$(MAKE) --no-print-directory build
	@ctest --test-dir $(BUILD) -LE quality --output-on-failure -j $(JOBS)

quality: build  ## the measures of quality against their floors (needs the marked corpora)
	@ctest --test-dir $(BUILD) -L quality --output-on-failure

bench:  ## measure speed and quality, against others as well (BENCH_ARGS=...)
	@scripts/setup --bench
	@$(MAKE) --no-print-directory build
	@bench/.venv/bin/python bench/run.py $(BENCH_ARGS)

update-cases: build  ## rewrite the expected dumps of tests/cases; read the diff
	@QUOTH_UPDATE_CASES=1 $(BUILD)/bin/tests/case_runner --gtest_brief=1

install: build  ## the program, its model, manual page and completions, under PREFIX
	@cmake --install $(BUILD) --prefix $(PREFIX)

clean:  ## remove the build folder
	@cmake -E rm -rf $(BUILD)
