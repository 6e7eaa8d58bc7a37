import { type ReactNode } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  fold: {
    '& > summary': {
      cursor: 'pointer',
      padding: `${tokens.spacingVerticalXS} 0`,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
});

interface FoldProps {
  readonly title: ReactNode;
  /** Of the title, for who leads the focus there. */
  readonly id?: string;
  readonly open?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of an item that one may fold away. */
export function Fold({ title, id, open = false, className, children }: FoldProps) {
  return (
    <details className={mergeClasses(useStyles().fold, className)} open={open}>
      <summary id={id}>{title}</summary>
      {children}
    </details>
  );
}
