"""One benchmark a file: what an item looks like, who made it and how they score it, and a function that yields cases.

The items in the docstrings are our own; no item of a published set stands here.
"""
