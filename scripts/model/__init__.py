"""The model of the ledger, and how it is set beside the real one.

The model is written from the contracts of the routines and the words of the project, never from
their bodies: what it would copy, it couldn't judge.
"""
