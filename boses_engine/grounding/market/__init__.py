"""What people use and buy: platforms, devices, brands."""
