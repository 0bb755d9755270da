"""The pages: the same things as the API's, for people with a browser and without a terminal."""
