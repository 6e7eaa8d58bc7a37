import { type z } from 'zod';
import { type Language, type TextKey, texts } from '../platform/texts.ts';
import { contentLanguages, scales } from './shapes.ts';

/** What can be wrong with a pack; the text of each says what to do about it. */
export type FaultCode = TextKey extends infer Key
  ? Key extends `content.fault.${infer Code}`
    ? Code
    : never
  : never;

type FaultValues = Readonly<Record<string, string | number>>;

export interface ContentFault {
  /** As it lies on the disk. */
  readonly file: string;
  /** The entry by its id, then the field: `noklene-tilbake.heading.nn`. */
  readonly place: string;
  readonly code: FaultCode;
  readonly values?: FaultValues;
}

type What = Pick<ContentFault, 'code' | 'values'>;

/** A pack that cannot be used, with everything that is wrong with it. */
export class PackFault extends Error {
  override readonly name = 'PackFault';
  readonly faults: readonly ContentFault[];

  constructor(faults: readonly ContentFault[]) {
    super(faults.map((fault) => toldFault(fault, 'en')).join('\n'));
    this.faults = faults;
  }
}

export const toldFault = ({ file, place, ...what }: ContentFault, language: Language): string =>
  `${file}: ${place}: ${toldCode(what, language)}`;

export const toldCode = ({ code, values }: What, language: Language): string =>
  texts(language)(`content.fault.${code}`, values);

type IssueOf<Code> = Extract<z.core.$ZodIssue, { readonly code: Code }>;
type Telling = { readonly [Code in z.core.$ZodIssue['code']]?: (issue: IssueOf<Code>) => What };

const tellings: Telling = {
  // An absent field has no input, and only the words of the library tell it apart.
  invalid_type: ({ expected, message }) => {
    if (expected === 'undefined') return { code: 'no-danish' };
    return { code: message.endsWith('received undefined') ? 'missing' : 'wrong-kind' };
  },
  too_small: ({ origin, minimum }) =>
    origin === 'string'
      ? { code: 'empty' }
      : { code: origin === 'array' ? 'too-few' : 'too-low', values: { least: Number(minimum) } },
  too_big: ({ origin, maximum }) => ({
    code: tooBig[origin] ?? 'too-high',
    values: { most: Number(maximum) },
  }),
  invalid_format: ({ format }) => ({ code: format === 'url' ? 'bad-url' : 'bad-id' }),
  invalid_value: ({ values }) => ({
    code: 'unknown-choice',
    values: { choices: values.map(String).join(', ') },
  }),
  unrecognized_keys: ({ keys }) => ({ code: 'unknown-field', values: { fields: keys.join(', ') } }),
  // Questions are told apart by their scale; nothing else in a pack is a union.
  invalid_union: () => ({ code: 'unknown-choice', values: { choices: scales.join(', ') } }),
  custom: () => ({ code: 'languages', values: { languages: contentLanguages.slice(0, 3).join(', ') } }),
};

const tooBig: Readonly<Record<string, FaultCode>> = { string: 'too-long', array: 'too-many' };

/** What a shape has against some content. */
export function faultOfIssue(issue: z.core.$ZodIssue): What {
  const tell = tellings[issue.code] as ((issue: z.core.$ZodIssue) => What) | undefined;
  return tell?.(issue) ?? { code: 'wrong-kind' };
}
