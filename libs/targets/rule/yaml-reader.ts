import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';

import { closestWord } from './closest-word';

/** What is wrong in a file, and where; line and column count from 1. */
export interface Problem {
  line: number;
  column: number;
  /** Where in the plan, as `targets[3].rule.kinds[0]`; empty for the file as a whole. */
  path: string;
  message: string;
  messageNl: string;
}

/** A closed list of words, and what one of them is called. */
export interface Words<T extends string = string> {
  values: readonly T[];
  name: string;
  nameNl: string;
}

export interface Source {
  root: YamlNode;
  /** Grows while the values are read. */
  problems: Problem[];
}

/**
 * Opens a YAML text for reading with places. What cannot be parsed is a problem, never an error
 * thrown; a text with broken syntax is not read further, since all its places would be guesses.
 */
export function openYaml(text: string): Source {
  const places = new LineCounter();
  const problems: Problem[] = [];
  const refuse: Refuse = (offset, path, message, messageNl) => {
    const { line, col } = places.linePos(offset);
    problems.push({
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path,
      message,
      messageNl,
    });
  };

  if (text.length > longest) {
    refuse(0, '', `is longer than ${longest} characters`, `is langer dan ${longest} tekens`);
    return { root: new YamlNode(missing, 0, '', refuse), problems };
  }
  const options = { lineCounter: places, prettyErrors: false, logLevel: 'silent' } as const;
  const document = parseDocument(text, options);
  const seen = new Set<number>();
  for (const error of [...document.errors, ...document.warnings]) {
    // One slip makes the parser stumble on through the rest of its line.
    const { line } = places.linePos(error.pos[0]);
    if (!seen.has(line)) refuse(error.pos[0], '', error.message, dutchFor(error));
    seen.add(line);
  }
  const broken = document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  return { root: new YamlNode(broken ? missing : document.contents, 0, '', refuse), problems };
}

/** Ten times a year plan; a text of many megabytes would hold the process for minutes. */
const longest = 500_000;

const dutchFor = ({ code }: YAMLError): string =>
  code === 'DUPLICATE_KEY'
    ? 'deze naam staat hier twee keer'
    : 'de opmaak klopt hier niet: kijk naar inspringen, aanhalingstekens en haakjes';

type Refuse = (offset: number, path: string, message: string, messageNl: string) => void;

const missing = Symbol('a value that was reported already');

/**
 * One value with its place. A wrong value is reported and read as a stand-in, so that reading goes
 * on to the next problem; whoever reads throws the result away when there is any problem.
 */
export class YamlNode {
  constructor(
    private readonly node: Node | null | typeof missing,
    private readonly offset: number,
    readonly path: string,
    private readonly report: Refuse,
  ) {}

  refuse(message: string, messageNl: string): void {
    if (this.node === missing) return;
    const [en, nl] = isAlias(this.node)
      ? ['must not refer to another place', 'mag niet naar een andere plek verwijzen']
      : [message, messageNl];
    this.report(this.offset, this.path, en, nl);
  }

  /** A value that gives no further problems. */
  absent(key: string): YamlNode {
    return new YamlNode(missing, this.offset, `${this.path}.${key}`, this.report);
  }

  get isNull(): boolean {
    return this.node === null || (isScalar(this.node) && this.node.value === null);
  }

  /** One to a thousand characters, without spaces around. */
  text(): string {
    const value = this.scalar();
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 1000) {
      return value.trim();
    }
    this.refuse(
      'must be a text of 1 to 1000 characters (a number needs quotes)',
      'moet een tekst zijn van 1 tot 1000 tekens (een getal heeft aanhalingstekens nodig)',
    );
    return '';
  }

  integer(min: number, max: number): number {
    const value = this.scalar();
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
      return value;
    }
    this.refuse(
      `must be a whole number from ${min} to ${max}`,
      `moet een heel getal zijn van ${min} tot en met ${max}`,
    );
    return NaN;
  }

  boolean(): boolean {
    const value = this.scalar();
    if (typeof value === 'boolean') return value;
    this.refuse('must be true or false', 'moet true of false zijn');
    return false;
  }

  /** A day that exists, as 2025-12-31. */
  day(): string {
    const value = this.scalar();
    if (typeof value === 'string' && isDay(value)) return value;
    this.refuse('must be a day such as 2025-12-31', 'moet een datum zijn zoals 2025-12-31');
    return '';
  }

  word<T extends string>({ values, name, nameNl }: Words<T>): T {
    const value = this.scalar();
    const match = values.find((word) => word === value);
    if (match !== undefined) return match;

    const shown = typeof value === 'string' ? `"${value.slice(0, 60)}"` : 'this value';
    const shownNl = typeof value === 'string' ? shown : 'deze waarde';
    const near = typeof value === 'string' ? closestWord(value, values) : undefined;
    this.refuse(
      `${shown} is no known ${name}${near ? `; did you mean "${near}"?` : ''}`,
      `${shownNl} is geen bekende ${nameNl}${near ? `; is "${near}" bedoeld?` : ''}`,
    );
    return '' as T;
  }

  /** At least one entry. */
  list<T>(read: (entry: YamlNode) => T): T[] {
    if (!isSeq(this.node) || this.node.items.length === 0) {
      this.refuse('must be a list with at least one entry', 'moet een lijst zijn, niet leeg');
      return [];
    }
    return this.node.items.map((item, index) => read(this.child(item as Node, `[${index}]`)));
  }

  /** A list of words, none of them twice. */
  words<T extends string>(words: Words<T>): T[] {
    const seen = new Set<T>();
    return this.list((entry) => {
      const word = entry.word(words);
      if (word && seen.has(word))
        entry.refuse(`"${word}" is here twice`, `"${word}" staat er dubbel`);
      seen.add(word);
      return word;
    });
  }

  /** Reads the fields of a map; every key that `read` did not ask for is reported. */
  fields<T>(read: (fields: Fields) => T): T {
    const entries = new Map<string, { key: YamlNode; value: YamlNode }>();
    if (isMap(this.node)) {
      for (const { key, value } of this.node.items) {
        const name = isScalar(key) ? String(key.value) : '?';
        entries.set(name, {
          key: this.child(key as Node, `.${name}`),
          value: this.child(value as Node | null, `.${name}`, key as Node),
        });
      }
    } else {
      this.refuse('must be a set of names and values', 'moet uit namen met een waarde bestaan');
    }
    const fields = new Fields(isMap(this.node) ? this : this.absent(''), entries);
    const result = read(fields);
    fields.refuseUnknown();
    return result;
  }

  private scalar(): unknown {
    return isScalar(this.node) ? this.node.value : undefined;
  }

  private child(node: Node | null, step: string, fallback?: Node): YamlNode {
    const offset = node?.range?.[0] ?? fallback?.range?.[0] ?? this.offset;
    const path = this.path ? `${this.path}${step}` : step.replace(/^\./, '');
    return new YamlNode(node, offset, path, this.report);
  }
}

/** The fields of one map, each asked for by name. */
export class Fields {
  private readonly asked = new Set<string>();

  constructor(
    readonly whole: YamlNode,
    private readonly entries: Map<string, { key: YamlNode; value: YamlNode }>,
  ) {}

  has(key: string): boolean {
    this.asked.add(key);
    return this.entries.has(key);
  }

  get(key: string): YamlNode {
    this.asked.add(key);
    const entry = this.entries.get(key);
    if (entry) return entry.value;
    this.whole.refuse(`"${key}" is missing`, `"${key}" ontbreekt`);
    return this.whole.absent(key);
  }

  optional<T>(key: string, read: (value: YamlNode) => T): T | undefined {
    return this.has(key) ? read(this.get(key)) : undefined;
  }

  /** Every key with its value, for maps whose keys are data. */
  all(): [string, YamlNode, YamlNode][] {
    return [...this.entries].map(([name, { key, value }]) => {
      this.asked.add(name);
      return [name, key, value];
    });
  }

  refuseUnknown(): void {
    for (const [name, { key }] of this.entries) {
      if (this.asked.has(name)) continue;
      const near = closestWord(name, [...this.asked]);
      key.refuse(
        `"${name}" is not known here${near ? `; did you mean "${near}"?` : ''}`,
        `"${name}" is hier niet bekend${near ? `; is "${near}" bedoeld?` : ''}`,
      );
    }
  }
}

function isDay(value: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number);
  if (!year || !month || !day || month > 12) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
