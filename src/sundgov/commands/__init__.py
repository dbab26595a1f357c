"""The commands of the command line: thin layers over the library."""
