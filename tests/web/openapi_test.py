#!/usr/bin/env python3
"""What /openapi.json says, held against the server by schemathesis: every route of a record that can be
written, by requests that are right, wrong or at a limit, and in sequences.

Reads QUOTH_BIN_DIR. schemathesis is of tests/requirements.txt, which `make test` installs into tests/.venv;
without it the test is left out with a line that says so.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SCHEMATHESIS = HERE.parent / ".venv/bin/schemathesis"
sys.path.insert(0, str(HERE.parent / "cli"))
from serve_server import BIN, Server, model_is_there  # noqa: E402


@unittest.skipUnless(SCHEMATHESIS.exists(), "no tests/.venv with tests/requirements.txt (make test installs it)")
@unittest.skipUnless(model_is_there(), "needs the model")
class OpenApiTest(unittest.TestCase):
    def hold(self, server, token, *arguments):
        run = subprocess.run(
            [SCHEMATHESIS, "--no-color", "--config-file", HERE / "schemathesis.toml", "run",
             f"http://{server.host}/openapi.json", "--header", f"x-quoth-token: {token}", *arguments],
            cwd=self.folder.name, capture_output=True, text=True, timeout=250)
        self.assertEqual(run.returncode, 0, re.sub(r"0{200,}", "0…", run.stdout) + run.stderr[-2000:])
        found = re.search(r"Selected: (\d+)/(\d+)\s+Tested: (\d+)", run.stdout)
        self.assertIsNotNone(found, run.stdout[-2000:])
        return tuple(map(int, found.groups()))

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="quoth-openapi-")
        self.addCleanup(self.folder.cleanup)

    def test_every_route(self):
        record = pathlib.Path(self.folder.name) / "record.db"
        subprocess.run([BIN / "tests/make_record", record, "60"], check=True)
        with Server("--db", str(record), "--write") as server:
            token = re.search(r"token=(\w+)", server.address)[1]
            selected, known, tested = self.hold(server, token)
        self.assertGreaterEqual(known, 22)
        self.assertEqual((selected, tested), (known, known))


if __name__ == "__main__":
    unittest.main(verbosity=2)
