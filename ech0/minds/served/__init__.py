"""The mind with a model behind an OpenAI-compatible URL: `mind.Served`. This alone loads no LangChain and no httpx."""
