"""`sim explore`: one scenario under a user's hands, with every change answered by histories under the same luck."""
