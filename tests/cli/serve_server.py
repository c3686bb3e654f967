"""A `quoth serve` for the length of a test, and raw requests to it."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("QUOTH_BIN_DIR", ROOT / "build/bin"))
QUOTH = str(BIN / "quoth")


class Server:
    """A server on a free port. `lines` are what it printed when it was ready."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([QUOTH, "serve", "--port", "0", *arguments],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        if not line.startswith("http://127.0.0.1:"):
            raise RuntimeError(f"no address: {line!r} {self.process.stderr.read()}")
        self.address = line
        self.port = int(line.split(":")[2].split("/")[0])
        self.host = f"127.0.0.1:{self.port}"

    def stop(self, with_signal=signal.SIGTERM):
        """The exit status, and what it wrote to standard error."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        errors = self.process.communicate(timeout=30)[1]
        return self.process.returncode, errors

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def request(self, method, path, body=None, headers=None, timeout=60):
        """(status, headers with lower-case names, body) of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post_json(self, path, value, **options):
        headers = {"content-type": "application/json", **options.pop("headers", {})}
        return self.request("POST", path, json.dumps(value).encode(), headers, **options)

    def raw(self, data, timeout=20):
        """All that the server sends for these bytes, until it closes or `timeout` is over."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            received = b""
            try:
                connection.sendall(data)
                while piece := connection.recv(65536):
                    received += piece
            except (ConnectionResetError, BrokenPipeError, TimeoutError):
                pass
            return received


def model_is_there():
    return subprocess.run([QUOTH, "serve", "--get", "/api/about"], capture_output=True).returncode == 0
