"""The text model: a port, the llama.cpp adapter behind it, and a double for tests."""
