"""Which settings of levers do well whatever lens, reading and draw is right, and how sure their order is."""
