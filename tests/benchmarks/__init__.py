"""Benchmarks: they print tables and assert nothing about time. `make bench` runs them all, `make fuzz` runs atheris."""
