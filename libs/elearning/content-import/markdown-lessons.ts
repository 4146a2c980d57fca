/** A module with lessons, as somebody wrote them in one text. */
export interface WrittenModule {
  title: string;
  lessons: { title: string; text: string }[];
}

/** Longest title; what is longer is cut. */
const LONGEST = 200;

/**
 * A text in Markdown as modules and lessons: `# ` begins a module, `## ` a lesson, and what follows is its text.
 * What stands before the first heading, or in a module before its first lesson, is a lesson with the title of the
 * module. Headings in a fenced piece of code are none.
 */
export function lessonsOf(text: string, untitled: string): WrittenModule[] {
  const modules: WrittenModule[] = [];
  let isFenced = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) isFenced = !isFenced;
    const [, signs, heading = ''] = (!isFenced && /^(#{1,2}) +(\S.*)$/.exec(line)) || [];
    const title = heading
      .replace(/\s#+\s*$/, '')
      .trim()
      .slice(0, LONGEST);
    if (signs === '#') modules.push({ title, lessons: [] });
    else if (signs === '##') lastOf(modules, untitled).lessons.push({ title, text: '' });
    else append(lastOf(modules, untitled), line);
  }
  return modules
    .map((module) => ({
      title: module.title,
      lessons: module.lessons
        .map((lesson) => ({ title: lesson.title, text: lesson.text.trim() }))
        .filter(({ text: written }) => written !== ''),
    }))
    .filter(({ lessons }) => lessons.length > 0);
}

function lastOf(modules: WrittenModule[], untitled: string): WrittenModule {
  const last = modules.at(-1) ?? { title: untitled, lessons: [] };
  if (modules.length === 0) modules.push(last);
  return last;
}

function append(module: WrittenModule, line: string): void {
  const last = module.lessons.at(-1);
  if (last) last.text += `${line}\n`;
  else if (line.trim() !== '') module.lessons.push({ title: module.title, text: `${line}\n` });
}
