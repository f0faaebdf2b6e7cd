"""What an English target and its Arabic source have in common, word by word: names, figures, glossary terms, cognates, words of a lexicon.

`pair.pair_of` takes a segment apart, once, when a rule first asks; `negation` and `gaps` say what one side says and the other does not.
"""
