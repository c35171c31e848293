"""The words of a readiness report: the engine's keys and numbers in, sentences out."""
