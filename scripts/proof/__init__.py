"""What tests of whole projects share: a project of their own, with its own database server."""
