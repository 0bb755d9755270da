"""The proof: how well the model draws what is asked for, how different its people are, and what it chooses itself."""
