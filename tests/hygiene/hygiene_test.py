#!/usr/bin/env python3
"""The rules of the house that a program can check: order of the parts, every test built, nothing
undocumented, no traces of one machine, documentation that works.

Reads QUOTH_SOURCE_DIR, QUOTH_BUILD_DIR and QUOTH_CTEST, which ctest sets. The options and error codes
of the manual page are checked by tests/cli/documented_test.py.
"""

import functools
import json
import os
import pathlib
import re
import subprocess
import unittest

HERE = pathlib.Path(__file__).resolve()
SOURCE = pathlib.Path(os.environ.get("QUOTH_SOURCE_DIR", HERE.parents[2])).resolve()
BUILD = pathlib.Path(os.environ.get("QUOTH_BUILD_DIR", SOURCE / "build"))
CTEST = os.environ.get("QUOTH_CTEST", "ctest")
TESTS = SOURCE / "tests"

# Each part includes and links only those before it; `cli` and the tests may use all.
ORDER = ("base record text quotes nn extract archive html language duplicate read write people "
         "evaluate store check serve cli").split()
MAX_LINES = 500


def files(folder, *patterns):
    return sorted(p for pattern in patterns for p in (SOURCE / folder).rglob(pattern)
                  if p.is_file() and not {"__pycache__", ".venv"} & set(p.parts))


def relative(path):
    return path.relative_to(SOURCE).as_posix()


@functools.cache
def tracked():
    """Every file that git tracks or would: what a checkout holds. None outside a checkout."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=SOURCE, capture_output=True, text=True)
    if listed.returncode != 0:
        return None
    paths = [SOURCE / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


@functools.cache
def registered():
    """The tests that ctest knows: name -> command line."""
    shown = subprocess.run([CTEST, "--show-only=json-v1"], cwd=BUILD, check=True,
                           capture_output=True, text=True)
    return {test["name"]: test.get("command", []) for test in json.loads(shown.stdout)["tests"]}


@functools.cache
def compiled():
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    return {pathlib.Path(c["directory"], c["file"]).resolve() for c in commands}


@functools.cache
def target_links():
    """What each target of src/ links, as CMake sees it."""
    links = {}
    for line in (BUILD / "target_links.txt").read_text().splitlines():
        target, _, libraries = line.partition(":")
        links[target] = libraries.split()
    return links


class House(unittest.TestCase):
    """Each test gathers the problems that it finds, so that one run shows them all."""

    noted = set()

    def none_of(self, problems):
        problems = list(problems)
        if problems:
            self.fail("\n" + "\n".join(problems))

    def skipped(self, what):
        if what not in self.noted:
            self.noted.add(what)
            print(f"skipped: {what}")


class Parts(House):
    def test_every_folder_of_src_is_a_known_part(self):
        folders = {p.name for p in (SOURCE / "src").iterdir() if p.is_dir()}
        self.none_of(f"src/{name} is in no order" for name in sorted(folders - set(ORDER)))

    def test_includes_follow_the_order(self):
        problems = []
        for path in files("src", "*.h", "*.cc"):
            part = path.relative_to(SOURCE / "src").parts[0]
            for included in re.findall(r'^#include "(\w+)/', path.read_text(), re.M):
                if included == "quoth":
                    continue
                if included not in ORDER or ORDER.index(included) > ORDER.index(part):
                    problems.append(f"{relative(path)} includes {included}/")
        self.none_of(problems)

    def test_public_headers_include_public_headers_only(self):
        self.none_of(f"{relative(path)} includes {included}" for path in files("include", "*.h")
                     for included in re.findall(r'^#include "([^"]+)"', path.read_text(), re.M)
                     if not included.startswith("quoth/"))

    def test_links_follow_the_order(self):
        self.assertIn("quoth_base", target_links())
        problems = []
        for target, libraries in target_links().items():
            part = target.removeprefix("quoth_") if target.startswith("quoth_") else "cli"
            linked = [x.removeprefix("quoth_") for x in libraries if x.startswith("quoth_")]
            problems += [f"{target} links quoth_{x}" for x in linked
                         if ORDER.index(x) >= ORDER.index(part)]
        self.none_of(problems)

    def test_every_source_is_compiled(self):
        problems = []
        for path in files("src", "*.cc"):
            part = path.relative_to(SOURCE / "src").parts[0]
            target = "quoth" if part == "cli" else f"quoth_{part}"
            if target not in target_links():
                self.skipped(f"src/{part} is no target yet")
            elif path not in compiled():
                problems.append(f"{relative(path)} is not built")
        self.none_of(problems)

    def test_files_are_short(self):
        sources = files("src", "*.h", "*.cc") + files("include", "*.h")
        self.none_of(f"{relative(path)} is longer than {MAX_LINES} lines" for path in sources
                     if path.read_text().count("\n") > MAX_LINES)

    def test_word_lists_name_their_origin(self):
        for path in files("src", "data/*.txt"):
            comments = re.findall(r"^#.*", path.read_text(), re.M)
            self.assertRegex(" ".join(comments), r"CC0|CC BY|Apache|MIT|public domain|generated",
                             relative(path))


class EveryTestRuns(House):
    def test_every_source_under_tests_is_compiled(self):
        self.none_of(f"{relative(path)} is not built" for path in files("tests", "*.cc")
                     if path not in compiled())

    def test_every_unit_test_is_registered(self):
        paths = files("tests/unit", "*.cc")
        self.assertGreater(len(paths), 0)
        problems = []
        for path in paths:
            prefix = f"unit/{path.name.removesuffix('_test.cc')}/"
            source = path.read_text()
            if re.search(r"DISABLED_|#if 0|//\s*TEST|/\*\s*TEST", source):
                problems.append(f"{path.name} hides a test")
            tests = [f"{prefix}{suite}.{test}" for suite, test in
                     re.findall(r"^TEST(?:_F)?\(\s*(\w+),\s*(\w+)\)", source, re.M)]
            problems += [f"{test} is not registered" for test in tests if test not in registered()]
            if not any(test.startswith(prefix) for test in registered()):
                problems.append(f"{path.name} has no test")
        self.none_of(problems)

    def test_every_case_is_registered(self):
        problems = []
        for path in files("tests/cases", "*/*.md"):
            headings = re.findall(r"^## (.*)", path.read_text(), re.M)
            names = [re.sub(r"[^A-Za-z0-9]+", "_", heading).strip("_") for heading in headings]
            tests = [f"cases/{path.parent.name}/{path.stem}.{name}" for name in names]
            problems += [f"{test} is not registered" for test in tests if test not in registered()]
            problems += [f"{relative(path)} has no case"] * (not headings)
        self.none_of(problems)

    def test_every_fuzzer_is_registered_and_has_seeds(self):
        fuzzers = {p.name.removesuffix("_fuzz.cc") for p in files("tests/fuzz", "*_fuzz.cc")}
        folders = {p.name for p in (TESTS / "fuzz/seeds").iterdir()}
        problems = [f"fuzz/{name} is not registered" for name in fuzzers
                    if f"fuzz/{name}" not in registered()]
        problems += [f"{name} has no seeds" for name in fuzzers
                     if not files(f"tests/fuzz/seeds/{name}", "*")]
        problems += [f"the seeds of {name} have no fuzzer" for name in folders - fuzzers]
        self.none_of(problems)

    def test_every_python_file_is_registered_or_imported(self):
        paths = files("tests", "*.py")
        run = {pathlib.Path(word).resolve() for command in registered().values() for word in command
               if word.endswith(".py")}
        texts = "\n".join(path.read_text() for path in paths)
        imported = set(re.findall(r"^(?:import|from) (\w+)", texts, re.M))
        problems = []
        for path in paths:
            if path in run or path.stem in imported:
                continue
            if path.name == "run_goldens.py" and "quoth" not in target_links():
                self.skipped("run_goldens.py waits for the program")
            else:
                problems.append(f"{relative(path)} is never run")
        self.none_of(problems)


class Documented(House):
    def test_environment_variables(self):
        manuals = files("docs", "*.md", "*.1") + [SOURCE / "HACKING.md"]
        documents = "".join(path.read_text() for path in manuals)
        self.none_of(f"{variable}, which {relative(path)} reads, is not documented"
                     for path in files("src", "*.h", "*.cc") + files("tests", "*.cc")
                     for variable in re.findall(r'getenv\("(QUOTH_\w+)"\)', path.read_text())
                     if variable not in documents)

    def test_every_row_of_the_error_table_is_asserted(self):
        table = re.findall(r'X\((k\w+), ("\w+", \d, \d+, "\w+")\)',
                           (SOURCE / "include/quoth/error.h").read_text())
        self.assertGreater(len(table), 0)
        asserted = (TESTS / "unit/error_test.cc").read_text()
        self.none_of(f"error_test.cc does not assert {code}" for code, row in table
                     if f"{{ErrorCode::{code}, {row}}}" not in asserted)

    def test_paths_in_the_documents_exist(self):
        roots = "src|include|web|tests|docs|scripts|bench|training|models|cmake"
        problems = []
        for document in ("HACKING.md", "README.md", "tests/cases/README.md"):
            if not (SOURCE / document).exists():
                self.skipped(f"there is no {document} yet")
                continue
            paths = re.findall(rf"`((?:{roots})/[\w./-]*)`", (SOURCE / document).read_text())
            problems += [f"{document} speaks of {path}" for path in paths
                         if not (SOURCE / path).exists()]
        self.none_of(problems)

    def test_changelog_has_an_unreleased_section(self):
        self.assertIn("\n## Unreleased\n", (SOURCE / "CHANGELOG.md").read_text())

    def test_examples_of_the_readme_run(self):
        """An sh block under <!-- tested --> runs, and a text block under <!-- output --> after it is
        what it prints."""
        if not (SOURCE / "README.md").exists():
            return self.skipped("there is no README.md yet")
        readme = (SOURCE / "README.md").read_text()
        block = r"<!-- tested -->\s*```sh\n(.*?)```(?:\s*<!-- output -->\s*```text\n(.*?)```)?"
        found = re.findall(block, readme, re.S)
        self.assertEqual(len(found), readme.count("<!-- tested -->"), "a mark without an sh block")
        path = f"{BUILD / 'bin'}:{os.environ['PATH']}"
        for script, expected in found:
            script = script.replace("build/bin/", f"{BUILD}/bin/")
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=SOURCE,
                                 env=dict(os.environ, PATH=path, NO_COLOR="1"), timeout=120,
                                 stdin=subprocess.DEVNULL, capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, f"{script}\n{run.stderr}")
            if expected:
                self.assertEqual(run.stdout, expected, script)


class NoTraces(House):
    def found(self, pattern, suffixes=None):
        """Where the pattern stands in a text that git tracks: "path: match"."""
        if tracked() is None:
            self.skipTest("not a git checkout")
        for path in tracked():
            data = path.read_bytes()
            if b"\0" in data[:8192] or "seeds" in path.parts:
                continue
            if suffixes is None or path.suffix in suffixes:
                for match in re.finditer(pattern, data.decode("utf-8")):
                    yield f"{relative(path)}: {match[0]!r}"

    def test_no_machine_paths(self):
        folders = "|".join(("work", "home", "root", "Users", "mnt"))
        self.none_of(self.found(rf"(?<![\w.)}}\]])/(?:{folders})/\w+"))

    def test_no_addresses_of_package_registries(self):
        hosts = "|".join(("pypi", "pythonhosted", "npmjs", "crates", "maven", "debian", "golang"))
        self.none_of(self.found(rf"(?i)https?://[\w.-]*\b(?:{hosts})\b"))
        self.none_of(self.found(r"--(?:extra-)?index" + "-url"))

    def test_no_stray_white_space(self):
        self.none_of(self.found(r"[ \t]+\n", (".h", ".cc", ".py", ".cmake")))
        self.none_of(self.found(r"\t", (".h", ".cc", ".py")))
        self.none_of(self.found(r"[^\n]\Z", (".h", ".cc", ".py", ".md", ".cmake", ".txt")))

    def test_scripts_are_executable(self):
        if tracked() is None:
            self.skipTest("not a git checkout")
        self.none_of(f"{relative(path)} is not executable" for path in tracked()
                     if path.parent.name in ("scripts", ".ci") and not os.access(path, os.X_OK))


if __name__ == "__main__":
    unittest.main(verbosity=2)
