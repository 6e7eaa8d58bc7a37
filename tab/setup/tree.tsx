import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { stepOf, type UnitEdit } from '../../bot/programme/model/unit-tree.ts';
import { type Unit } from '../../bot/people/model.ts';
import { useTab } from '../platform/tab.ts';
import { type Placed, rowsOf } from './organisation.ts';

const useStyles = makeStyles({
  tree: {
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    borderTop: '2px solid transparent',
    borderBottom: '2px solid transparent',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  // No background that needs other colours of text: a theme of high contrast has few.
  chosen: {
    backgroundColor: tokens.colorNeutralBackground2,
    boxShadow: `inset 3px 0 ${tokens.colorCompoundBrandStroke}`,
  },
  before: { borderTopColor: tokens.colorCompoundBrandStroke },
  after: { borderBottomColor: tokens.colorCompoundBrandStroke },
  inside: { outline: `2px dashed ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-2px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  note: { color: tokens.colorStatusWarningForeground1, fontSize: tokens.fontSizeBase200, flexBasis: '100%' },
});

export type Step = 'up' | 'down' | 'in' | 'out';

interface TreeProps {
  readonly units: readonly Unit[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
  readonly leaders: (id: string) => number;
  readonly note: (id: string) => string;
  readonly edit: (edit: UnitEdit) => void;
}

type Zone = 'before' | 'inside' | 'after';

const moving: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/** The agency as a tree: arrows walk in it, Alt and an arrow move the unit, and so does the mouse. */
export function UnitTree(props: TreeProps) {
  const { units, chosen, choose, edit } = props;
  const { t } = useTab();
  const styles = useStyles();
  const rows = rowsOf(units);
  const list = useRef<HTMLUListElement>(null);
  const drag = useDrag(rows, edit);
  // A moved row is a new place in the page; the focus goes with the unit.
  const isInside = useRef(false);
  const order = rows.map(({ unit }) => unit.id).join();
  useEffect(() => {
    if (isInside.current) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [order, chosen]);

  const press = (event: KeyboardEvent, id: string) => {
    const step = event.altKey ? moving[event.key] : undefined;
    const move = step && stepOf(units, id, step);
    const next = step === undefined ? walked(rows, id, event.key) : undefined;
    if (step === undefined && next === undefined) return;
    event.preventDefault();
    if (move !== undefined) edit(move);
    if (next !== undefined) choose(next);
  };
  return (
    <ul
      ref={list}
      role="tree"
      className={styles.tree}
      aria-label={t('setup.units')}
      onFocus={() => (isInside.current = true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        // A row that is being moved loses the focus to nothing.
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) isInside.current = false;
      }}
    >
      {rows.map((row) => (
        <Row
          key={row.unit.id}
          row={row}
          {...props}
          zone={drag.over?.id === row.unit.id ? drag.over.zone : undefined}
          on={drag.on}
          press={press}
        />
      ))}
    </ul>
  );
}

interface RowProps extends TreeProps {
  readonly row: Placed;
  readonly zone: Zone | undefined;
  readonly on: Drag['on'];
  readonly press: (event: KeyboardEvent, id: string) => void;
}

function Row({ row, zone, chosen, choose, leaders, note, on, press }: RowProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { unit, depth, place, siblings } = row;
  const words = note(unit.id);
  const isChosen = unit.id === chosen;
  return (
    <li
      role="treeitem"
      aria-level={depth}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={isChosen}
      tabIndex={isChosen ? 0 : -1}
      draggable={unit.parent !== undefined}
      className={mergeClasses(styles.row, isChosen && styles.chosen, zone && styles[zone])}
      style={{ marginInlineStart: `${Math.min(depth - 1, 6) * 20}px` }}
      onClick={() => {
        choose(unit.id);
      }}
      onKeyDown={(event) => {
        press(event, unit.id);
      }}
      {...on(unit.id)}
    >
      <span className={styles.name}>{unit.name}</span>
      <span className={styles.quiet}>
        {t(`setup.kind.${unit.kind}`)}, {t('setup.units.leaders', { count: leaders(unit.id) })}
      </span>
      {words !== '' && (
        <span className={styles.note}>
          <WarningRegular aria-hidden /> {words}
        </span>
      )}
    </li>
  );
}

/** Where an arrow leads from a row; `undefined` = the key means nothing there. */
function walked(rows: readonly Placed[], id: string, key: string): string | undefined {
  const at = rows.findIndex(({ unit }) => unit.id === id);
  const next = rows[at + 1]?.unit;
  const ways: Readonly<Record<string, string | undefined>> = {
    ArrowDown: next?.id,
    ArrowUp: rows[at - 1]?.unit.id,
    Home: rows[0]?.unit.id,
    End: rows.at(-1)?.unit.id,
    ArrowLeft: rows[at]?.unit.parent,
    ArrowRight: next?.parent === id ? next.id : undefined,
  };
  return ways[key];
}

interface Drag {
  readonly over: { readonly id: string; readonly zone: Zone } | undefined;
  readonly on: (id: string) => Readonly<Record<string, (event: DragEvent<HTMLElement>) => void>>;
}

/** In the upper and lower quarter of a row a unit lands beside it, in the middle below it. */
function useDrag(rows: readonly Placed[], edit: (edit: UnitEdit) => void): Drag {
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<Drag['over']>();
  const end = () => {
    setDragged(undefined);
    setOver(undefined);
  };
  const land = (target: string, zone: Zone) => {
    const unit = rows.find((row) => row.unit.id === target)?.unit;
    if (dragged === undefined || unit === undefined || dragged === target) return;
    const beside = zone === 'inside' ? undefined : unit.parent;
    const parent = beside ?? target;
    const next = rows.filter((row) => row.unit.parent === parent).map((row) => row.unit.id);
    const before = zone === 'before' ? target : next[next.indexOf(target) + 1];
    edit({ do: 'move', id: dragged, parent, before: beside === undefined ? undefined : before });
  };
  return {
    over,
    on: (id) => ({
      onDragStart: ({ dataTransfer }) => {
        // Firefox drags nothing without data.
        dataTransfer.setData('text/plain', id);
        dataTransfer.effectAllowed = 'move';
        setDragged(id);
      },
      onDragOver: (event) => {
        if (dragged === undefined) return;
        event.preventDefault();
        setOver({ id, zone: zoneAt(event) });
      },
      onDrop: (event) => {
        event.preventDefault();
        land(id, zoneAt(event));
        end();
      },
      onDragEnd: end,
    }),
  };
}

function zoneAt({ currentTarget, clientY }: DragEvent<HTMLElement>): Zone {
  const { top, height } = currentTarget.getBoundingClientRect();
  const at = (clientY - top) / height;
  if (at < 0.25) return 'before';
  return at > 0.75 ? 'after' : 'inside';
}
