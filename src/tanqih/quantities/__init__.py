"""Numbers, dates and clock times of a text in either language, as values that can be compared. No rule logic.

`arabic.read` and `english.read` turn a text into quantities, `dates` finds months, weekdays and hours, `compare` says what has no
counterpart on the other side.
"""
