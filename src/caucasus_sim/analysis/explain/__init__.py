"""Who and what moved an outcome inside the model: exact Shapley values over coalitions with the same draws and luck."""
