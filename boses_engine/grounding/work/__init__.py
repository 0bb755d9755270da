"""What people do, what it pays, and what their households have."""
