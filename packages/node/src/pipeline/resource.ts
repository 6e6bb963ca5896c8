import { randomUUID } from 'node:crypto'
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources'

/**
 * Who sends the telemetry: the SDK's defaults, then `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_SERVICE_NAME`, then the option.
 *
 * The instance id is unique for each process: without it the counters of two replicas are one series, whose jumps a backend
 * takes for resets, and money appears that nobody spent.
 */
export function createResource(serviceName: string | undefined): Resource {
  const named = serviceName === undefined ? {} : { 'service.name': serviceName }
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.instance.id': randomUUID() }))
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes(named))
}
