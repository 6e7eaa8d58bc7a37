import { type ChangeEvent, type ReactNode, useId, useState } from 'react';
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ImportReply } from '../../bot/programme/api/units.ts';
import { importFileBytes } from '../../bot/programme/model/unit-file.ts';
import { base64Of } from '../platform/base64.ts';
import { ApiError } from '../platform/client.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { saveFile } from '../platform/save.ts';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { counted, organisationOf, promisesOf } from './organisation.ts';
import { type EditingPart } from './part.ts';

const useStyles = makeStyles({
  files: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  input: { width: '100%', font: 'inherit', color: tokens.colorNeutralForeground1 },
});

const exports = {
  xlsx: { query: 'format=xlsx', name: 'setup.file.both', end: 'xlsx' },
  units: { query: 'format=csv&sheet=units', name: 'setup.file.units', end: 'csv' },
  people: { query: 'format=csv&sheet=people', name: 'setup.file.people', end: 'csv' },
  json: { query: 'format=json', name: 'setup.file.both', end: 'json' },
} as const;
type Export = keyof typeof exports;

/** Units and people out as a file and in again; what a file would change is shown first. */
export function UnitFiles({ setup, reload, hasEdits }: Omit<EditingPart, 'keep'> & { hasEdits: boolean }) {
  const { t } = useTab();
  const styles = useStyles();
  return (
    <div className={styles.files} role="group" aria-label={t('setup.files')}>
      <h3>{t('setup.files')}</h3>
      {setup.units.length > 0 && <ExportFile />}
      {hasEdits ? <p>{t('setup.import.unsaved')}</p> : <ImportFile setup={setup} reload={reload} />}
    </div>
  );
}

function ExportFile() {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [format, setFormat] = useState<Export>('xlsx');
  const fetchFile = async () => {
    const { query, name, end } = exports[format];
    saveFile(await api.file(`/api/setup/units/export?${query}`), `${t(name)}.${end}`);
    say(t('setup.export.done'));
  };
  return (
    <>
      <div className={styles.row}>
        <Field label={t('setup.export.as')}>
          <Select
            value={format}
            onChange={(_, { value }) => {
              setFormat(value as Export);
            }}
          >
            {(Object.keys(exports) as Export[]).map((one) => (
              <option key={one} value={one}>
                {t(`setup.export.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          disabledFocusable={busy}
          onClick={() => {
            run(fetchFile);
          }}
        >
          {t('setup.export')}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
    </>
  );
}

interface Chosen {
  readonly format: 'xlsx' | 'csv' | 'json';
  readonly base64: string;
  readonly name: string;
}

function ImportFile({ setup, reload }: Pick<EditingPart, 'setup' | 'reload'>) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const id = useId();
  const [file, setFile] = useState<Chosen>();
  const [reply, setReply] = useState<ImportReply>();
  const send = (chosen: Chosen, more: object) => {
    const { format, base64 } = chosen;
    return api.post<ImportReply>('/api/setup/units/import', { format, base64, ...more });
  };
  const end = () => {
    setFile(undefined);
    setReply(undefined);
  };
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [picked] = currentTarget.files ?? [];
    // The same file may be chosen again, mended.
    currentTarget.value = '';
    if (picked === undefined) return;
    end();
    run(async () => {
      if (picked.size > importFileBytes) throw new ApiError(413, 'too-large', t('setup.import.too-large'));
      const chosen = { format: formatOf(picked.name), base64: await base64Of(picked), name: picked.name };
      const answer = await send(chosen, { dryRun: true });
      setFile(chosen);
      setReply(answer);
      say(t(answer.plan === null ? 'setup.import.said.faults' : 'setup.import.said.plan'));
    });
  };
  return (
    <>
      <div>
        <label htmlFor={id}>{t('setup.import')}</label>
        <br />
        <input
          id={id}
          type="file"
          className={styles.input}
          accept=".xlsx,.csv,.json"
          disabled={busy}
          onChange={choose}
        />
      </div>
      {fault && <Fault error={fault} />}
      {file && reply && (
        <Outcome name={file.name} reply={reply} setup={setup}>
          {reply.plan !== null && !reply.plan.unchanged && (
            <Button
              appearance="primary"
              disabledFocusable={busy}
              onClick={() => {
                run(async () => {
                  await send(file, { dryRun: false, ifMatch: reply.etag });
                  await reload();
                  end();
                  say(t('setup.kept'));
                });
              }}
            >
              {t('setup.import.do')}
            </Button>
          )}
          <Button onClick={end}>{t('setup.import.cancel')}</Button>
        </Outcome>
      )}
    </>
  );
}

interface OutcomeProps {
  readonly name: string;
  readonly reply: ImportReply;
  readonly setup: EditingPart['setup'];
  readonly children: ReactNode;
}

function Outcome({ name, reply, setup, children }: OutcomeProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { faults, faultCount, plan } = reply;
  const lines = plan === null ? faults.map(({ message }) => message) : planLines(t, reply, setup);
  const more = faultCount - faults.length;
  return (
    <div className={styles.files}>
      <Notice intent={plan === null ? 'warning' : 'info'}>
        {plan === null
          ? t('setup.import.faults', { name, count: faultCount })
          : t(plan.unchanged ? 'setup.import.same' : 'setup.import.plan', { name })}
      </Notice>
      <ul className={styles.list}>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
        {more > 0 && <li>{t('setup.effect.more', { count: more })}</li>}
      </ul>
      <div className={styles.row}>{children}</div>
    </div>
  );
}

function planLines(
  t: Translate,
  { plan, after }: ImportReply,
  setup: EditingPart['setup'],
): readonly string[] {
  if (plan === null) return [];
  const before = promisesOf(counted(organisationOf(setup)), setup.policy.minimums);
  const now = promisesOf(
    after.map((unit) => ({ ...unit, parent: unit.parent ?? undefined })),
    setup.policy.minimums,
  );
  const losing = after.filter(({ id }) => now.get(id)?.own === 'never' && before.get(id)?.own !== 'never');
  return [
    ...plan.added.map((name) => t('setup.effect.added', { name })),
    ...plan.removed.map((name) => t('setup.effect.removed', { name })),
    ...plan.renamed.map((names) => t('setup.effect.renamed', names)),
    ...plan.moved.map(({ name, to }) => t('setup.effect.moved', { name, to: to ?? '' })),
    ...plan.retyped.map((name) => t('setup.import.retyped', { name })),
    ...(plan.reordered ? [t('setup.effect.reordered')] : []),
    ...(plan.homesGiven > 0 ? [t('setup.import.homes.given', { count: plan.homesGiven })] : []),
    ...(plan.homesMoved > 0 ? [t('setup.effect.leaders', { count: plan.homesMoved })] : []),
    ...losing.map(({ name }) => t('setup.effect.never.none', { name })),
  ];
}

function formatOf(name: string): Chosen['format'] {
  const end = name.toLowerCase().split('.').at(-1);
  return end === 'json' || end === 'csv' ? end : 'xlsx';
}
