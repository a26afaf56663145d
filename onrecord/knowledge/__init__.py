"""What the world looks like: gazetteer, actors and their sides, heritage sites. Data with its origin and licence."""
