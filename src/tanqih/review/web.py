"""`tanqih review --web`: the review screen in a browser on this machine, through textual-serve.

The screen runs in a process of its own and is drawn by a terminal in the page; keys and the picture go through a websocket. Nobody
else may use it: the server listens on the loopback interface only, every address begins with a random token, and a request that
names another host (DNS rebinding) or comes from a page of another origin is refused. Nothing is loaded from elsewhere.
Sources: textual-serve 1.1; owasp.org, "DNS Rebinding" and "Cross-Site WebSocket Hijacking"; W3C, Content Security Policy level 3.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from string import Template

from tanqih.errors import InputError, MissingExtraError
from tanqih.review.served import SERVED

try:
    from aiohttp import web
    from textual_serve.app_service import AppService
    from textual_serve.server import Server
except ImportError:
    raise MissingExtraError("a review in the browser", "web") from None

HOST = "127.0.0.1"
DRIVER = "tanqih.review.web_driver:ReviewWebDriver"
FONT_SIZE = 16
STOP_SECONDS = 5.0
"""How long a screen may take to close before its process is ended."""
MAX_MESSAGE = 1 << 20
_LAST_PORT = 65535
_HERE = Path(__file__).parent
_CLOSED = "forbidden: open the address that tanqih review --web printed\n"
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(command: Sequence[str], title: str, port: int = 0) -> int:
    """Serve a screen until ctrl-c; prints its address on standard output.

    Args:
        command: starts the screen; it gets Textual's web driver through its environment.
        title: of the page.
        port: to listen on; 0 for any that is free.

    Returns:
        0.

    Raises:
        InputError: the port cannot be used.
    """
    try:
        if not 0 <= port <= _LAST_PORT:
            raise OSError(f"it must be 0 to {_LAST_PORT}")
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise InputError(
            f"port {port} cannot be used ({error.strerror or error})", "name another with --port, or leave it out"
        ) from None
    with listening, suppress(KeyboardInterrupt):
        asyncio.run(_until_stopped(ReviewServer(command, title, listening.getsockname()[1]), listening))
    return 0


async def _until_stopped(server: ReviewServer, listening: socket.socket) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: ctrl-c arrives as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    sys.stdout.write(f"{server.address}\n")
    sys.stdout.flush()
    sys.stderr.write("tanqih: open this address in a browser on this machine; ctrl-c stops\n")
    try:
        await stop.wait()
    finally:
        await server.close()
        await runner.cleanup()


class Screen(AppService):
    """The process of a review screen."""

    process: Process | None = None

    def __init__(self, command: Sequence[str], socket: web.WebSocketResponse, server: Server) -> None:
        """Args:
        command: program and arguments.
        socket: of the page.
        server: that it belongs to.
        """
        self._arguments = list(command)

        async def send(data: bytes) -> None:
            with suppress(ConnectionError, RuntimeError):  # the page is gone; the screen must still be read to its end
                await socket.send_bytes(data)

        super().__init__(
            server.command,
            write_bytes=send,
            write_str=socket.send_str,
            close=self._close_page(socket),
            download_manager=server.download_manager,
        )

    @staticmethod
    def _close_page(socket: web.WebSocketResponse) -> Callable[[], Awaitable[None]]:
        async def close() -> None:
            await socket.close()

        return close

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return {**super()._build_environment(width, height), "TEXTUAL_DRIVER": DRIVER, SERVED: "1"}

    async def run(self) -> None:
        """Pass on what the screen draws until it is closed; then, or when it could not start, the page is told."""
        await super().run()
        await self.remote_close()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """As textual-serve's, but without a shell, and in a session of its own: ctrl-c is for the server, which closes it in order."""
        environment = self._build_environment(width, height)
        self._process = self.process = await asyncio.create_subprocess_exec(
            *self._arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
        )
        self._stdin = self.process.stdin
        return self.process

    async def end(self) -> None:
        """Close the screen; a process that does not go is killed, which loses nothing that was decided."""
        ending = asyncio.create_task(self._gone())
        done, _ = await asyncio.wait(
            {ending}, timeout=STOP_SECONDS
        )  # not a time-out around it: textual-serve eats the cancellation
        if not done and self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
        await ending

    async def _gone(self) -> None:
        await self.stop()
        if self.process is not None:
            await self.process.wait()


class ReviewServer(Server):
    """Serves one review to one page at a time: a page that is opened later takes it over."""

    def __init__(self, command: Sequence[str], title: str, port: int) -> None:
        """Args:
        command: program and arguments of the screen.
        title: of the page.
        port: that is listened on.
        """
        super().__init__(" ".join(command), host=HOST, port=port, title=title)
        self._arguments = list(command)
        self.token = secrets.token_urlsafe(32)
        self._hosts = frozenset({f"{HOST}:{port}", f"localhost:{port}"})
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._screen: Screen | None = None
        self._page: web.WebSocketResponse | None = None
        self._turn = asyncio.Lock()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def application(self) -> web.Application:
        """The routes, each behind the guard."""
        app = web.Application(middlewares=[self._guard])
        routes = [
            web.get(f"/{self.token}/", self.handle_index),
            web.get(f"/{self.token}/page.css", _file("web.css", "text/css")),
            web.get(f"/{self.token}/page.js", _file("web.js", "text/javascript")),
            web.get(f"/{self.token}/ws", self.handle_websocket),
            web.static(f"/{self.token}/static", self.statics_path),
        ]
        app.add_routes(routes)
        app.on_response_prepare.append(self._harden)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what is not asked by the page itself or by the person who has its address."""
        origin = request.headers.get("Origin")
        asked = request.path.split("/")[1].encode()
        if (
            request.headers.getall("Host", []) not in [[host] for host in self._hosts]
            or (origin is not None and origin not in self._origins)
            or (origin is None and request.path.endswith("/ws"))
            or not secrets.compare_digest(asked, self.token.encode())
        ):
            raise web.HTTPForbidden(text=_CLOSED)
        return await handler(request)

    async def _harden(self, _: web.Request, response: web.StreamResponse) -> None:
        socket = " ".join(f"ws://{host}" for host in sorted(self._hosts))
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
            f"connect-src 'self' {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        template = Template((_HERE / "web.html").read_text(encoding="utf8"))
        address = f"ws://{request.host}/{self.token}/ws"
        text = template.substitute(title=escape(self.title), socket=escape(address), size=FONT_SIZE)
        return web.Response(text=text, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the screen for a page, in the place of the page before."""
        page = web.WebSocketResponse(heartbeat=15, max_msg_size=MAX_MESSAGE)
        await page.prepare(request)
        screen = Screen(self._arguments, page, self)
        async with self._turn:
            await self._end()
            self._screen, self._page = screen, page
            await screen.start(_cells(request, "width", 80), _cells(request, "height", 24))
        try:
            await self._process_messages(page, screen)
        finally:
            async with self._turn:
                if self._screen is screen:
                    await self._end()
        return page

    async def close(self) -> None:
        """Close the page and the screen."""
        async with self._turn:
            await self._end()

    async def _end(self) -> None:
        screen, page = self._screen, self._page
        self._screen = self._page = None
        if page is not None:
            await page.close()
        if screen is not None:
            await screen.end()


def _file(name: str, kind: str) -> Handler:
    """Answers with a file of this package."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=(_HERE / name).read_text(encoding="utf8"), content_type=kind)

    return answer


def _cells(request: web.Request, name: str, usual: int) -> int:
    """A size in the query, within what a terminal can have."""
    text = request.query.get(name, "")
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() and len(text) < 5 else usual
