"""How the built-in portrait model is made: a renderer, captions, a small Stable Diffusion, its training and its proof.

Not part of the installed package: `scripts/train-avatars` runs it from a checkout.
"""
