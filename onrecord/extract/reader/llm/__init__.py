"""The reader `llm`: any endpoint that speaks the OpenAI chat API, on this machine unless a host is allowed by name."""

from onrecord.extract.reader.llm.cache import Cache
from onrecord.extract.reader.llm.endpoint import Endpoint, EndpointError
from onrecord.extract.reader.llm.estimate import Estimate, cost_of
from onrecord.extract.reader.llm.hosts import RemoteError, Target, target
from onrecord.extract.reader.llm.reader import LlmReader

__all__ = ["Cache", "Endpoint", "EndpointError", "Estimate", "LlmReader", "RemoteError", "Target", "cost_of", "target"]
