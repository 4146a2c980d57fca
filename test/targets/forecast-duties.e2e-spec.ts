import { startAcademie, TUESDAY } from '../support/academie';
import { GivenDuties } from '../attendance/given-duties';
import { GivenLedger } from './given-ledger';

describe('what is due and the coverage of a target', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const duties = new GivenDuties(academie);

  it('says what it comes to if everybody completes what is a duty before the end', async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    const theme = await given.theme('Cyber');
    const lead = academie.as(await given.holder('theme_lead', theme.id));
    const [alkmaar, hoorn, medemblik] = await Promise.all(
      ['Alkmaar', 'Hoorn', 'Medemblik'].map((name) => given.municipality(name)),
    );
    const course = await given.course({ tags: ['ciso'], themeIds: [theme.id] });
    const other = await given.course({ themeIds: [theme.id] });
    await ledger.plan(
      [theme.slug],
      [
        {
          code: 'T40',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'attendance', tags: ['ciso'] }],
          },
          unit: 'municipalities',
          operator: 'all',
          norm: 3,
        },
      ],
    );
    await ledger.held([await given.person({ organisationId: alkmaar!.id })], {
      courseId: course.id,
    });
    const administrator = await given.holder('administrator');
    const rule = async (courseId: string, organisationId: string): Promise<unknown> =>
      duties.rule(administrator, {
        courseId,
        groupIds: [await given.group([await given.person({ organisationId })])],
      });
    const page = async (): Promise<string> => {
      const { id } = await ledger.target('T40');
      const { text } = await lead.get(`/doelen/${id}/vooruitblik`).expect(200);
      return text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    };
    await academie.runWorkers();
    expect(await page()).not.toContain('Als iedereen zijn verplichting nakomt');

    // The first counts already, and the course of the last counts for nothing.
    await rule(course.id, alkmaar!.id);
    await rule(course.id, hoorn!.id);
    await rule(other.id, medemblik!.id);
    expect(await page()).toContain('Als iedereen zijn verplichting nakomt 2 van 3');
    expect(await page()).toContain('bij 1 organisatie erbij moet iemand dit nog volgen');

    // What is due next year says nothing of this one.
    await academie.database.rows(`UPDATE attendance.duty SET due_on = '2027-02-01'`);
    expect(await page()).not.toContain('Als iedereen zijn verplichting nakomt');
  });
});
