"""An app with one job kind, installed in the worker that test_worker.py kills."""
