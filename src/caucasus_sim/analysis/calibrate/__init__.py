"""Which parameters the record up to October 2024 informs, by how much, and their joint posterior per lens."""
