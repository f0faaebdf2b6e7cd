"""The glossary: Arabic terms and names with their English, the wrong renderings of machine translation, and the engine that finds them.

`load()` gives the shipped glossary; a `Page` that holds one knows its matches (`Page.matches`), and the rules of the families
`term` and `name` report them. The entry files are described in glossaries/README.md.
"""

from tanqih.glossary.entries import AnyEntry, Entry, GlossaryError, NameEntry
from tanqih.glossary.glossary import Glossary, load

__all__ = ["AnyEntry", "Entry", "Glossary", "GlossaryError", "NameEntry", "load"]
