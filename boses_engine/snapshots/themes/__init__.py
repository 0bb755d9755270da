"""The themes of a market's consumer talk: discovered in its rows, named by the codebook, found again row by row."""
