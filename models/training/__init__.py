"""Training a translator of one's own: from parallel text to a CTranslate2 model and its figures.

Each step is a module with a small command: ``prepare``, ``train``, ``average``,
``export``, ``evaluate``, ``backtranslate``. PyTorch is needed by ``train`` and
``export`` only, and imported by no other part of selaras.
"""
