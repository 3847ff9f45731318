"""What fills the terminal: reading, comparing, help and the choice of a theme."""
