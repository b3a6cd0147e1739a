"""The pages, by audience, on one stylesheet, in Dutch and English.

A view here reads a form, asks a domain room for the answer and renders it: no rule of the
scheme, no rate and no amount is written in this folder. Pages work without JavaScript.
"""
