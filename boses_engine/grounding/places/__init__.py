"""Where people live: the gazetteer, the countries and their regions."""
