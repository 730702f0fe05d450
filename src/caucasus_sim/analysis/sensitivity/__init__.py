"""Which factors of a sweep an outcome's spread goes with: Sobol indices, elementary effects, and what is luck."""
