"""The tests mirror src/tanqih; a package so that the benchmarks run as `python -m tests.benchmarks`."""
