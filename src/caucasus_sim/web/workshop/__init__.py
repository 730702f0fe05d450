"""A room of teams plays the governments; what they do takes the place of what the model would choose."""
