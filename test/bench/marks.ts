import { newId } from '@academie/platform';

import { sendAll } from './load';

/** An open register, and whose marks it takes. */
export interface OpenRegister {
  session: string;
  enrolments: string[];
}

/** How marks are sent. */
export interface Saving {
  url: string;
  headers: { authorization: string };
  registers: readonly OpenRegister[];
  calls: number;
  connections: number;
  /** Called before each call is sent, with its number from 0. */
  beforeCall?: (call: number) => void;
}

/** Calls answered per second; each brings a new mark of everybody in one register. @throws Error when one failed */
export function saveMarks(saving: Saving): Promise<number> {
  const { url, headers, registers, calls, connections, beforeCall } = saving;
  const occurredAt = new Date().toISOString();
  // Made before the clock runs: writing JSON is the work of phones.
  const bodies = Array.from({ length: calls }, (_, call) => {
    const { session, enrolments } = registers[call % registers.length] as OpenRegister;
    const marks = enrolments.map((enrolmentId) => ({
      clientId: newId(),
      enrolmentId,
      value: 'present',
      source: 'trainer',
      occurredAt,
    }));
    return { path: `/api/v1/sessions/${session}/attendance-marks`, body: JSON.stringify(marks) };
  });
  let next = 0;
  return sendAll(url, {
    connections,
    amount: calls,
    request: {
      method: 'POST',
      setupRequest: (request) => {
        beforeCall?.(next);
        const { path, body } = bodies[next++ % calls] as (typeof bodies)[number];
        return Object.assign(request, {
          path,
          body,
          headers: { ...headers, 'content-type': 'application/json' },
        });
      },
    },
  });
}
