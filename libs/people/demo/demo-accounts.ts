import { Injectable } from '@nestjs/common';

/** The accounts of the demo, one a role; their password is no secret, so they exist in demo mode only. */
export const DEMO_PASSWORD = 'welkom-bij-de-academie';
export const DEMO_ACCOUNTS = [
  { role: 'participant', email: 'deelnemer@academie.example', label: 'deelnemer' },
  { role: 'coordinator', email: 'coordinator@academie.example', label: 'coördinator' },
  { role: 'trainer', email: 'trainer@academie.example', label: 'trainer' },
  { role: 'themeLead', email: 'themaleider@academie.example', label: 'themaleider' },
  { role: 'administrator', email: 'beheer@academie.example', label: 'beheerder' },
  { role: 'auditor', email: 'auditor@academie.example', label: 'auditor' },
] as const;

@Injectable()
export class DemoAccounts {
  /** What `npm start` prints: address and password of every account to try. */
  describe(): string {
    const lines = DEMO_ACCOUNTS.map(({ email, label }) => `  ${label.padEnd(14)}${email}`);
    return `Accounts to try (password: ${DEMO_PASSWORD})\n${lines.join('\n')}\n`;
  }
}
