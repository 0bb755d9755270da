"""Studies: questions put to people, answered from what their records hold."""
