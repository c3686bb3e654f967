#!/usr/bin/env python3
"""`quoth serve` as programs on this machine meet it: friendly ones, slow ones, broken and hostile ones."""

import json
import os
import resource
import signal
import socket
import struct
import subprocess
import threading
import time
import unittest

from serve_server import QUOTH, Server, model_is_there

TEXT = "“We closed the gates,” Maria Keller told reporters. Jonas Brandt said she was wrong."
PAGE = ("<!DOCTYPE html><html><head><title>Harbour row</title></head><body><article><h1>Harbour row</h1>"
        + "<p>“We closed the gates at noon,” Maria Keller told reporters on Monday, and added that nobody"
          " had been asleep in the night of the flood.</p>" * 4 + "</article></body></html>")


def error_of(body):
    error = json.loads(body)["error"]
    assert set(error) == {"code", "message", "where"}, error
    return error["code"]


@unittest.skipUnless(model_is_there(), "needs the model")
class ServeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def assert_alive(self):
        self.assertEqual(self.server.get("/api/about")[0], 200)


class Answers(ServeTest):
    def test_page_and_assets_carry_the_guards(self):
        for path, kind in (("/", "text/html"), ("/assets/style.css", "text/css"),
                           ("/assets/paste.js", "text/javascript"), ("/favicon.svg", "image/svg+xml"),
                           ("/api/about", "application/json"), ("/api/nothing", "application/json")):
            with self.subTest(path):
                _, headers, _ = self.server.get(path)
                self.assertTrue(headers["content-type"].startswith(kind), headers["content-type"])
                self.assertIn("default-src 'none'", headers["content-security-policy"])
                self.assertNotIn("unsafe", headers["content-security-policy"])
                self.assertEqual(headers["x-content-type-options"], "nosniff")
                self.assertEqual(headers["referrer-policy"], "no-referrer")
                self.assertEqual(headers["cross-origin-resource-policy"], "same-origin")
                self.assertNotIn("access-control-allow-origin", headers)

    def test_assets_are_revalidated(self):
        _, headers, body = self.server.get("/assets/style.css")
        status, again, empty = self.server.get("/assets/style.css", if_none_match=headers["etag"])
        self.assertEqual((status, empty), (304, b""))
        self.assertEqual(again["etag"], headers["etag"])
        self.assertGreater(len(body), 1000)

    def test_head(self):
        status, headers, body = self.server.request("HEAD", "/")
        self.assertEqual((status, body), (200, b""))
        self.assertIn("content-security-policy", headers)

    def test_a_connection_is_used_again(self):
        host = self.server.host.encode()
        one = b"GET /api/about HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
        last = one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        received = self.server.raw(one * 20 + last)
        self.assertEqual(received.count(b"HTTP/1.1 200 OK"), 21)

    def test_http_1_0(self):
        received = self.server.raw(b"GET /api/about HTTP/1.0\r\nHost: localhost\r\n\r\n")
        self.assertTrue(received.startswith(b"HTTP/1.1 200 OK"))

    def test_absolute_form(self):
        line = b"GET http://localhost:%d/api/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        self.assertIn(b"200 OK", self.server.raw(line % self.server.port))
        evil = b"GET http://evil.example/api/about HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.assertIn(b"403 Forbidden", self.server.raw(evil))

    def test_get_without_a_server_answers_the_same(self):
        run = subprocess.run([QUOTH, "serve", "--get", "/api/about"], capture_output=True)
        self.assertEqual(run.returncode, 0)
        self.assertEqual(run.stdout, self.server.get("/api/about")[2])
        run = subprocess.run([QUOTH, "serve", "--get", "/api/nothing"], capture_output=True)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(error_of(run.stdout), "not_found")


class Extract(ServeTest):
    def test_text(self):
        status, headers, body = self.server.post_json("/api/extract", {"text": TEXT, "id": "a1"})
        self.assertEqual(status, 200, body)
        self.assertEqual(headers["cache-control"], "no-store")
        record = json.loads(body)
        self.assertEqual((record["id"], record["text"]), ("a1", TEXT))
        extracted = subprocess.run([QUOTH, "extract", "--format", "jsonl", "--with-text"], text=True,
                                   input=json.dumps({"id": "a1", "text": TEXT}), capture_output=True)
        self.assertEqual(record, json.loads(extracted.stdout))

    def test_offsets_for_scripts(self):
        text = "😀 " + TEXT
        body = self.server.post_json("/api/extract?offsets=utf16", {"text": text})[2]
        units = text.encode("utf-16-le")
        for statement in json.loads(body)["statements"]:
            pieces = [units[2 * a:2 * b].decode("utf-16-le") for a, b in statement["content"]]
            self.assertEqual(" ".join(pieces), statement["text"])

    def test_page_in_every_way(self):
        as_json = json.loads(self.server.post_json("/api/extract", {"html": PAGE})[2])
        self.assertEqual(as_json["title"], "Harbour row")
        for kind in ("text/html", "application/octet-stream", "text/html; charset=utf-8"):
            status, _, body = self.server.request("POST", "/api/extract", PAGE.encode(),
                                                  {"content-type": kind})
            self.assertEqual(status, 200)
            self.assertEqual(json.loads(body)["statements"], as_json["statements"], kind)

    def test_other_encodings(self):
        latin = TEXT.encode("cp1252")
        for kind in ("text/plain", "application/octet-stream"):
            body = self.server.request("POST", "/api/extract?id=x.txt&published=2024-03-04", latin,
                                       {"content-type": kind})[2]
            record = json.loads(body)
            self.assertEqual((record["id"], record["published"], record["text"]),
                             ("x.txt", "2024-03-04", TEXT))

    def test_formats(self):
        for name, begin in (("csv", b"id,statement,"), ("tei", b"<?xml"), ("html", b"<!DOCTYPE html>"),
                            ("jsonld", b'{"@context"'), ("annotation", b"{"), ("text", b"")):
            status, headers, body = self.server.post_json(f"/api/extract?format={name}", {"text": TEXT})
            self.assertEqual(status, 200)
            self.assertTrue(body.startswith(begin), body[:60])
            self.assertIn("attachment", headers["content-disposition"])

    def test_what_is_wrong_is_told(self):
        for expected, path, value in (
                (400, "", {}), (400, "", {"text": "a", "html": "b"}), (400, "", {"text": 1}),
                (400, "", {"text": "a", "other": "b"}), (400, "?format=pdf", {"text": "a"}),
                (400, "?offsets=source", {"text": "a"}), (400, "?min_confidence=2", {"text": "a"}),
                (400, "?nonsense=1", {"text": "a"}), (422, "", {"text": " \n "}),
                (422, "", {"html": "<html><body></body></html>"}), (422, "", {"text": "a\0b"}),
                (413, "", {"text": "word " * 300_000})):
            with self.subTest(f"{path} {str(value)[:40]}"):
                status, _, body = self.server.post_json("/api/extract" + path, value)
                self.assertEqual(status, expected, body[:300])
                error_of(body)

    def test_bodies_that_are_none(self):
        for expected, kind, body in (
                ("invalid_json", "application/json", b"{"), ("invalid_json", "application/json", b""),
                ("invalid_json", "application/json", b"[" * 100_000),
                ("invalid_json", "application/json", b'{"text": "\xff"}'),
                ("unsupported_media_type", "image/png", b"x"), ("unsupported_media_type", "", b"x"),
                ("unsupported_media_type", "application/octet-stream", b'{"a": 1}\n{"b": 2}\n'),
                ("binary_input", "text/plain", b"a\0b\1\2\3")):
            with self.subTest(f"{kind} {body[:20]}"):
                answer = self.server.request("POST", "/api/extract", body, {"content-type": kind})[2]
                self.assertEqual(error_of(answer), expected)


class Refusals(ServeTest):
    def test_names_of_other_machines(self):
        for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil",
                     "169.254.169.254", "0.0.0.0", "[::2]", ""):
            with self.subTest(host):
                received = self.server.raw(f"GET /api/about HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                self.assertIn(b"403 Forbidden", received)
                self.assertNotIn(b"model", received)
        for request in (b"GET /api/about HTTP/1.1\r\n\r\n",
                        b"GET /api/about HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"):
            self.assertIn(b" 400 ", self.server.raw(request))
        self.assertEqual(self.server.get("/api/about", Host="localhost:9000")[0], 200)

    def test_other_origins(self):
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"},
                        {"Sec-Fetch-Site": "cross-site"}):
            status, _, body = self.server.post_json("/api/extract", {"text": TEXT}, headers=headers)
            self.assertEqual((status, error_of(body)), (403, "permission_denied"))
        own = {"Origin": f"http://{self.server.host}", "Sec-Fetch-Site": "same-origin"}
        self.assertEqual(self.server.post_json("/api/extract", {"text": TEXT}, headers=own)[0], 200)

    def test_paths(self):
        for path in ("/../etc/passwd", "/assets/../page.html", "/assets/%2e%2e/x", "/assets/..%2fx", "//",
                     "/assets//style.css", "/%00", "/assets/style.css%00.png", "/%ff", "/a%", "/nowhere",
                     "/page.html", "/assets/page.html", "/assets", "/etc/passwd", "/\\..\\x", "/~root"):
            with self.subTest(path):
                received = self.server.raw(
                    f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                self.assertRegex(received, rb"^HTTP/1.1 40[04] ")
                self.assertNotIn(b"root:", received)

    def test_methods(self):
        status, headers, body = self.server.request("DELETE", "/api/extract")
        self.assertEqual((status, headers["allow"], error_of(body)), (405, "POST", "method_not_allowed"))
        status, headers, body = self.server.request("PUT", "/", b"x")
        self.assertEqual((status, headers["allow"]), (405, "GET, HEAD"))
        self.assertEqual(self.server.request("BREW", "/")[0], 405)

    def test_too_large(self):
        status, headers, body = self.server.request(
            "POST", "/api/extract", b"x" * 1000, {"content-length": str(9 << 20)}, timeout=10)
        self.assertEqual((status, error_of(body)), (413, "too_large"))
        self.assertEqual(headers["connection"], "close")
        received = self.server.raw(b"GET /?" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assertIn(b" 431 ", received)
        many = b"".join(b"X-%d: y\r\n" % i for i in range(5000))
        self.assertIn(b" 431 ", self.server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + many + b"\r\n"))
        chunks = b"".join(b"100000\r\n" + b"x" * 0x100000 + b"\r\n" for _ in range(9))
        received = self.server.raw(b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\n"
                                   b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
        self.assertIn(b" 413 ", received)
        self.assert_alive()

    def test_what_is_not_http(self):
        host = b"Host: localhost\r\n"
        for data in (b"\r\n\r\n\r\n\r\nhello\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n" + host + b"\r\n",
                     b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 600,
                     b"GET / HTTP/1.1\r\n: x\r\n\r\n", b"GET / HTTP/1.1\r\nA B: x\r\n\r\n",
                     b"POST /api/extract HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
                     b"POST /api/extract HTTP/1.1\r\n" + host + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                     b"POST /api/extract HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
                     b"GET / HTTP/1.1\nHost: localhost\n\n", b"\0" * 100, b"GET / HTTP/1.1\r\n" + host + b"\0: x\r\n\r\n"):
            with self.subTest(data[:50]):
                received = self.server.raw(data)
                self.assertRegex(received, rb"^(HTTP/1.1 400 |$)")
                if received:
                    error_of(received.split(b"\r\n\r\n", 1)[1])
        self.assert_alive()

    def test_smuggled_requests_are_not_answered(self):
        data = (b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 44\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assertNotIn(b'"model"', self.server.raw(data))

    def test_expect_continue(self):
        body = json.dumps({"text": TEXT}).encode()
        head = (b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body))
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as connection:
            connection.sendall(head)
            self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n"))
            connection.sendall(body)
            self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 200 OK"))


class Load(ServeTest):
    """Bad clients in numbers; meanwhile good ones are answered."""

    def open_many(self, n, first_bytes):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, n + 512)), hard))
        connections = []
        self.addCleanup(lambda: [c.close() for c in connections])
        for _ in range(n):
            connection = socket.socket()
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", self.server.port))
            connections.append(connection)
            if len(connections) % 500 == 0:
                self.assert_alive()
        for connection in connections:
            try:
                connection.send(first_bytes)
            except OSError:
                pass  # it has given way to another already
        return connections

    def test_thousands_that_send_a_byte_now_and_then(self):
        connections = self.open_many(6000, b"GET /api/about HTTP/1.1\r\nHost: loc")
        slowest = 0
        for _ in range(50):
            for connection in connections[::40]:
                try:
                    connection.send(b"a")
                except OSError:
                    pass
            begin = time.monotonic()
            self.assert_alive()
            slowest = max(slowest, time.monotonic() - begin)
        self.assertLess(slowest, 5)

    def test_bodies_that_never_come(self):
        head = b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\nxx"
        self.open_many(1000, head)
        self.assertEqual(self.server.post_json("/api/extract", {"text": TEXT})[0], 200)

    def test_clients_that_leave(self):
        body = json.dumps({"text": TEXT * 200}).encode()
        data = (b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n" % len(body)) + body
        for _ in range(60):
            connection = socket.create_connection(("127.0.0.1", self.server.port))
            connection.sendall(data)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()  # a reset
        begin = time.monotonic()
        self.assertEqual(self.server.post_json("/api/extract", {"text": TEXT})[0], 200)
        self.assertLess(time.monotonic() - begin, 30, "work was done for clients that had left")

    def test_more_work_than_workers_is_refused_and_not_kept(self):
        statuses = []
        lock = threading.Lock()

        def post():
            status, headers, body = self.server.post_json("/api/extract", {"text": TEXT * 20})
            with lock:
                statuses.append(status)
                if status != 200:
                    self.assertEqual((status, error_of(body), headers["retry-after"]), (503, "busy", "1"))

        threads = [threading.Thread(target=post) for _ in range(100)]
        for thread in threads:
            thread.start()
        begin = time.monotonic()
        self.assert_alive()
        self.assertLess(time.monotonic() - begin, 5)
        for thread in threads:
            thread.join()
        self.assertEqual(len(statuses), 100)
        self.assertGreaterEqual(statuses.count(200), 33)


@unittest.skipUnless(model_is_there(), "needs the model")
class Stop(unittest.TestCase):
    def test_by_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            server = Server()
            idle = socket.create_connection(("127.0.0.1", server.port))
            begin = time.monotonic()
            self.assertEqual(server.stop(number), (0, ""))
            self.assertLess(time.monotonic() - begin, 4)
            idle.close()

    def test_what_is_under_way_is_answered(self):
        server = Server()
        answers = []
        thread = threading.Thread(
            target=lambda: answers.append(server.post_json("/api/extract", {"text": TEXT * 60})[0]))
        thread.start()
        time.sleep(0.3)
        self.assertEqual(server.stop()[0], 0)
        thread.join()
        self.assertEqual(answers, [200])

    def test_a_port_that_is_taken(self):
        with Server() as server:
            run = subprocess.run([QUOTH, "serve", "--port", str(server.port)], capture_output=True, text=True)
            self.assertEqual(run.returncode, 2)
            self.assertIn(f"127.0.0.1:{server.port}: another program has this port", run.stderr)

    def test_few_descriptors(self):
        def lower():
            resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))

        process = subprocess.Popen([QUOTH, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True,
                                   preexec_fn=lower)
        port = int(process.stdout.readline().split(":")[2].strip().rstrip("/"))
        waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(400)]
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(b"GET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 200"))
        for connection in waiting:
            connection.close()
        process.terminate()
        self.assertEqual(process.wait(timeout=20), 0)
        process.stdout.close()


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    unittest.main(verbosity=2)
