"""One connection that sends bytes as they are, and reads what is answered."""

import http.client
import socket
from contextlib import suppress
from dataclasses import dataclass, field

from fuzz.request import Request
from proof.service import Answer

TIMEOUT_SECONDS = 20


@dataclass(slots=True)
class Wire:
    """A connection that is kept as long as the service keeps it."""

    port: int
    open: socket.socket | None = field(default=None)

    def send(self, request: Request) -> Answer | None:
        """Send a request; None when the connection ends without an answer."""
        is_kept = self.open is not None
        answer = self.attempt(request)
        # A kept connection may have been closed before this request came to it.
        return self.attempt(request) if answer is None and is_kept else answer

    def attempt(self, request: Request) -> Answer | None:
        """Send it once."""
        if self.open is None:
            self.open = socket.create_connection(("127.0.0.1", self.port), TIMEOUT_SECONDS)
        response = http.client.HTTPResponse(self.open, method=request.method)
        try:
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # answered before it was all there
                self.open.sendall(request.bytes())
            response.begin()
            while response.status == http.HTTPStatus.CONTINUE:
                response.begin()
            text = response.read().decode("utf-8", "backslashreplace")
            fields = {name.lower(): value for name, value in response.getheaders()}
            if response.will_close:
                self.close()
            return Answer(response.status, fields, text)
        except TimeoutError:
            raise
        except (http.client.HTTPException, OSError):
            self.close()
            return None

    def close(self) -> None:
        """Hang up."""
        if self.open is not None:
            self.open.close()
        self.open = None
