"""The persona library: who is there, who is like whom, and who has proved themselves in studies."""
