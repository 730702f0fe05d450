"""Many runs of one scenario, compiled: the plan of what is run, and the kernel over chunks in threads."""
