"""Configuration: find the file, read it, check its shape, merge what the command line says."""
