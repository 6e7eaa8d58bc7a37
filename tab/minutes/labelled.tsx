import { type ReactNode } from 'react';
import { Label, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  field: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0 },
});

interface LabelledProps {
  /** Id of the field. */
  readonly of: string;
  readonly label: string;
  readonly small?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A label above a field of our own; Fluent's Field knows only Fluent's fields. */
export function Labelled({ of, label, small = false, className, children }: LabelledProps) {
  const styles = useStyles();
  return (
    <div className={className}>
      <div className={styles.field}>
        <Label htmlFor={of} size={small ? 'small' : 'medium'}>
          {label}
        </Label>
        {children}
      </div>
    </div>
  );
}
