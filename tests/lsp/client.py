"""A client of the protocol over the standard streams of a real server process: JSON-RPC 2.0 with Content-Length headers."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

SRC = Path(__file__).parents[2] / "src"
SECONDS = 120.0
"""A server that says nothing for so long hangs."""


class Client:
    """One connection. `notes` are the notifications that have come, oldest first."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._number = 0
        self._replies: dict[int, asyncio.Future[Any]] = {}
        self._news = asyncio.Condition()
        self.notes: list[tuple[str, Any]] = []
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, folder: Path, *arguments: str, **capabilities: Any) -> Client:
        """Start a server in a folder and greet it."""
        command = (sys.executable, "-m", "tanqih", "lsp", "--stdio", "--delay", "0.05", *arguments)
        env = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"}
        client = cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=folder, env=env))
        client.greeting = await client.ask(
            "initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": capabilities}
        )
        await client.tell("initialized", {})
        return client

    greeting: Any = None

    async def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := await stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = await stream.readline()
            message = json.loads(await stream.readexactly(length))
            if "method" in message:
                async with self._news:
                    self.notes.append((message["method"], message.get("params")))
                    self._news.notify_all()
            else:
                self._replies.pop(message["id"]).set_result(message)

    async def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        await self._process.stdin.drain()

    async def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        await self._send({"method": method, "params": params})

    async def ask(self, method: str, params: Any) -> Any:
        """Send a request; returns the result. AssertionError for an error reply."""
        self._number += 1
        reply = self._replies[self._number] = asyncio.get_running_loop().create_future()
        await self._send({"id": self._number, "method": method, "params": params})
        message = await asyncio.wait_for(reply, SECONDS)
        assert "error" not in message, message["error"]
        return message["result"]

    async def open(self, path: Path, text: str, language: str = "plaintext") -> str:
        """Open a text; returns its URI."""
        uri = path.as_uri()
        await self.tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}}
        )
        return uri

    async def change(self, uri: str, version: int, text: str) -> None:
        """Replace a text."""
        await self.tell(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
        )

    async def diagnostics(self, uri: str, version: int | None = None) -> list[Any]:
        """The next diagnostics of a text, of a version if one is named; takes them out of `notes`."""

        def found() -> bool:
            return any(self._is_wanted(note, uri, version) for note in self.notes)

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(found), SECONDS)
        note = next(note for note in self.notes if self._is_wanted(note, uri, version))
        self.notes.remove(note)
        diagnostics: list[Any] = note[1]["diagnostics"]
        return diagnostics

    @staticmethod
    def _is_wanted(note: tuple[str, Any], uri: str, version: int | None) -> bool:
        method, params = note
        return method == "textDocument/publishDiagnostics" and params["uri"] == uri and version in (None, params.get("version"))

    async def actions(self, uri: str, where: Any, *only: str) -> list[Any]:
        """Code actions for a range."""
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        found: list[Any] = await self.ask(
            "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": where, "context": context}
        )
        return found

    async def stop(self) -> int:
        """End the server politely; returns its exit code."""
        await self.ask("shutdown", None)
        await self.tell("exit", None)
        code: int = await asyncio.wait_for(self._process.wait(), SECONDS)
        self._reader.cancel()
        return code


def applied(text: str, edit: Any) -> str:
    """A text with a workspace edit of one document made, characters in UTF-16."""
    (change,) = edit["documentChanges"]
    lines = [0]
    for at, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
            lines.append(at + 1)

    def offset(place: Any) -> int:
        start: int = lines[place["line"]]
        return start + len(text[start:].encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le"))

    for one in sorted(change["edits"], key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        text = text[: offset(one["range"]["start"])] + one["newText"] + text[offset(one["range"]["end"]) :]
    return text
