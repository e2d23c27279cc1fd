"""The same tables and kernels inside other people's frameworks."""
