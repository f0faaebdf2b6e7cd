"""Other punctuation: Arabic marks, doubled full stops, stray dashes and semicolons, spaces."""
