"""What templates may call: Belgian display, and the parts around a page."""
