"""What the Arabic says of quotations that go on in another segment."""

from __future__ import annotations

from tanqih.quotation import DOUBLE_MARKS
from tanqih.text import Block


def is_open_in_source(block: Block) -> bool:
    """True where the Arabic of a block has an odd number of quotation marks: its quotation, too, begins or ends in another segment."""
    return sum(map((block.segment.source or "").count, DOUBLE_MARKS)) % 2 == 1
