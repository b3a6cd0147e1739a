"""The enterprises somebody acts for, what the register says of one, and its portfolio."""
