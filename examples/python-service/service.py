"""A Python service, metered by the instrumentation that its argument names: there is no code of Costspan in it."""

import sys

from openai import OpenAI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def instrument(name: str) -> None:
    if name == "openai-v2":
        from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor
    elif name == "openinference":
        from openinference.instrumentation.openai import OpenAIInstrumentor
    elif name == "openllmetry":
        from opentelemetry.instrumentation.openai import OpenAIInstrumentor
    else:
        raise SystemExit(f"unknown instrumentation: {name}")
    OpenAIInstrumentor().instrument()


def main() -> None:
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    instrument(sys.argv[1])

    client = OpenAI()
    messages = [{"role": "user", "content": "Why is the sky blue?"}]
    with trace.get_tracer("service").start_as_current_span("request"):
        for _ in range(5):
            client.chat.completions.create(model="gpt-4o", messages=messages)
        stream = client.chat.completions.create(
            model="gpt-4o-mini", messages=messages, stream=True, stream_options={"include_usage": True}
        )
        for _ in stream:
            pass
        client.embeddings.create(model="text-embedding-3-small", input="Why is the sky blue?")
    provider.shutdown()


main()
