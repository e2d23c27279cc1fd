"""The library's tables and kernels inside other frameworks."""
