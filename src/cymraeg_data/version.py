"""The version of the library, on the ground floor: whoever states it imports nothing else for it."""

__version__ = "0.1.0"
