"""What the decoder is worth, measured against the ways a user would otherwise take; run with `scripts/bench`."""
