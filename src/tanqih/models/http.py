"""One POST of JSON to a server that is not trusted: a limit on the whole time and on the size, and no redirects. Standard library only."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import time
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tanqih.errors import ConfigError, ModelError

_CHUNK = 1 << 16
_OK, _REDIRECTS = 200, range(300, 400)
_LASTING = frozenset({*_REDIRECTS, 400, 401, 403, 404, 405, 422})
_HINTS = {
    401: "; check TANQIH_ENDPOINT_KEY",
    403: "; check TANQIH_ENDPOINT_KEY",
    404: "; check the address and --endpoint-model",
}


class ServerError(ModelError):
    """A server that does not answer as it should.

    Attributes:
        status: of HTTP, 0 for none.
    """

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status

    @property
    def is_lasting(self) -> bool:
        """True when asking again will not help: a redirect, a wrong key, an unknown model."""
        return self.status in _LASTING


class Address(NamedTuple):
    """Where a server is. `secure`: by TLS. `path` begins with a slash and does not end with one."""

    secure: bool
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        """The address for people; it never holds a key, for an address with a user part is refused."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == (443 if self.secure else 80) else f":{self.port}"
        return f"{'https' if self.secure else 'http'}://{host}{port}{self.path}"


def address(url: str, *, insecure: bool = False) -> Address:
    """The parts of an address.

    Args:
        url: http or https, without user, query and fragment.
        insecure: True to allow plain http to other machines.

    Raises:
        ConfigError: something else, or plain http to another machine.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise ConfigError("the endpoint is not an address; write https://host/v1") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(not "!" <= char <= "~" for char in url.strip()):
        raise ConfigError("the endpoint is not an address of http or https; write https://host/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigError("the endpoint is an address without user, ? and #; put a key into TANQIH_ENDPOINT_KEY")
    secure = parts.scheme == "https"
    if not secure and not insecure and not _is_local(parts.hostname):
        raise ConfigError(
            f"{parts.hostname} would be sent the text in the clear; use https, or insist on http with --endpoint-insecure"
        )
    return Address(secure, parts.hostname, port or (443 if secure else 80), parts.path.rstrip("/"))


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Exchange(threading.Thread):
    """A request and its answer, in a thread of its own: whatever the server does, or does not do, the caller waits no longer than it said."""

    def __init__(self, server: Address, path: str, data: Any, *, key: str, seconds: float, most: int) -> None:
        """Start to send JSON.

        Args:
            server: where.
            path: put behind the server's own.
            data: what is sent.
            key: bearer token, "" for none. It goes to this address and nowhere else.
            seconds: limit for everything from the look-up of the name to the last byte, however slowly they come.
            most: bytes of the longest answer.
        """
        super().__init__(name="tanqih-endpoint", daemon=True)
        self._server, self._path, self._seconds, self._most = server, server.path + path, seconds, most
        self._body = json.dumps(data, ensure_ascii=False).encode("utf8", "replace")
        self._headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "tanqih"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        kind = http.client.HTTPSConnection if server.secure else http.client.HTTPConnection
        self._connection = kind(server.host, server.port, timeout=seconds)
        self._deadline = time.monotonic() + seconds
        self._closed = False
        self._done = threading.Event()
        self._answer: bytes | None = None
        self._error: ServerError | None = None
        self.start()

    def result(self) -> Any:
        """The JSON of the answer.

        Raises:
            ServerError: no connection, no time left, too long, a redirect, a refusal, not JSON. Says so in one line, without the key.
        """
        try:
            self._done.wait(max(0.0, self._deadline - time.monotonic()))
        finally:
            self.close()
        if self._error is not None:
            raise self._error
        if self._answer is None:
            raise ServerError(f"{self._server}: no whole answer within {self._seconds:g} seconds")
        try:
            return json.loads(self._answer.decode("utf8"))
        except (ValueError, RecursionError):
            hint = "is this the address of an OpenAI-compatible server (…/v1)?"
            raise ServerError(f"{self._server}: the answer is not JSON; {hint}") from None

    def close(self) -> None:
        """End it: whatever the thread waits for, it gets no more."""
        self._closed = True
        if (sock := self._connection.sock) is not None:
            with suppress(OSError):  # it was closed already
                sock.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        """Ask; called by the thread."""
        try:
            self._answer = self._ask()
        except ServerError as error:
            self._error = error
        except TimeoutError:
            pass  # `result` says so
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:  # the last: closed between two steps
            if not self._closed:
                said = getattr(error, "strerror", None) or type(error).__name__
                self._error = ServerError(f"{self._server}: no answer ({said}); is the server running?")
        finally:
            self._connection.close()
            self._done.set()

    def _ask(self) -> bytes:
        self._connection.connect()
        if self._closed:
            raise TimeoutError
        self._connection.request("POST", self._path, self._body, self._headers)
        with self._connection.getresponse() as response:
            self._check(response)
            found = bytearray()
            while chunk := response.read1(_CHUNK):
                found += chunk
                if len(found) > self._most:
                    raise ServerError(f"{self._server}: the answer is longer than {self._most:,} bytes")
            if response.length:
                raise ServerError(f"{self._server}: the answer breaks off")
        if self._closed:
            raise TimeoutError
        return bytes(found)

    def _check(self, response: http.client.HTTPResponse) -> None:
        """Raises:
        ServerError: a status other than 200, or an answer that says it is too long.
        """
        status = response.status
        if status in _REDIRECTS:
            raise ServerError(
                f"{self._server}: the server sends to another address, which is not followed; give that one", status=status
            )
        if status != _OK:
            raise ServerError(f"{self._server}: the server answers {status}{_HINTS.get(status, '')}", status=status)
        if (response.length or 0) > self._most:
            raise ServerError(f"{self._server}: the answer is longer than {self._most:,} bytes")
