"""Arabic syntax that shows through: verb before subject, chains of "and", pronouns and prepositions taken over, agreement."""
