"""Review by a person: the session without a screen, its store, the written result, and the terminal screen in `tui`."""
