"""A trained reader of claims that runs on a CPU without torch and without a network."""

from onrecord.extract.reader.trained.reader import TrainedReader

__all__ = ["TrainedReader"]
