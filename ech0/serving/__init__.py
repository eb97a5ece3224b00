"""Models behind a server: what is known of them, what they need, the line that serves them, proof that they serve.

Knows vLLM's flags and the OpenAI-compatible protocol; knows no loop, no mind and no lab.
"""
