"""A headless Chromium, driven through its own debugging protocol (chromedevtools.github.io/devtools-protocol). No driver is needed."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
WAIT_SECONDS = 30.0
OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-extensions --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync --remote-debugging-port=0"
).split()

needs_chromium = [
    pytest.mark.e2e,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


class Page:
    """A page of the browser.

    Attributes:
        requests: addresses that it asked for.
        complaints: what it wrote to its console, exceptions and refused requests among them.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._number = socket, 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            found = json.loads(message.data)
            if "id" in found:
                self._answers.pop(found["id"]).set_result(found)
            elif found["method"] == "Network.requestWillBeSent":
                self.requests.append(found["params"]["request"]["url"])
            elif found["method"] in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.complaints.append(json.dumps(found["params"]))

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(json.dumps({"id": self._number, "method": method, "params": arguments}))
        found = await asyncio.wait_for(answer, WAIT_SECONDS)
        assert "error" not in found, found
        result: dict[str, Any] = found["result"]
        return result

    async def look(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until an expression in the page is true."""
        end = asyncio.get_running_loop().time() + WAIT_SECONDS
        while not await self.look(script):
            assert asyncio.get_running_loop().time() < end, f"{script} did not become true; {self.complaints}"
            await asyncio.sleep(0.05)

    async def go(self, address: str) -> None:
        await self.call("Page.navigate", url=address)
        await self.until(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")

    async def press(self, key: str) -> None:
        """Press a key: one character, or a name such as "Enter"."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def show(self, width: int, height: int, *, dark: bool = False) -> None:
        """The size of the window, and what colours the person likes."""
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        liked = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        await self.call("Emulation.setEmulatedMedia", features=liked)

    async def picture(self, path: Path, *, whole: bool = False) -> None:
        """A PNG of the window, or of the whole page."""
        found = await self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))

    async def close(self) -> None:
        self._reader.cancel()
        await self._socket.close()


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Page]:
    """A browser of its own with one empty page; `folder` takes its profile."""
    assert CHROMIUM is not None
    profile = folder / "profile"
    environment = {**os.environ, "HOME": str(folder), "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        CHROMIUM,
        *OPTIONS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=quiet,
        stderr=quiet,
        env=environment,
        start_new_session=True,
    )
    try:
        async with aiohttp.ClientSession() as session:
            page = await _page(session, profile / "DevToolsActivePort")
            yield page
            await page.close()
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # its own session: helper processes go too
        await process.wait()


async def _page(session: aiohttp.ClientSession, port_file: Path) -> Page:
    end = asyncio.get_running_loop().time() + WAIT_SECONDS
    while not (port_file.exists() and port_file.read_text()):
        assert asyncio.get_running_loop().time() < end, "Chromium did not start"
        await asyncio.sleep(0.05)
    port = port_file.read_text().split()[0]
    async with session.get(f"http://127.0.0.1:{port}/json") as answer:
        found = next(one for one in await answer.json() if one["type"] == "page")
    page = Page(await session.ws_connect(found["webSocketDebuggerUrl"], max_msg_size=0))
    for domain in ("Page", "Runtime", "Network", "Log"):
        await page.call(f"{domain}.enable")
    return page
