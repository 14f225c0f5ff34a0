"""The review page: one self-contained file that an editor opens after an audit."""
