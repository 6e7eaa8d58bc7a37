import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';
import { type TextKey } from '../platform/texts.ts';

const useStyles = makeStyles({ narrow: { minWidth: 0 } });

interface ListProps<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
}

export function ListField<Value extends string>({
  label,
  hint = '',
  value,
  options,
  choose,
}: ListProps<Value>) {
  const styles = useStyles();
  return (
    <Field label={label} hint={hint}>
      <Select
        className={styles.narrow}
        value={value}
        onChange={(_, data) => {
          choose(data.value as Value);
        }}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

interface DayProps {
  readonly label: string;
  /** 1 = Monday … 7 = Sunday. */
  readonly value: number;
  readonly choose: (day: number) => void;
}

export function WeekdayField({ label, value, choose }: DayProps) {
  const { t } = useTab();
  return (
    <ListField
      label={label}
      value={String(value)}
      options={weekdays.map((day) => [String(day), t(`date.weekday.${day % 7}` as TextKey)])}
      choose={(day) => {
        choose(Number(day));
      }}
    />
  );
}

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'time' | 'week' | 'number' | 'date';
  readonly required?: boolean;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly limits?: { readonly min?: number; readonly max?: number; readonly pattern?: string };
}

export function TextField(props: TextProps) {
  const { label, hint = '', type = 'text', required = true, value, choose, limits = {} } = props;
  const styles = useStyles();
  return (
    <Field label={label} hint={hint}>
      <Input
        type={type}
        className={styles.narrow}
        required={required}
        value={value}
        {...limits}
        onChange={(_, data) => {
          choose(data.value);
        }}
      />
    </Field>
  );
}
