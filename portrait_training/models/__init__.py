"""The small Stable Diffusion: its parts in the stock classes of diffusers and transformers, and their folder."""
