import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it came in OTLP over HTTP, in JSON. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  links?: { traceId: string; spanId: string }[];
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number; message?: string };
}

interface Sent {
  resourceSpans: { scopeSpans: { spans: ReceivedSpan[] }[] }[];
}

/** What an installation has to look at traces, on a port of its own. */
export class SpanCollector {
  readonly received: ReceivedSpan[] = [];
  /** All that was sent, as text. */
  raw = '';

  private readonly server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      this.raw += text;
      for (const { scopeSpans } of (JSON.parse(text) as Sent).resourceSpans)
        this.received.push(...scopeSpans.flatMap(({ spans }) => spans));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });

  /** Starts it; returns the address that spans are sent to. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/traces`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
