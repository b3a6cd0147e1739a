"""One language of the pages: the folder in which Django looks for its formats."""
