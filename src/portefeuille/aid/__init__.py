"""State aid: what a single undertaking was granted, and what the central register must know.

An award follows from decisions (the view `applications_award`, which `applications` owns) and is
never stored a second time. What only people know is kept here: which enterprises are one
undertaking, what aid was granted elsewhere, and what was reported.
"""
