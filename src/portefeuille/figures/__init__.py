"""Every published number: named figures, and the answers to parliament that are made of them."""
