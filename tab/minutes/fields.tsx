import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { type PersonView } from '../../bot/minutes/api.ts';

const useStyles = makeStyles({
  narrow: { minWidth: 0, width: '100%' },
});

interface ChoiceProps<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: Value | '';
  readonly options: readonly { readonly value: Value; readonly name: string }[];
  /** What an empty choice is called; absent = one must be chosen. */
  readonly none?: string;
  readonly disabled?: boolean;
  readonly hint?: string | undefined;
  readonly choose: (value: Value | null) => void;
}

/** A native list: known to everybody, works with every reader and on a phone. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const styles = useStyles();
  return (
    <Field label={props.label} hint={props.hint ?? ''} size="small" className={styles.narrow}>
      <Select
        id={props.id}
        className={styles.narrow}
        value={props.value}
        disabled={props.disabled ?? false}
        onChange={(_, { value }) => {
          props.choose(value === '' ? null : (value as Value));
        }}
      >
        {props.none !== undefined && <option value="">{props.none}</option>}
        {props.options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface PersonChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly none: string;
  readonly value: PersonView | null;
  readonly people: readonly PersonView[];
  readonly choose: (person: PersonView | null) => void;
}

/** Somebody who has left the meeting since stays in the list. */
export function PersonChoice({ value, people, choose, ...others }: PersonChoiceProps) {
  const all = value && !people.some(({ id }) => id === value.id) ? [value, ...people] : people;
  return (
    <Choice
      {...others}
      value={value?.id ?? ''}
      options={all.map(({ id, name }) => ({ value: id, name }))}
      choose={(chosen) => {
        choose(all.find(({ id }) => id === chosen) ?? null);
      }}
    />
  );
}

interface DateFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly earliest?: string;
  readonly onKeyDown?: (event: React.KeyboardEvent) => void;
  readonly choose: (date: string | null) => void;
}

export function DateField({ id, label, value, earliest, onKeyDown, choose }: DateFieldProps) {
  const styles = useStyles();
  return (
    <Field label={label} size="small" className={styles.narrow}>
      <Input
        id={id}
        type="date"
        className={styles.narrow}
        value={value ?? ''}
        {...(earliest === undefined ? {} : { min: earliest })}
        {...(onKeyDown && { onKeyDown })}
        onChange={(_, { value: date }) => {
          // Until a date is whole the browser hands over nothing.
          choose(date === '' ? null : date);
        }}
      />
    </Field>
  );
}
