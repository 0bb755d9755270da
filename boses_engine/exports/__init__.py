"""People out to files that other tools load, and people from elsewhere in."""
