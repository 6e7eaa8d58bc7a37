import { Fragment, type ReactNode } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  // A wide table scrolls by itself, with the keyboard too; the page never does.
  scroll: {
    overflowX: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    fontSize: tokens.fontSizeBase300,
    '& caption': {
      textAlign: 'start',
      padding: `${tokens.spacingVerticalS} 0`,
      color: tokens.colorNeutralForeground2,
    },
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      // Words stay whole; the table scrolls instead.
      overflowWrap: 'normal',
    },
  },
  below: { '&&::before': { content: 'none' } },
  spoken: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  stack: {
    '@media (max-width: 700px)': {
      '&, & tbody, & tr, & td, & tbody th, & caption': { display: 'block' },
      '& thead': { display: 'none' },
      '& tr': { borderBottom: `2px solid ${tokens.colorNeutralStroke1}` },
      '& tbody th': { fontSize: tokens.fontSizeBase400 },
      '& tbody th, & td': { borderBottom: 'none', padding: `${tokens.spacingVerticalXS} 0` },
      '& td::before': {
        content: 'attr(data-head)',
        display: 'block',
        color: tokens.colorNeutralForeground2,
        fontSize: tokens.fontSizeBase200,
      },
    },
  },
});

interface TableProps {
  /** In a narrow page each row stands by itself, its cells under their headings. */
  readonly stack?: boolean;
  /** The heading above says what the caption says: only screen readers get it. */
  readonly named?: boolean;
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly TableRow[];
}

interface TableRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  /** Something about the row that needs the whole width. */
  readonly below?: ReactNode;
}

export function Table({ caption, head, rows, stack = false, named = false }: TableProps) {
  const styles = useStyles();
  return (
    <div className={styles.scroll} role="region" aria-label={named ? head.join(', ') : caption} tabIndex={0}>
      {/* The roles say what the styles of a stacked table would take from it. */}
      <table role="table" className={mergeClasses(styles.table, stack && styles.stack)}>
        <caption className={named ? styles.spoken : ''}>{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others], below }) => (
            <Fragment key={key}>
              <tr role="row">
                <th scope="row" role="rowheader">
                  {first}
                </th>
                {others.map((cell, column) => (
                  <td key={head[column + 1]} role="cell" data-head={head[column + 1]}>
                    {cell}
                  </td>
                ))}
              </tr>
              {below !== undefined && (
                <tr role="row">
                  <td role="cell" colSpan={head.length} className={styles.below}>
                    {below}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
