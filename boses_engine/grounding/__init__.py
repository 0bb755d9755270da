"""What is known of the world: places, people, names and money, each figure with its source."""
