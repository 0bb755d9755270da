"""Cultural snapshots: from exports of consumer talk to signals with their counts, and back out of the file."""
