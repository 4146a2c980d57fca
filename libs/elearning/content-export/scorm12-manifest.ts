import { type ExportedCourse, type ExportedLesson, lessonsOf, SHARED } from './exported-course';
import { xmlText } from './xml-text';

/** The manifest of SCORM 1.2 (CAM, section 2.3): each lesson is a SCO, or an asset when it is only read. */
export function scorm12Manifest(course: ExportedCourse): string {
  const lessons = lessonsOf(course);
  const nthOf = (lesson: ExportedLesson): number => lessons.indexOf(lesson) + 1;
  const items = course.modules.map(
    ({ title, lessons: those }, nth) => `<item identifier="MODULE-${nth + 1}">
<title>${xmlText(title)}</title>
${those.map((lesson) => itemOf(lesson, nthOf(lesson))).join('\n')}
</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="COURSE-${course.versionId}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata>
<schema>ADL SCORM</schema>
<schemaversion>1.2</schemaversion>
</metadata>
<organizations default="ORGANIZATION">
<organization identifier="ORGANIZATION">
<title>${xmlText(course.title)}</title>
${items.join('\n')}
</organization>
</organizations>
<resources>
${lessons.map((lesson) => resourceOf(lesson, nthOf(lesson))).join('\n')}
<resource identifier="SHARED" type="webcontent" adlcp:scormtype="asset" href="${SHARED[0]}">
${[...SHARED, 'scorm12.js'].map(fileOf).join('\n')}
</resource>
</resources>
</manifest>
`;
}

const itemOf = ({ title, test, isScored }: ExportedLesson, nth: number): string =>
  `<item identifier="ITEM-${nth}" identifierref="LESSON-${nth}">
<title>${xmlText(title)}</title>${
    test && isScored ? `\n<adlcp:masteryscore>${test.passMark}</adlcp:masteryscore>` : ''
  }
</item>`;

const resourceOf = ({ page, tracks, files }: ExportedLesson, nth: number): string =>
  `<resource identifier="LESSON-${nth}" type="webcontent" adlcp:scormtype="${tracks ? 'sco' : 'asset'}" href="${page}">
${[page, ...files].map(fileOf).join('\n')}
<dependency identifierref="SHARED"/>
</resource>`;

const fileOf = (name: string): string => `<file href="${xmlText(name)}"/>`;
