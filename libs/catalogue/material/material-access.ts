import { seesOffering } from '../admission/sees';
import { leadsCourse } from '../course/theme-scope';
import { givesOffering } from '../offering/offering-trainers';

/** Parameters of a statement: the person, the day, the themes that the person leads, whether an administrator. */
export interface MaterialReader {
  person: string;
  day: string;
  led: string;
  isAdministrator: string;
}

/**
 * A condition on `m` of catalogue.current_material: the person manages its course, or organises or gives what it is
 * of, also as a stand-in. They have it whatever its readers and its moment.
 */
export const handsOutMaterial = ({ person, led, isAdministrator }: MaterialReader): string => `(
  ${isAdministrator} OR ${leadsCourse('m.course_id', led)}
  OR EXISTS (SELECT FROM catalogue.offering k WHERE k.id = m.offering_id AND k.organiser_id = ${person})
  OR EXISTS (SELECT FROM catalogue.offering k WHERE k.course_id = m.course_id
                AND (m.offering_id IS NULL OR k.id = m.offering_id) AND ${givesOffering('k.id', person)}))`;

/**
 * A condition on the same: it is for everybody who may know of it, or the person is one of those whom its offering is
 * for. Who has a place and who was there, libs to the right know.
 */
export const isForReader = ({ person, day }: MaterialReader): string => `CASE m.readers
  WHEN 'all' THEN EXISTS (
    SELECT FROM catalogue.offering k JOIN catalogue.course c ON c.id = k.course_id
     WHERE k.course_id = m.course_id AND (m.offering_id IS NULL OR k.id = m.offering_id)
       AND k.status NOT IN ('concept', 'inactive') AND c.status <> 'draft' AND ${seesOffering('k', person, day)})
  WHEN 'audience' THEN EXISTS (
    SELECT FROM catalogue.offering k WHERE k.id = m.offering_id AND k.status NOT IN ('concept', 'inactive')
       AND catalogue.admits(k.id, ${person}::uuid, ${day}::date))
  ELSE false END`;
