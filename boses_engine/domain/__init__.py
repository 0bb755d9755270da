"""Values: groups, planned people, finished personas. Imports nothing of the engine but errors."""
