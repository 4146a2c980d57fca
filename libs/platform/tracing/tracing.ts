import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import type { TracerProvider } from '@opentelemetry/sdk-trace';

import { currentWork, doAs } from '../work/current-work';
import { linksTo, spanContextOf, traceparentOf } from './trace-parent';

const KINDS = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
};

/** How a span begins. What it says is no name, address or value of a field: a collector is not ours. */
export interface SpanStart {
  kind: keyof typeof KINDS;
  /** The `traceparent` of what led to it; without one it begins a trace. */
  parent?: string | null | undefined;
  /** Of all that led to it, where that is more than one. */
  also?: readonly (string | null | undefined)[];
  attributes?: Attributes;
}

/** What is being done, until `end`. */
export interface OpenSpan {
  readonly traceparent: string;
  /** `error` is the kind of what went wrong, and never its message, which may hold what somebody filled in. */
  end(outcome: { name?: string; attributes?: Attributes; error?: string | undefined }): void;
}

/** Spans of OpenTelemetry, for an installation with a collector; without one it does nothing. */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  private readonly tracer: Tracer | undefined;

  constructor(private readonly provider?: TracerProvider) {
    this.tracer = provider?.getTracer('academie');
  }

  /** Whether there is a collector. */
  get isOn(): boolean {
    return this.tracer !== undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.provider?.shutdown().catch(() => undefined);
  }

  /** Sends what is waiting to the collector. */
  async flush(): Promise<void> {
    await this.provider?.forceFlush();
  }

  /** Undefined without a collector. */
  start(
    name: string,
    { kind, parent, also = [], attributes = {} }: SpanStart,
  ): OpenSpan | undefined {
    if (!this.tracer) return undefined;
    const before = spanContextOf(parent ?? undefined);
    const under = before ? trace.setSpanContext(ROOT_CONTEXT, before) : ROOT_CONTEXT;
    const options = { kind: KINDS[kind], attributes, links: linksTo(also) };
    return opened(this.tracer.startSpan(name, options, under));
  }

  /** Does a piece of work as a span: what it writes and asks says that this led to it. */
  async around<T>(name: string, how: SpanStart, work: () => Promise<T>): Promise<T> {
    const span = this.start(name, how);
    if (!span) return work();
    const under = currentWork() ?? { kind: 'background', endsAt: Infinity };
    try {
      const result = await doAs({ ...under, traceparent: span.traceparent }, work);
      span.end({});
      return result;
    } catch (error) {
      span.end({ error: error instanceof Error ? error.constructor.name : 'thrown' });
      throw error;
    }
  }
}

const opened = (span: Span): OpenSpan => ({
  traceparent: traceparentOf(span.spanContext()),
  end({ name, attributes, error }) {
    if (name) span.updateName(name);
    if (attributes) span.setAttributes(attributes);
    if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
    span.end();
  },
});
