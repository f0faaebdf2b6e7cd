"""The connection: texts come and go, are checked a moment after the last key, and diagnostics go out. Uses pygls (Apache-2.0)."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from tanqih._version import __version__
from tanqih.commands.ignores import IgnoringChecker, load
from tanqih.commands.job import settings
from tanqih.commands.paths import relative
from tanqih.config import FILE_NAMES, Config
from tanqih.errors import ConfigError, TanqihError
from tanqih.formats.files import replace_file
from tanqih.lsp.analysis import Analysis, Place, format_of
from tanqih.lsp.answers import FIX_ALL, IGNORE_COMMAND, Answers

_KEY = re.compile(r"[0-9a-f]{16}")


class Service(LanguageServer):
    """One server: the texts that are open, what is known of them, and checkers by configuration.

    Attributes:
        is_ending: True once the editor has asked for the shutdown.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        """Args:
        args: of the command `lsp`.
        """
        # Whole texts, not differences: articles are short, and pygls cuts lines at more characters than the protocol does.
        super().__init__("tanqih", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.is_ending = False
        self._args = args
        self._answers: dict[str, Answers] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._checkers: dict[str, IgnoringChecker] = {}  # by the settings, spelt out
        self._worker = ThreadPoolExecutor(1)  # one at a time: a checker is no matter of several threads

    def config(self, path: str | None) -> Config:
        """The configuration of a file: what is found beside it, with the options of the command over it.

        Raises:
            ConfigError: it is wrong.
        """
        return settings(self._args, Path(path).parent if path else None)

    def analyse(self, uri: str) -> Answers | None:
        """What is found in a text as it is now; None for a kind of text that is not read.

        Raises:
            TanqihError: the configuration is wrong.
        """
        document = self.workspace.get_text_document(uri)
        known = self._answers.get(uri)
        if known and known.version == document.version and known.analysis.text == document.source:
            return known
        path = to_fs_path(uri) if uri.startswith("file:") else None
        kind = format_of(path, document.language_id or "")
        if kind is None:
            return None
        config = self.config(path)
        spelt = repr(config)
        if spelt not in self._checkers:
            self._checkers[spelt] = IgnoringChecker(config)
        place = Place(path, relative(path, config.folder or Path.cwd()) if path else uri, kind)
        analysis = Analysis(document.source, place, self._checkers[spelt], load(config), config.min_confidence)
        unit = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or "utf-16")
        self._answers[uri] = Answers(analysis, uri, document.version, unit)
        return self._answers[uri]

    def check(self, uri: str, delay: float) -> None:
        """Check a text after a delay and publish what is found; a newer call for the same text takes the place of an older one."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._check(uri, delay))

    async def _check(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        try:
            answers = await asyncio.get_running_loop().run_in_executor(self._worker, self.analyse, uri)
        except TanqihError as error:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"tanqih: {error}"))
            return
        if uri in self.workspace.text_documents and answers:
            params = types.PublishDiagnosticsParams(uri, answers.diagnostics(), answers.version)
            self.text_document_publish_diagnostics(params)

    async def answers(self, uri: str) -> Answers | None:
        """What is found in a text as it is now, for a request."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, self.analyse, uri)

    def forget(self, uri: str) -> None:
        """Drop a text that was closed, and its diagnostics."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._answers.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def start_anew(self) -> None:
        """Read settings and ignore files again, and check every open text."""
        self._answers.clear()
        self._checkers.clear()
        for uri in self.workspace.text_documents:
            self.check(uri, 0)

    def ignore(self, uri: str, key: str) -> None:
        """Add an issue to the ignore file of its text.

        Raises:
            ConfigError: the configuration, which came with the text, names a file outside its folder.
            InputError: the file cannot be written.
        """
        config = self.config(to_fs_path(uri) if uri.startswith("file:") else None)
        folder = (config.folder or Path.cwd()).resolve()
        path = (folder / config.ignore_file).resolve()
        if not path.is_relative_to(folder):
            raise ConfigError(f"the ignore file {path} lies outside {folder}; add {key} to it yourself")
        old = path.read_bytes() if path.is_file() else b""
        gap = b"\n" if old and not old.endswith(b"\n") else b""
        replace_file(path, [old, gap, f"{key}\n".encode()])


def create(args: argparse.Namespace) -> Service:
    """A server with its features, not yet started."""
    server = Service(args)

    @server.feature(types.SHUTDOWN)
    def ending(_params: None) -> None:
        server.is_ending = True

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.check(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.check(params.text_document.uri, args.delay)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.rpartition("/")[2] in (*FILE_NAMES, Config().ignore_file):
            server.start_anew()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(_params: types.DidChangeWatchedFilesParams) -> None:
        server.start_anew()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        answers = await server.answers(params.text_document.uri)
        return answers.hover(params.position) if answers else None

    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        answers = await server.answers(params.text_document.uri)
        only = params.context.only
        return (
            answers.actions(params.range, [str(getattr(one, "value", one)) for one in only] if only else None)
            if answers
            else None
        )

    @server.command(IGNORE_COMMAND)
    async def ignore(uri: str, key: str) -> None:
        if uri not in server.workspace.text_documents or not _KEY.fullmatch(key):
            raise JsonRpcInvalidParams(f"{IGNORE_COMMAND} takes the address of an open text and the key of an issue")
        server.ignore(uri, key)
        server.start_anew()

    return server


def serve(args: argparse.Namespace) -> int:
    """Run the server on standard input and output until the editor ends it.

    Returns:
        0 when the editor asked for the shutdown first, else 1 (Language Server Protocol 3.17, "Exit Notification").
    """
    server = create(args)
    # The server closes its streams; and what anything else prints must not get between its messages.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
        server.start_io(stdout=out)
    return 0 if server.is_ending else 1
