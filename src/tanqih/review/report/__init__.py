"""The report of a review: one HTML page with tracked changes, for reading, printing and passing on."""
