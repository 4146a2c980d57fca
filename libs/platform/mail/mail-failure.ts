/** Why a mail did not go. */
export interface Failure {
  /**
   * `refused`: for good, by an answer to this mail (RFC 5321: 5yz). `later`: for now, by an answer to it (4yz).
   * `server`: the mail server is not there, or not for us. `interrupted`: the connection broke on the way.
   */
  kind: 'refused' | 'later' | 'server' | 'interrupted';
  message: string;
}

const SERVER = new Set([
  'ECONNREFUSED',
  'ECONNECTION',
  'ETIMEDOUT',
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'EPROXY',
]);
/** The answers are to the addresses or the text of this mail. */
const TO_THIS_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

/** What an error of nodemailer says of a mail. */
export function failureOf(error: unknown): Failure {
  const {
    code = '',
    command = '',
    responseCode = 0,
  } = (error ?? {}) as { code?: string; command?: string; responseCode?: number };
  const message = error instanceof Error ? error.message : String(error);
  if (TO_THIS_MAIL.has(code) && responseCode >= 500) return { kind: 'refused', message };
  // Nodemailer names so what goes wrong before a mail is spoken of.
  const isServer = SERVER.has(code) || command === 'CONN';
  if (responseCode >= 400 && !isServer) return { kind: 'later', message };
  if (code === 'EENVELOPE' && responseCode === 0) return { kind: 'refused', message };
  return { kind: isServer ? 'server' : 'interrupted', message };
}
