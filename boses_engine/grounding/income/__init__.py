"""What people have of their own, what their households have, and of which income class that is."""
