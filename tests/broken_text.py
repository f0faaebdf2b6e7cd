"""Hypothesis strategies for text as machine translation breaks it: news words, stray marks, Arabic, controls, surrogates."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "the The a of to and And that said He she minister Minister talks of in In on Sunday today, 35 two million dollars $ “ ” \" « » ‘ ’ ' .. . , ; : – — … ? ! ( ) "
    "Has attained Not there. Might be possible. This week. confirmed that which Which its it since years &amp; &#8217; â€™ \N{REPLACEMENT CHARACTER} "
    "\N{ARABIC COMMA} \N{ARABIC QUESTION MARK} \N{ARABIC-INDIC DIGIT THREE} \N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF} \N{RIGHT-TO-LEFT MARK} "
    "Al -Raed once morest For his part, It is noteworthy that the the had had U.S. Dr. a.m. Read Next Leave a Reply [ad_1] Follow us on Telegram "
    "Books – Source: agencies #Talks play video 10:42 p.m. goals for nothing minute (1 + 90) witnessed exposed to an accident so-called house houses "
    "\n\n \n \t \N{NO-BREAK SPACE} future. and stable. wrote ago , .”. ?”. Twice. Eleven. stressing that adding that Belt file"
).split(" ")

broken = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
"""Texts made of the words that rules look for."""

glued = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)
"""The same without spaces."""

wild = st.text(max_size=80)
"""Any code points, lone surrogates included."""

texts = st.one_of(broken, glued, wild, st.tuples(broken, wild).map("\n\n".join))
"""All of them."""
