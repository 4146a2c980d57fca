import { startAcademie } from '../support/academie';

describe('a confidential course', () => {
  const academie = startAcademie();

  it('is not opened to everybody by a change of only that', async () => {
    const administrator = await academie.given.holder('administrator');
    const { id } = await academie.given.course({ title: 'Besloten' });
    await academie.database.rows(
      `UPDATE catalogue.course SET confidential = true, admission = 'invited' WHERE id = $1`,
      [id],
    );
    const { headers } = await academie.as(administrator).get(`/api/v1/courses/${id}`).expect(200);
    const { body } = await academie
      .as(administrator)
      .patch(`/api/v1/courses/${id}`)
      .set('if-match', headers.etag!)
      .send({ admission: 'open' })
      .expect(422);

    expect(body).toMatchObject({ errors: [{ code: 'catalogue.confidential-is-closed' }] });
  });
});
