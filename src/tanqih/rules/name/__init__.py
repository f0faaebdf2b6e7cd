"""Names: prefixes broken by a tokeniser, names translated, spelled two ways or transliterated back."""
