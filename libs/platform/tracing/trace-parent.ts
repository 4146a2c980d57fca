import { type Link, type SpanContext, TraceFlags } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

/** A span as header `traceparent` names it (W3C Trace Context, section 3.2); undefined of what is no such text. */
export const spanContextOf = (traceparent: string | undefined): SpanContext | undefined =>
  (traceparent && parseTraceParent(traceparent)) || undefined;

/** The text of header `traceparent` for a span. */
export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;

/** The trace that a span belongs to: what a reader looks for. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);

/** Spans that led to a piece of work beside its parent. */
export const linksTo = (traceparents: readonly (string | null | undefined)[]): Link[] =>
  [...new Set(traceparents)].flatMap((text) => {
    const context = spanContextOf(text ?? undefined);
    return context ? [{ context }] : [];
  });
