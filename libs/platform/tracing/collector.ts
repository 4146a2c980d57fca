import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  TracerProvider,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

import type { Config } from '../config/config';

/** A collector that does not answer holds up the end of a process for so long. Milliseconds. */
const EXPORT_MS = 3_000;

/** Sends spans to a collector, some at a time and in the background (OTLP over HTTP). */
export const tellingCollector = (traces: NonNullable<Config['traces']>): TracerProvider =>
  new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': traces.service }),
    // By the trace alone: its spans in web and worker are told together or not at all, and no visitor's header
    // decides.
    sampler: new TraceIdRatioBasedSampler(traces.share),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: traces.url, timeoutMillis: EXPORT_MS }),
      }),
    ],
  });
