"""A built dataset against its own record: everything that can be computed again is computed again."""
