import { makeStyles, tokens } from '@fluentui/react-components';
import { type Block, type Part } from '../../bot/programme/api/trust.ts';
import { Table } from '../platform/table.tsx';

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalXXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  part: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    maxWidth: '80ch',
    '& ul': { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
    '& li': { marginBottom: tokens.spacingVerticalXS, maxWidth: '72ch' },
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
  },
});

/** Headings with what stands below them, as the service wrote them; the note and the explanation look the same. */
export function Parts({ parts, level = 2 }: { parts: readonly Part[]; level?: 2 | 3 }) {
  const styles = useStyles();
  const Heading = level === 2 ? 'h2' : 'h3';
  // Inside another section they are no places of their own.
  const Place = level === 2 ? 'section' : 'div';
  return (
    <div className={styles.parts}>
      {parts.map(({ id, title, blocks }) => (
        <Place key={id} className={styles.part} aria-label={level === 2 ? title : undefined}>
          <Heading>{title}</Heading>
          {blocks.map((block, index) => (
            <Drawn key={index} block={block} title={title} />
          ))}
        </Place>
      ))}
    </div>
  );
}

function Drawn({ block, title }: { block: Block; title: string }) {
  if ('text' in block) return <p>{block.text}</p>;
  if ('list' in block)
    return (
      <ul>
        {block.list.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    );
  const rows = block.rows.map((cells, index) => ({ key: String(index), cells }));
  return <Table caption={title} head={block.head} rows={rows} stack named />;
}
