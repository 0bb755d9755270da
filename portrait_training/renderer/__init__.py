"""The project's own portrait renderer: flat illustrations drawn from attributes alone, at any size."""
