"""The steps of the training in their order, each with a time budget and a checkpoint it goes on from."""
