#!/usr/bin/env python3
"""`quoth serve` with a record while many ask at once: nothing is stale, nothing is cut off by a stop, a
flood of large bodies takes no memory to speak of, and what is too much is refused as such."""

import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from serve_server import BIN, QUOTH, Server, model_is_there

N_ARTICLES = 60
ARTICLE = "“The lantern of {0} burns,” Ada Abbot said on Monday. “The lantern is eighty years old,” she told reporters."


def search(server, words, limit=20):
    status, _, body = server.get(f"/api/search?q={words}&limit={limit}")
    assert status == 200, body
    return json.loads(body)


class Asker(threading.Thread):
    """Searches on one connection until it ends. `answers` are complete ones; `cut` is what was wrong
    with a response that had begun. A request that nothing comes back for ends it too."""

    def __init__(self, port, number, more=None):
        super().__init__(daemon=True)
        self.port, self.number, self.more = port, number, more or (lambda n: n < 10**6)
        self.statuses, self.cut, self.last = [], None, ""

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        n = 0
        while self.more(n):
            words = f"gates+{'abcdefgh'[n % 8]}*" if n % 2 else f"winter+or{n}{self.number}"
            path = f"/api/{'facets' if n % 3 == 0 else 'search'}?q={words}"
            n += 1
            try:
                connection.request("GET", path)
                response = connection.getresponse()
            except (OSError, http.client.BadStatusLine):
                return
            try:
                json.loads(response.read())
            except (OSError, ValueError, http.client.HTTPException) as error:
                self.cut = repr(error)
                return
            self.statuses.append(response.status)
            self.last = response.headers.get("connection", "")
            if self.last == "close":
                connection.close()
                return


@unittest.skipUnless(model_is_there(), "needs the model")
class WithRecord(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.record = cls.folder / "made.db"
        subprocess.run([BIN / "tests/make_record", cls.record, str(N_ARTICLES)], check=True)

    def test_what_another_program_writes_is_found_at_once(self):
        with Server("--db", str(self.record)) as server:
            asker = Asker(server.port, 0, lambda n: not self.written)
            self.written = False
            asker.start()
            for i in range(1, 6):
                self.assertEqual(search(server, "lantern")["found"], 2 * (i - 1))
                facets = json.loads(server.get("/api/facets?q=lantern")[2])
                self.assertEqual(facets["counted"], 2 * (i - 1))
                article = {"id": f"new{i}", "text": ARTICLE.format("abcdefgh"[i] * 4)}
                subprocess.run([QUOTH, "ingest", "-q", "--db", self.record, "--duplicates", "keep", "-"],
                               input=json.dumps(article), text=True, check=True)
            self.written = True
            asker.join()
            self.assertEqual((asker.cut, set(asker.statuses)), (None, {200}))
            self.assertEqual(search(server, "lantern")["found"], 10)

    def test_a_stop_under_load_cuts_nothing_off(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            server = Server("--db", str(self.record))
            askers = [Asker(server.port, i) for i in range(48)]
            for asker in askers:
                asker.start()
            while min(len(asker.statuses) for asker in askers) < 3:
                time.sleep(0.01)
            begin = time.monotonic()
            self.assertEqual(server.stop(number), (0, ""))
            self.assertLess(time.monotonic() - begin, 4)
            for asker in askers:
                asker.join()
            self.assertEqual({asker.cut for asker in askers}, {None})
            # They are told with an answer that there will be no other. Where this machine is so busy
            # that one does not get to read its answer for 200 ms, its connection is closed as idle.
            self.assertGreaterEqual([asker.last for asker in askers].count("close"), 1)
            self.assertEqual({s for asker in askers for s in asker.statuses}, {200})

    def test_a_stop_answers_who_has_connected(self):
        with Server("--db", str(self.record)) as server:
            os.kill(server.process.pid, signal.SIGSTOP)
            waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
            for connection in waiting:
                connection.sendall(b"GET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n")
            os.kill(server.process.pid, signal.SIGTERM)
            os.kill(server.process.pid, signal.SIGCONT)
            for connection in waiting:
                with connection:
                    received = b""
                    while piece := connection.recv(65536):
                        received += piece
                self.assertTrue(received.startswith(b"HTTP/1.1 200 OK\r\n"), received[:80])

    def test_a_flood_of_large_bodies(self):
        body = b'{"text": "' + b"flood " * 1_300_000 + b'"}'  # 7.8 MB, within the limit of a body
        with Server("--db", str(self.record)) as server:
            search(server, "gates")
            before = self.peak_mib(server)
            results = []

            def post():
                try:
                    answer = server.request("POST", "/api/extract", body, {"content-type": "application/json"})
                    results.append(answer[0])
                except (OSError, http.client.HTTPException):
                    results.append("closed")

            threads = [threading.Thread(target=post) for _ in range(120)]
            for thread in threads:
                thread.start()
            slowest = 0
            while any(thread.is_alive() for thread in threads):
                begin = time.monotonic()
                self.assertEqual(search(server, "gates")["order"], "best")
                slowest = max(slowest, time.monotonic() - begin)
                time.sleep(0.05)
            self.assertEqual(len(results), 120)
            # The text is over its limit; or there was no room for the body, or it gave way.
            self.assertLessEqual(set(results), {413, 503, "closed"})
            self.assertIn(413, results)
            self.assertLess(slowest, 5)
            # All bodies held at once take 256 MiB, those at work are parsed too: not 120 x 8.
            self.assertLess(self.peak_mib(server) - before, 600)

    def peak_mib(self, server):
        status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def test_more_than_can_wait_is_refused(self):
        # All come at once to one worker: 1024 may wait, the others are told at once.
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        with Server("--db", str(self.record), "-j", "1") as server:
            connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2000)]
            os.kill(server.process.pid, signal.SIGSTOP)
            for i, connection in enumerate(connections):
                connection.sendall(b"GET /api/facets?since=2022&min_confidence=0.0%d HTTP/1.1\r\n"
                                   b"Host: localhost\r\n\r\n" % i)
            os.kill(server.process.pid, signal.SIGCONT)
            heads = []
            for connection in connections:
                connection.settimeout(60)
                heads.append(connection.recv(65536).split(b"\r\n\r\n")[0].decode())
                connection.close()
            statuses = [head.split()[1] for head in heads]
            self.assertEqual(set(statuses), {"200", "503"})
            self.assertGreaterEqual(statuses.count("200"), 1024)
            for head in heads:
                if " 503 " in head:
                    self.assertIn("retry-after: 1", head)
            self.assertEqual(server.get("/api/about")[0], 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
