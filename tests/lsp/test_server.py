"""The language server as a process, spoken to over its standard streams."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.lsp.client import Client, applied

import tanqih

TEXT = "Talks\n\nCaf\u00e9 \U0001f600 talks went on in the the city.\r\nHe said \u201cso &amp; on.\n"


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    """A server in an empty folder; it must end with 0."""
    found = await Client.start(tmp_path)
    yield found
    assert await found.stop() == 0


async def test_greeting(client: Client) -> None:
    can = client.greeting["capabilities"]
    assert can["positionEncoding"] == "utf-16"
    assert can["codeActionProvider"]["codeActionKinds"] == ["quickfix", "source.fixAll.tanqih"]
    assert can["hoverProvider"]
    assert client.greeting["serverInfo"] == {"name": "tanqih", "version": tanqih.__version__}


async def test_diagnostics_hover_and_fixes(client: Client, tmp_path: Path) -> None:
    """Places count UTF-16 units: the face before the words takes two."""
    uri = await client.open(tmp_path / "a.txt", TEXT)
    found = await client.diagnostics(uri)
    double = next(one for one in found if one["code"] == "grammar/duplicate-word")
    assert double["range"] == {"start": {"line": 2, "character": 25}, "end": {"line": 2, "character": 32}}
    assert (double["source"], double["severity"]) == ("tanqih", 3)
    key = next(issue.key for issue in tanqih.check(TEXT).issues if issue.rule == "grammar/duplicate-word")
    assert len(double["data"]["key"]) == len(key)
    hover = await client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 27}})
    assert hover["range"] == double["range"]
    assert "grammar/duplicate-word" in hover["contents"]["value"].replace("&#45;", "-")
    assert "delete" in hover["contents"]["value"] or "twice" in hover["contents"]["value"]
    nothing = await client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}})
    assert nothing is None
    actions = await client.actions(uri, double["range"])
    fix = actions[0]
    assert (fix["kind"], fix["diagnostics"][0]["code"]) == ("quickfix", "grammar/duplicate-word")
    assert applied(TEXT, fix["edit"]) == TEXT.replace("the the", "the")
    assert fix["edit"]["documentChanges"][0]["textDocument"] == {"uri": uri, "version": 1}


async def test_every_suggestion_and_what_is_preferred(client: Client, tmp_path: Path) -> None:
    text = "The talks went on .. and so they ended. A price of &#8364;5 was paid.\n"
    uri = await client.open(tmp_path / "a.txt", text)
    await client.diagnostics(uri)
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
    issues = tanqih.check(text).issues
    actions = await client.actions(uri, whole, "quickfix")
    fixes = [action for action in actions if "edit" in action and "ignore" not in action["title"]]
    wanted = [
        suggestion for issue in issues if issue.confidence >= 0.5 for suggestion in issue.suggestions if not suggestion.guard
    ]
    assert len(fixes) == len(wanted) >= 2
    assert [bool(action.get("isPreferred")) for action in fixes] == [
        issue.best is suggestion and suggestion.applicability is tanqih.Applicability.SAFE
        for issue in issues
        for suggestion in issue.suggestions
        if issue.confidence >= 0.5 and not suggestion.guard
    ]
    (fix_all,) = await client.actions(uri, whole, "source.fixAll")
    assert applied(text, fix_all["edit"]) == tanqih.fix(text).text != text


async def test_debounce_and_versions(client: Client, tmp_path: Path) -> None:
    """Of changes that follow each other quickly only the last is checked, and its diagnostics name it."""
    uri = await client.open(tmp_path / "a.txt", "Good.\n")
    assert await client.diagnostics(uri, 1) == []
    for version in range(2, 8):
        await client.change(uri, version, "x" * version + " the the end.\n")
    (found,) = await client.diagnostics(uri, 7)
    assert found["range"]["start"]["character"] == 8
    assert not [params for method, params in client.notes if method == "textDocument/publishDiagnostics"]
    await client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert await client.diagnostics(uri) == []


async def test_containers(client: Client, tmp_path: Path) -> None:
    """The quick fix of a marked-up text leaves all its markup as it is."""
    unit = '<xliff version="1.2"><file source-language="ar" target-language="en" original="x" datatype="plaintext"><body>'
    unit += '<trans-unit id="1"><source>a</source><target>&#233; the the end.</target></trans-unit></body></file></xliff>\n'
    for name, text, language in (
        ("a.md", "# A\n\n> Na\u00efve \U0001f600 *the* talks &amp; the the city\n> end.\n", "markdown"),
        ("a.html", "<p>Na\u00efve <b>talks</b> &amp; more\n  \U0001f600 the the end.</p>\n", "html"),
        ("a.jsonl", '{"text": "Calm."}\n{"text": "\\u00e9 \\"so\\" of the the end."}\n', "json"),
        ("a.xlf", unit, "xml"),
        ("untitled", "\U0001f600 the the end.\n", "markdown"),
    ):
        uri = await client.open(tmp_path / name, text, language)
        found = next(one for one in await client.diagnostics(uri) if one["code"] == "grammar/duplicate-word")
        action = (await client.actions(uri, found["range"]))[0]
        assert applied(text, action["edit"]) == text.replace("the the", "the")


async def test_a_text_that_cannot_be_read(client: Client, tmp_path: Path) -> None:
    uri = await client.open(tmp_path / "a.jsonl", '{"text": "Calm."}\n{"text": 5}\n')
    (found,) = await client.diagnostics(uri)
    assert (found["severity"], found["range"]["start"]["line"]) == (1, 1)
    other = await client.open(tmp_path / "a.py", "the the = 1\n", "python")
    await client.change(uri, 2, '{"text": "The the end."}\n')
    (found,) = await client.diagnostics(uri, 2)
    assert found["code"] == "grammar/duplicate-word"
    assert not [
        params for method, params in client.notes if method == "textDocument/publishDiagnostics" and params["uri"] == other
    ]


async def test_ignore_here_by_a_comment(client: Client, tmp_path: Path) -> None:
    text = "# A\n\nHe went the the way.\n\n- She went the the way.\n"
    uri = await client.open(tmp_path / "a.md", text, "markdown")
    first, _ = await client.diagnostics(uri, 1)
    action = next(one for one in await client.actions(uri, first["range"]) if "ignore" in one["title"])
    text = applied(text, action["edit"])
    assert text == "# A\n\n<!-- tanqih: ignore grammar/duplicate-word -->\n\nHe went the the way.\n\n- She went the the way.\n"
    await client.change(uri, 2, text)
    (left,) = await client.diagnostics(uri, 2)
    assert left["range"]["start"]["line"] == 6


async def test_ignore_here_by_the_ignore_file(client: Client, tmp_path: Path) -> None:
    """In a text that can carry no comment; what the file held stays, and `tanqih check` heeds the new entry too."""
    (tmp_path / ".tanqih-ignore").write_text("archive/** all", encoding="utf8")
    (tmp_path / "a.txt").write_text("He went the the way.\n", encoding="utf8")
    uri = await client.open(tmp_path / "a.txt", "He went the the way.\n")
    (found,) = await client.diagnostics(uri, 1)
    action = next(one for one in await client.actions(uri, found["range"]) if "ignore" in one["title"])
    await client.ask("workspace/executeCommand", action["command"])
    assert await client.diagnostics(uri, 1) == []
    assert (tmp_path / ".tanqih-ignore").read_text(encoding="utf8") == f"archive/** all\n{found['data']['key']}\n"


async def test_the_command_takes_nothing_else(client: Client, tmp_path: Path) -> None:
    uri = await client.open(tmp_path / "a.txt", "He went the the way.\n")
    await client.diagnostics(uri, 1)
    for arguments in ([uri, "x\nall"], [(tmp_path / "b.txt").as_uri(), "0" * 16]):
        with pytest.raises(AssertionError):
            await client.ask("workspace/executeCommand", {"command": "tanqih.ignore", "arguments": arguments})
    (tmp_path / "tanqih.toml").write_text(f'ignore-file = "../{tmp_path.name}.rc"\n', encoding="utf8")
    tmp_path.with_suffix(".rc").write_text("", encoding="utf8")
    with pytest.raises(AssertionError, match="lies outside"):
        await client.ask("workspace/executeCommand", {"command": "tanqih.ignore", "arguments": [uri, "0" * 16]})
    assert tmp_path.with_suffix(".rc").read_text(encoding="utf8") == ""
    assert not (tmp_path / ".tanqih-ignore").exists()


async def test_settings_beside_the_text(client: Client, tmp_path: Path) -> None:
    uri = await client.open(tmp_path / "a.txt", "He went the the way.\n")
    assert len(await client.diagnostics(uri, 1)) == 1
    (tmp_path / "tanqih.toml").write_text('ignore = ["grammar"]\n', encoding="utf8")
    await client.tell("workspace/didChangeWatchedFiles", {"changes": []})
    assert await client.diagnostics(uri, 1) == []
    (tmp_path / "tanqih.toml").write_text('ignroe = ["grammar"]\n', encoding="utf8")
    await client.tell("workspace/didChangeWatchedFiles", {"changes": []})
    await client.change(uri, 2, "He went the the way.\n")
    hover = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    with pytest.raises(AssertionError, match="did you mean 'ignore'"):
        await client.ask("textDocument/hover", hover)


async def test_another_position_encoding(tmp_path: Path) -> None:
    client = await Client.start(tmp_path, general={"positionEncodings": ["utf-8", "utf-16"]})
    assert client.greeting["capabilities"]["positionEncoding"] == "utf-8"
    uri = await client.open(tmp_path / "a.txt", "\u00e9 \U0001f600 the the end.\n")
    (found,) = await client.diagnostics(uri)
    assert found["range"]["start"]["character"] == 8
    assert await client.stop() == 0
