"""What work there is, who does it, and what it pays."""
