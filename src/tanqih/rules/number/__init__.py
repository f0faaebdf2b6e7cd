"""Numbers, money and dates: in the notation of Arabic, or not those of the Arabic source."""
