"""How people look: skin, hair, glasses, dress, expression."""
