import { useMemo, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { edited, type UnitEdit } from '../../bot/programme/model/unit-tree.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { changeLines, effectLines, sizeNote } from './effects.ts';
import { counted, promisesOf, rowsOf } from './organisation.ts';
import { type EditingPart } from './part.ts';
import { UnitTree } from './tree.tsx';
import { AddUnit, UnitEditor } from './unit-editor.tsx';
import { UnitFiles } from './unit-files.tsx';
import { type Meanwhile, useEdits } from './use-edits.ts';

const useStyles = makeStyles({
  both: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  unsaved: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    '& ul': { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The agency as a tree, with what its sizes mean for what can be shown, and every change weighed before it is saved. */
export function Units(part: EditingPart) {
  const { setup } = part;
  const { t, say } = useTab();
  const styles = useStyles();
  const edits = useEdits(part);
  const { before, after } = edits;
  const { minimums } = setup.policy;
  const promises = useMemo(() => promisesOf(counted(after), minimums), [after, minimums]);
  const names = new Map(after.units.map(({ id, name }) => [id, name]));
  const [asked, choose] = useState('');
  const chosen =
    after.units.find(({ id }) => id === asked) ?? after.units.find(({ parent }) => parent === undefined);
  const note = (id: string) => sizeNote(t, id, { promises, names, minimums });
  const edit = (one: UnitEdit) => {
    const next = edited(after, one);
    if (next === undefined || !edits.edit(one)) return;
    if (one.do === 'remove') choose(after.units.find(({ id }) => id === one.id)?.parent ?? '');
    say(spoken(t, one, next.units));
  };
  if (chosen === undefined) {
    return (
      <Section title={t('setup.units')} lead={t('setup.units.lead', { least: minimums.scores })}>
        <AddUnit
          label={t('setup.units.root')}
          add={(name) => {
            edit({ do: 'add', unit: { id: crypto.randomUUID(), name, kind: 'agency', parent: undefined } });
          }}
        />
        <UnitFiles setup={setup} reload={part.reload} hasEdits={false} />
      </Section>
    );
  }
  return (
    <Section title={t('setup.units')} lead={t('setup.units.lead', { least: minimums.scores })}>
      <p className={styles.quiet}>{t('setup.units.keys')}</p>
      <div className={styles.both}>
        <UnitTree
          units={after.units}
          chosen={chosen.id}
          choose={choose}
          leaders={(id) => promises.get(id)?.people ?? 0}
          note={note}
          edit={edit}
        />
        <UnitEditor
          unit={chosen}
          units={after.units}
          note={note(chosen.id)}
          channels={setup.channels
            .filter(({ unit, state }) => unit === chosen.id && state !== 'removed')
            .map(({ name, team }) => `${team} – ${name}`)}
          edit={edit}
          added={choose}
        />
      </div>
      {edits.meanwhile && <SavedMeanwhile {...edits.meanwhile} />}
      {edits.canUndo && (
        <Unsaved edits={edits} lines={effectLines(t, before, after, minimums)} isChanged={edits.isChanged} />
      )}
      <UnitFiles setup={setup} reload={part.reload} hasEdits={edits.canUndo} />
    </Section>
  );
}

interface UnsavedProps {
  readonly edits: Pick<ReturnType<typeof useEdits>, 'undo' | 'discard' | 'save'>;
  readonly lines: readonly string[];
  readonly isChanged: boolean;
}

function Unsaved({ edits, lines, isChanged }: UnsavedProps) {
  const { t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  return (
    <div className={styles.unsaved} role="group" aria-label={t('setup.unsaved')}>
      <h3>{t('setup.unsaved')}</h3>
      {lines.length === 0 ? (
        <p>{t('setup.effect.none')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={busy || !isChanged}
          onClick={() => {
            if (isChanged) run(edits.save);
          }}
        >
          {t('setup.units.save')}
        </Button>
        <Button
          onClick={() => {
            edits.undo();
            say(t('setup.undone'));
          }}
        >
          {t('setup.undo')}
        </Button>
        <Button
          onClick={() => {
            edits.discard();
            say(t('setup.discarded'));
          }}
        >
          {t('setup.discard')}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
    </div>
  );
}

/** Two administrators at once: what the other one saved, with the own changes done again on top of it. */
function SavedMeanwhile({ changes, names, lost }: Meanwhile) {
  const { t } = useTab();
  return (
    <Notice intent="warning">
      <strong>{t('setup.meanwhile')}</strong>
      <ul>
        {changeLines(t, changes, names).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {t('setup.meanwhile.next')}
      {lost > 0 && ` ${t('setup.meanwhile.lost', { count: lost })}`}
    </Notice>
  );
}

/** What a screen reader hears of an edit. */
function spoken(t: Translate, edit: UnitEdit, units: Parameters<typeof rowsOf>[0]): string {
  if (edit.do === 'remove') return t('setup.said.removed');
  const id = edit.do === 'add' ? edit.unit.id : edit.id;
  const row = rowsOf(units).find(({ unit }) => unit.id === id);
  if (row === undefined) return '';
  const { unit, place, siblings } = row;
  if (edit.do === 'rename') return t('setup.said.renamed', { name: unit.name });
  if (edit.do === 'set-kind')
    return t('setup.effect.retyped', { name: unit.name, kind: t(`setup.kind.${unit.kind}`) });
  const parent = units.find((one) => one.id === unit.parent)?.name ?? '';
  return t('setup.said.placed', { name: unit.name, parent, place, siblings });
}
