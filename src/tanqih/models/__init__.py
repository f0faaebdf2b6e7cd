"""Models that propose: an edit tagger, and what turns its labels into edits. Imports nothing heavy."""
