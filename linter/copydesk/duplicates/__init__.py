"""Near-duplicates: signatures, candidates, exact verification, clusters."""
