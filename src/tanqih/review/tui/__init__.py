"""The review screen in the terminal (Textual). Nothing outside this folder imports it but the command line, lazily."""
