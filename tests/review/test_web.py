"""The review in a browser: who is let in, what runs behind the page, and a whole review in a real browser."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest
from aiohttp import web

from tanqih.cli import main
from tanqih.errors import InputError
from tanqih.review import web as served
from tanqih.review.web import HOST, ReviewServer, serve
from tests.browser import browser, needs_chromium
from tests.support import ROOT, SAMPLES

# Speaks as a Textual screen does to its server: a greeting, packets out, packets in; it ends when it is told to.
SCREEN = """
import os, sys
def packet():
    head = sys.stdin.buffer.read(5)
    return head[:1], sys.stdin.buffer.read(int.from_bytes(head[1:], "big")) if len(head) == 5 else b""
def say(data):
    os.write(1, b"D" + len(data).to_bytes(4, "big") + data)
os.write(1, b"__GANGLION__\\n")
say(f"pid {os.getpid()} {os.environ['COLUMNS']}x{os.environ['ROWS']}".encode())
while True:
    kind, data = packet()
    if kind == b"" or b'"quit"' in data:
        break
    say(b"heard " + data)
"""
STUBBORN = "import os, time; os.write(1, b'__GANGLION__\\n' + b'D' + (3).to_bytes(4, 'big') + b'pid'); time.sleep(60)"


class Running(NamedTuple):
    server: ReviewServer
    port: int
    client: aiohttp.ClientSession

    @property
    def page(self) -> str:
        return self.server.address

    @property
    def origin(self) -> dict[str, str]:
        return {"Origin": f"http://{HOST}:{self.port}"}

    def socket(self, **query: str) -> str:
        return f"{self.page}ws?" + "&".join(f"{key}={value}" for key, value in query.items())

    async def status(self, address: str, **headers: str) -> int:
        async with self.client.get(address, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            return answer.status

    async def closed(self, address: str, **headers: str) -> int:
        """Status of a websocket that is refused."""
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await self.client.ws_connect(address, headers=headers)
        return caught.value.status


@asynccontextmanager
async def running(code: str = SCREEN) -> AsyncIterator[Running]:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]
        server = ReviewServer([sys.executable, "-c", code], "a <title>", port)
        runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        async with aiohttp.ClientSession() as client:
            yield Running(server, port, client)
        await server.close()
        await runner.cleanup()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_page_needs_nothing_from_elsewhere() -> None:
    async with running() as one, one.client.get(one.page) as answer:
        text = await answer.text()
        assert answer.status == 200
        assert "a &lt;title&gt;" in text
        assert set(re.findall(r"\b(?:https?|wss?)://[^/\"]*", text)) == {f"ws://{HOST}:{one.port}"}
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        for name in re.findall(r'(?:href|src)="([^":]+)"', text):
            assert await one.status(one.page + name) == 200, name
        assert await one.status(f"http://localhost:{one.port}/{one.server.token}/") == 200


@pytest.mark.parametrize("path", ["/", "/static/js/textual.js", "/ws", "/x/", "/favicon.ico", "//", "/%2e%2e/"])
async def test_without_the_token_nothing_is_served(path: str) -> None:
    async with running() as one:
        wrong = one.server.token[:-1] + ("a" if one.server.token[-1] != "a" else "b")
        assert len(one.server.token) >= 43  # 256 bits
        assert await one.status(f"http://{HOST}:{one.port}{path}", **one.origin) == 403
        assert await one.status(f"http://{HOST}:{one.port}/{wrong}{path}", **one.origin) == 403


async def test_the_token_opens_only_what_there_is() -> None:
    async with running() as one:
        assert await one.status(f"{one.page}static/") == 403  # no listing
        assert await one.status(f"{one.page}download/x") == 404
        assert await one.status(f"{one.page}static/%2e%2e/server.py") == 404
        async with one.client.post(one.page) as answer:
            assert answer.status == 405


async def test_another_host_is_refused() -> None:
    async with running() as one:
        for host in (
            "evil.example",
            f"evil.example:{one.port}",
            HOST,
            f"{HOST}:1",
            f"[::1]:{one.port}",
            f"{HOST}.evil.example:{one.port}",
        ):
            assert await one.status(one.page, Host=host) == 403, host
            assert await one.closed(one.socket(), Host=host, **one.origin) == 403, host


async def test_another_origin_is_refused() -> None:
    async with running() as one:
        for origin in ("http://evil.example", "null", f"https://{HOST}:{one.port}", f"http://{HOST}:{one.port + 1}", ""):
            assert await one.status(one.page, Origin=origin) == 403, origin
            assert await one.closed(one.socket(), Origin=origin) == 403, origin
        assert await one.closed(one.socket()) == 403  # every browser names the origin of a websocket


async def test_a_page_drives_its_screen_and_ends_it() -> None:
    async with running() as one:
        page = await one.client.ws_connect(one.socket(width="120", height="x"), headers=one.origin)
        _, pid, size = (await page.receive_bytes(timeout=10)).decode().split()
        assert size == "120x24"
        await page.send_json(["stdin", "a"])
        assert await page.receive_bytes(timeout=10) == b"heard a"
        await page.close()
        await one.server.close()
        assert not alive(int(pid))


async def test_a_second_page_takes_the_review_over() -> None:
    async with running() as one:
        first = await one.client.ws_connect(one.socket(), headers=one.origin)
        pid = int((await first.receive_bytes(timeout=10)).split()[1])
        second = await one.client.ws_connect(one.socket(), headers=one.origin)
        other = int((await second.receive_bytes(timeout=10)).split()[1])
        assert not alive(pid)  # gone before the other began, so they never hold the file at once
        assert (await first.receive(timeout=10)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        assert alive(other)
        await second.close()


async def test_a_screen_that_cannot_start_closes_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    async with running("import sys; sys.exit('no such file')") as one:
        page = await one.client.ws_connect(one.socket(), headers=one.origin)
        assert (await page.receive(timeout=10)).type is aiohttp.WSMsgType.CLOSE
        await page.close()
    assert "no such file" in capsys.readouterr().out


async def test_a_screen_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "STOP_SECONDS", 0.3)
    async with running(STUBBORN) as one:
        page = await one.client.ws_connect(one.socket(), headers=one.origin)
        await page.receive_bytes(timeout=10)
        screen = one.server._screen
        await asyncio.wait_for(one.server.close(), 10)
        assert screen is not None
        assert screen.process is not None
        assert screen.process.returncode == -signal.SIGKILL
        await page.close()


def test_a_port_that_cannot_be_had_is_an_error_in_words() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"port {port} cannot be used .*--port"):
            serve(["true"], "x", port)
    with pytest.raises(InputError, match="port 70000 cannot be used"):
        serve(["true"], "x", 70000)


def test_without_the_extra_the_command_to_install_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(SAMPLES)
    monkeypatch.delitem(sys.modules, "tanqih.review.web")
    monkeypatch.setitem(sys.modules, "textual_serve.app_service", None)
    assert main(["review", "--web", "river-talks.txt"]) == 2
    assert "pip install 'tanqih[web]'" in capsys.readouterr().err


@asynccontextmanager
async def command(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`tanqih review --web` on a sample in a folder, and its address."""
    shutil.copy(SAMPLES / "river-talks.txt", folder)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "XDG_STATE_HOME": str(folder / "state")}
    arguments = "-m tanqih review --web --select punct/arabic-marks,punct/double-dot river-talks.txt".split()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        address = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
        assert address.startswith(f"http://{HOST}:")
        yield process, address
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class TestInABrowser:
    pytestmark = needs_chromium

    async def test_a_review_changes_the_file(self, tmp_path: Path) -> None:
        async with asyncio.timeout(90), command(tmp_path) as (process, address), browser(tmp_path) as page:
            await page.show(1000, 700)
            await page.go(address)
            await page.until("document.body.classList.contains('-first-byte')")
            await page.until("document.activeElement.classList.contains('xterm-helper-textarea')")
            await page.press("a")
            await page.press("w")
            while not (tmp_path / "river-talks.edited.txt").exists():
                await asyncio.sleep(0.05)
            await page.press("q")
            await page.until("document.body.classList.contains('-closed')")
            assert {request.split("/")[2] for request in page.requests} == {address.split("/")[2]}
            assert [one for one in page.complaints if "Content Security Policy" in one] == []
            process.send_signal(signal.SIGINT)
            assert await asyncio.wait_for(process.wait(), 20) == 0
            assert process.stdout is not None
            assert "river-talks.edited.txt: up to date (1 edit)" in (await process.stdout.read()).decode()
        before = (tmp_path / "river-talks.txt").read_text(encoding="utf8")
        after = (tmp_path / "river-talks.edited.txt").read_text(encoding="utf8")
        assert after == before.replace(" .. Mediators", ": mediators", 1)

    async def test_the_screen_ends_with_a_server_that_is_killed(self, tmp_path: Path) -> None:
        async with command(tmp_path) as (process, address), browser(tmp_path) as page:
            await page.go(address)
            await page.until("document.body.classList.contains('-first-byte')")
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            assert len(children) == 1
            process.kill()
            end = asyncio.get_running_loop().time() + 20
            while alive(int(children[0])):
                assert asyncio.get_running_loop().time() < end, "the screen outlives its server"
                await asyncio.sleep(0.05)
