"""A service that passes on what another answers, and now and then lies: for controls."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from proof.service import Answer

Lie = Callable[[str, str, Answer], Answer]
"""From method and target of a request, and its answer, to the answer that is given."""

HOP = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive", "date"})


@contextmanager
def lying(url: str, lie: Lie) -> Iterator[str]:
    """Give the place of a service that lies about the answers of another."""
    place = urlsplit(url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65_537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            answer = lie(self.command, self.path, self.passed_on(body))
            self.wfile.write(written(answer))

        def passed_on(self, body: bytes | None) -> Answer:
            connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
            try:
                connection.request(self.command, self.path, body, dict(self.headers))
                response = connection.getresponse()
                fields = {name.lower(): value for name, value in response.getheaders()}
                return Answer(response.status, fields, response.read().decode())
            finally:
                connection.close()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def written(answer: Answer) -> bytes:
    """Write an answer as it goes over the wire."""
    body = answer.text.encode()
    fields = {name: value for name, value in answer.headers.items() if name not in HOP}
    length = {} if answer.status in (204, 304) else {"content-length": str(len(body))}
    lines = [f"{name}: {value}" for name, value in {**fields, **length}.items()]
    head = "\r\n".join([f"HTTP/1.1 {answer.status} Said", *lines])
    return f"{head}\r\n\r\n".encode("latin-1") + body
