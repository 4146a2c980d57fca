import { Injectable } from '@nestjs/common';

import { ActKinds } from '@academie/acts';
import { t } from '@academie/platform';

import { fieldsOfType, isRecord, THERE, type Tree } from './draft-tree';
import { PlanReader } from '../plan/plan-reader';
import type { FieldList, RuleField } from '../rule/rule-fields';
import { RuleLabels } from '../rule/rule-labels';
import type { Vocabulary } from '../rule/rule-vocabulary';

/** A choice of a question. */
export interface Option {
  value: string;
  label: string;
  hint?: string;
  selected: boolean;
}

/** The problems of a draft, by the name of the field. */
export type Problems = ReadonlyMap<string, string>;

export interface FormState {
  problems: Problems;
  /** The field or list that somebody is working on; '' for none. */
  part: string;
}

/** What the form shows of the questions that make a rule. */
@Injectable()
export class DraftFormView {
  constructor(
    private readonly reader: PlanReader,
    private readonly labels: RuleLabels,
    private readonly kinds: ActKinds,
  ) {}

  /** The questions with what was filled in by field of the draft, as the partial `draft-fields` shows them. */
  async fields(
    fields: readonly RuleField[],
    tree: Tree,
    state: FormState,
  ): Promise<Record<string, object[]>> {
    const builder = new Builder(await this.reader.vocabulary(), this.labels, this.kinds, state);
    return Object.fromEntries(
      fields.map((field) => [field.name, builder.fields([field], tree, '')]),
    );
  }
}

class Builder {
  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly labels: RuleLabels,
    private readonly kinds: ActKinds,
    private readonly state: FormState,
  ) {}

  fields(fields: readonly RuleField[], tree: Tree, prefix: string): object[] {
    return fields.flatMap((field) => this.field(field, tree, prefix + field.name));
  }

  private field(field: RuleField, tree: Tree, name: string): object[] {
    const value = tree[field.name];
    const head = {
      name,
      label: t(`targets.field.${field.name}.label`),
      error: this.state.problems.get(name),
    };
    switch (field.kind) {
      case 'text':
        return [{ ...head, isText: true, value }];
      case 'number':
        return [{ ...head, isNumber: true, value }];
      case 'box':
        return [{ ...head, isBox: true, checked: value !== undefined }];
      case 'word':
        return [
          {
            ...head,
            isWord: true,
            value,
            options: this.words(field.options ?? this.list(field.list, tree), field, [value]),
          },
        ];
      case 'words': {
        const chosen = Array.isArray(value) ? (value as unknown[]) : [];
        const options = this.words(this.list(field.list, tree), field, chosen);
        if (options.length === 0) return [];
        const names = options.filter(({ selected }) => selected).map(({ label }) => label);
        return [
          { ...head, isWords: true, options, chosen: names.join(', '), open: Boolean(head.error) },
        ];
      }
      case 'flags':
        return this.flags(tree, name, isRecord(value) ? value : {});
      case 'group':
        return [
          { ...head, isGroup: true, fields: this.fields(field.fields, asTree(value), `${name}.`) },
        ];
      case 'rule':
        return field.most === undefined
          ? this.rule(field.types, asTree(value), `${name}.`)
          : [this.listOf(head, value, (entry, at) => this.rule(field.types, entry, at))];
      case 'list':
        return [this.listOf(head, value, (entry, at) => this.fields(field.fields, entry, at))];
      case 'sorts':
        return [
          this.listOf(head, value, (entry, at) => {
            const sort = entry[field.key];
            const fields = Object.entries(field.sorts).find(([one]) => one === sort)?.[1] ?? [];
            return [
              this.choice(at + field.key, field.key, Object.keys(field.sorts), sort),
              ...this.fields(fields, entry, at),
            ];
          }),
        ];
      default:
        return field satisfies never;
    }
  }

  private rule(types: readonly string[], tree: Tree, prefix: string): object[] {
    return [
      this.choice(`${prefix}type`, 'type', types, tree.type),
      ...this.fields(fieldsOfType(tree.type), tree, prefix),
    ];
  }

  /** A question on which depends what else is asked. */
  private choice(name: string, key: string, values: readonly string[], value: unknown): object {
    return {
      ...{ name, value, isWord: true, decides: true, label: t(`targets.field.${key}.label`) },
      error: this.state.problems.get(name),
      options: values.map((one) => ({
        value: one,
        label: t(`targets.field.${key}.${one}`),
        selected: one === value,
      })),
    };
  }

  private listOf(
    head: { name: string },
    value: unknown,
    show: (entry: Tree, prefix: string) => object[],
  ): object {
    const entries = Array.isArray(value) ? (value as unknown[]) : [];
    const key = head.name.split('.').at(-1) ?? '';
    return {
      ...head,
      isList: true,
      addLabel: t(`targets.field.${key}.add`),
      entries: entries.map((entry, index) => {
        const place = `${head.name}.${index}`;
        const tree = asTree(entry);
        const { label, word } = tree;
        return {
          marker: `${place}.${THERE}`,
          place,
          legend: t(`targets.field.${key}.one`, { number: index + 1 }),
          says: [label, word].find((one) => typeof one === 'string'),
          isOpen: this.isOpen(head.name, index, entries.length, tree),
          fields: show(tree, `${place}.`),
        };
      }),
    };
  }

  /** An entry of a list that is being worked on, that has an error, or of which nothing was filled in yet. */
  private isOpen(list: string, index: number, length: number, entry: Tree): boolean {
    const { part, problems } = this.state;
    const within = `${list}.${index}.`;
    return (
      `${part}.`.startsWith(within) ||
      (part === list && index === length - 1) ||
      [...problems.keys()].some((field) => `${field}.`.startsWith(within)) ||
      Object.keys(entry).length === 0
    );
  }

  private flags(tree: Tree, name: string, value: Tree): object[] {
    const found = this.kindsIn(tree).flatMap(({ flags }) => flags);
    const unique = [...new Map(found.map((flag) => [flag.code, flag])).values()];
    return unique.map(({ code, name: label }) => ({
      ...{
        name: `${name}.${code}`,
        label,
        isWord: true,
        error: this.state.problems.get(`${name}.${code}`),
      },
      options: [
        { value: 'ja', label: t('targets.field.flags.yes'), selected: value[code] === true },
        { value: 'nee', label: t('targets.field.flags.no'), selected: value[code] === false },
      ],
    }));
  }

  private words(
    values: readonly string[],
    field: RuleField & { kind: 'word' | 'words' },
    chosen: readonly unknown[],
  ): Option[] {
    // What was chosen stays in sight, also when the list beside it changed.
    const missing = chosen.filter(
      (one): one is string => typeof one === 'string' && !values.includes(one),
    );
    return [...values, ...missing].map((value) => ({
      value,
      label: this.wordLabel(field, value),
      selected: chosen.includes(value),
    }));
  }

  private list(list: FieldList | undefined, tree: Tree): readonly string[] {
    switch (list) {
      case undefined:
        return [];
      case 'actKinds':
        return [...this.vocabulary.actKinds.keys()];
      case 'milestones':
        return [...this.vocabulary.milestones];
      case 'subkinds':
      case 'statuses':
        return [
          ...new Set(this.kindsIn(tree).flatMap((kind) => kind[list].map(({ code }) => code))),
        ];
      case 'courseKinds':
      case 'modes':
      case 'functions':
      case 'themes':
      case 'tags':
        return [...this.vocabulary[list]];
      default:
        return list satisfies never;
    }
  }

  private kindsIn(tree: Tree) {
    const codes = Array.isArray(tree.actKinds) ? (tree.actKinds as unknown[]) : [];
    return codes.flatMap((code) => (typeof code === 'string' ? (this.kinds.get(code) ?? []) : []));
  }

  private wordLabel(field: RuleField & { kind: 'word' | 'words' }, value: string): string {
    const { list } = field;
    const { labels } = this;
    switch (list) {
      case undefined:
        return t(`targets.field.${field.name}.${value}`);
      case 'courseKinds':
        return labels.courseKind(value);
      case 'modes':
        return labels.mode(value);
      case 'functions':
        return labels.jobFunction(value);
      case 'themes':
        return labels.theme(value);
      case 'tags':
        return labels.tag(value);
      case 'actKinds':
        return labels.actKind(value);
      case 'milestones':
        return labels.milestone(value);
      case 'subkinds':
      case 'statuses':
        return labels.ofAct(list, [...this.vocabulary.actKinds.keys()], value);
      default:
        return list satisfies never;
    }
  }
}

const asTree = (value: unknown): Tree => (isRecord(value) ? value : {});
