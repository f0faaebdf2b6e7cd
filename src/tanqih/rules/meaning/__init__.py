"""Changes of meaning: what English alone shows, and what the Arabic source shows."""
