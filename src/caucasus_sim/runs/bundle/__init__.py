"""A run as one file for a reviewer: everything it takes to run it again, and to see that it is what it says it is."""
