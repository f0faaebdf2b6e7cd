"""Arabic news style showing through (house style): verbs of saying, connectives, titles, days, light verbs."""
