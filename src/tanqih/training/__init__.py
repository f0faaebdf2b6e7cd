"""Training of the models that ship: damage of clean prose, real post-edits, loops, evaluation, export. Needs torch where it trains."""
