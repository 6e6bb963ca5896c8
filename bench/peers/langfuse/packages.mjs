// The packages of Langfuse that an application imports, and the OpenTelemetry SDK beside them.
import '@langfuse/openai'
import '@langfuse/otel'
import '@opentelemetry/sdk-trace-node'
