#!/usr/bin/env python3
"""Every option and command of a help page is in the manual page and in each completion script, every
environment variable that the program reads is in both help and manual, and every error code in the
manual.

Reads QUOTH_SOURCE_DIR and QUOTH_BIN_DIR.
"""

import os
import pathlib
import re
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ.get("QUOTH_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
PROGRAM = pathlib.Path(os.environ.get("QUOTH_BIN_DIR", SOURCE / "build/bin"), "quoth")
SHELLS = ("bash", "zsh", "fish")


def output(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout


def commands():
    listed = output("--help").split("\nCommands:\n", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^  (\w+)", listed, re.M)


def options(page):
    """Long options without their hyphens: the lines "  -f,--format" and "  --offsets" of a page."""
    return re.findall(r"^  (?:-\w,)?--([\w-]+)", page, re.M)


def manual():
    """The words of docs/quoth.1, without the escape for a hyphen."""
    return (SOURCE / "docs/quoth.1").read_text().replace("\\-", "-")


class Documented(unittest.TestCase):
    def test_there_is_something_to_check(self):
        self.assertIn("extract", commands())
        self.assertIn("min-confidence", options(output("extract", "--help")))

    def test_commands_and_options_are_in_the_manual(self):
        text = manual()
        for command in commands():
            self.assertRegex(text, rf"\n\.Ss quoth {command}\b")
            section = re.split(rf"\n\.Ss quoth {command}\b", text)[1]
            section = re.split(r"\n\.S[sh] ", section)[0]
            for option in set(options(output(command, "--help"))) - {"help"}:
                self.assertRegex(section, rf"\n\.It Fl (?:\w , )?-{option}\b", command)

    def test_commands_and_options_are_completed(self):
        for shell in SHELLS:
            script = output("completion", shell)
            for command in commands():
                self.assertRegex(script, rf"\b{command}\b", shell)
                for option in options(output(command, "--help")):
                    dashes = "-l " if shell == "fish" else "--"
                    self.assertRegex(script, rf"{dashes}{option}\b", f"{shell}: {command}")

    def test_environment_variables_are_in_help_and_manual(self):
        read = set()
        for path in (SOURCE / "src").rglob("*.cc"):
            read |= set(re.findall(r'(?:getenv|envname)\("(\w+)"\)', path.read_text()))
        self.assertIn("NO_COLOR", read)
        for variable in read - {"TERM"}:
            self.assertIn(variable, output("extract", "--help"))
        for variable in read:
            self.assertIn(f".It Ev {variable}", manual())

    def test_error_codes_are_in_the_manual(self):
        table = (SOURCE / "include/quoth/error.h").read_text()
        codes = re.findall(r'X\(k\w+, "(\w+)"', table)
        self.assertIn("usage", codes)
        for code in codes:
            self.assertRegex(manual(), rf"\n\.It {code}\n")


if __name__ == "__main__":
    unittest.main()
