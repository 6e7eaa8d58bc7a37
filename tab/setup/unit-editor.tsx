import { useState } from 'react';
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type Unit, type UnitKind, subtree } from '../../bot/people/model.ts';
import { stepOf, type UnitEdit } from '../../bot/programme/model/unit-tree.ts';
import { useTab } from '../platform/tab.ts';
import { kindBelow, rowsOf } from './organisation.ts';
import { type Step } from './tree.tsx';

const useStyles = makeStyles({
  editor: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    alignSelf: 'start',
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  add: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
});

const kinds: readonly UnitKind[] = ['agency', 'department', 'section'];
const steps: readonly Step[] = ['up', 'down', 'in', 'out'];

interface EditorProps {
  readonly unit: Unit;
  readonly units: readonly Unit[];
  /** What the size of the unit means. */
  readonly note: string;
  /** Names of channels that are placed in the unit. */
  readonly channels: readonly string[];
  readonly edit: (edit: UnitEdit) => void;
  readonly added: (id: string) => void;
}

/** Everything about one unit, for mouse, finger and keyboard alike. */
export function UnitEditor({ unit, units, note, channels, edit, added }: EditorProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { id, name } = unit;
  return (
    <div className={styles.editor} role="group" aria-label={t('setup.unit.edit', { name })}>
      <h3>{t('setup.unit.edit', { name })}</h3>
      {note !== '' && <p>{note}</p>}
      <Name
        key={`${id} ${name}`}
        name={name}
        rename={(next) => {
          edit({ do: 'rename', id, name: next });
        }}
      />
      <Field label={t('setup.unit.kind')}>
        <Select
          value={unit.kind}
          onChange={(_, { value }) => {
            edit({ do: 'set-kind', id, kind: value as UnitKind });
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`setup.kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      {unit.parent !== undefined && (
        <>
          <Parent unit={unit} units={units} edit={edit} />
          <div className={styles.buttons} role="group" aria-label={t('setup.unit.move')}>
            {steps.map((step) => (
              <StepButton key={step} step={step} move={stepOf(units, id, step)} edit={edit} />
            ))}
          </div>
          <Remove unit={unit} channels={channels} edit={edit} />
        </>
      )}
      <Add unit={unit} units={units} edit={edit} added={added} />
    </div>
  );
}

/** Kept when the field is left or Enter is pressed. */
function Name({ name, rename }: { name: string; rename: (name: string) => void }) {
  const { t } = useTab();
  const [typed, setTyped] = useState(name);
  const keep = () => {
    if (typed.trim() === '') setTyped(name);
    else if (typed.trim() !== name) rename(typed.trim());
  };
  return (
    <Field label={t('setup.unit.name')}>
      <Input
        value={typed}
        maxLength={200}
        onChange={(_, { value }) => {
          setTyped(value);
        }}
        onBlur={keep}
        onKeyDown={({ key }) => {
          if (key === 'Enter') keep();
        }}
      />
    </Field>
  );
}

function Parent({ unit, units, edit }: Pick<EditorProps, 'unit' | 'units' | 'edit'>) {
  const { t } = useTab();
  const inside = subtree(units, unit.id);
  return (
    <Field label={t('setup.units.parent')}>
      <Select
        value={unit.parent ?? ''}
        onChange={(_, { value }) => {
          edit({ do: 'move', id: unit.id, parent: value, before: undefined });
        }}
      >
        {rowsOf(units)
          .filter((row) => !inside.has(row.unit.id))
          .map((row) => (
            <option key={row.unit.id} value={row.unit.id}>
              {`${'\u2003'.repeat(row.depth - 1)}${row.unit.name}`}
            </option>
          ))}
      </Select>
    </Field>
  );
}

interface StepProps {
  readonly step: Step;
  readonly move: UnitEdit | undefined;
  readonly edit: (edit: UnitEdit) => void;
}

function StepButton({ step, move, edit }: StepProps) {
  const { t } = useTab();
  return (
    <Button
      size="small"
      disabledFocusable={move === undefined}
      onClick={() => {
        if (move !== undefined) edit(move);
      }}
    >
      {t(`setup.unit.move.${step}`)}
    </Button>
  );
}

function Remove({ unit, channels, edit }: Pick<EditorProps, 'unit' | 'channels' | 'edit'>) {
  const { t } = useTab();
  const styles = useStyles();
  if (channels.length > 0)
    return (
      <p className={styles.quiet}>{t('setup.unit.remove.channel', { channels: channels.join(', ') })}</p>
    );
  return (
    <div className={styles.buttons}>
      <Button
        size="small"
        onClick={() => {
          edit({ do: 'remove', id: unit.id });
        }}
      >
        {t('setup.unit.remove', { name: unit.name })}
      </Button>
    </div>
  );
}

function Add({ unit, units, edit, added }: Pick<EditorProps, 'unit' | 'units' | 'edit' | 'added'>) {
  const { t } = useTab();
  return (
    <AddUnit
      label={t('setup.unit.add.below', { name: unit.name })}
      add={(name) => {
        const id = crypto.randomUUID();
        edit({ do: 'add', unit: { id, name, kind: kindBelow(units, unit.id), parent: unit.id } });
        added(id);
      }}
    />
  );
}

export function AddUnit({ label, add }: { label: string; add: (name: string) => void }) {
  const { t } = useTab();
  const styles = useStyles();
  const [name, setName] = useState('');
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        add(name.trim());
        setName('');
      }}
    >
      <Field label={label} className={styles.grow}>
        <Input
          value={name}
          maxLength={200}
          onChange={(_, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <Button type="submit" disabledFocusable={name.trim() === ''}>
        {t('setup.units.add')}
      </Button>
    </form>
  );
}
