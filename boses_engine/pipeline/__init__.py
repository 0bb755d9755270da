"""The steps from a group to its people, in the order of the work; only `run` knows that order."""
