"""Quotation marks: strays, missing and misplaced ones, marks the wrong way round, foreign marks, marks round plain names."""
