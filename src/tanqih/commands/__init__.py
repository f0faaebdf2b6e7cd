"""What the command line is made of: arguments, inputs and their paths, ignores, output to terminals and machines, mending files."""
