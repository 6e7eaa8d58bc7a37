import { type ChangeEvent, useId, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type CheckReply, packFileBytes } from '../../bot/content/api.ts';
import { base64Of } from '../platform/base64.ts';
import { ApiError } from '../platform/client.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { saveFile } from '../platform/save.ts';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { PackWeeks } from './pack-weeks.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  check: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  input: { width: '100%', font: 'inherit', color: tokens.colorNeutralForeground1 },
});

/** The pack as a spreadsheet to read, or to make an own one of. */
export function PackFiles({ pack }: { readonly pack: string }) {
  return (
    <Download
      path={`/api/setup/packs/${encodeURIComponent(pack)}/file`}
      name={`${pack}.xlsx`}
      label="setup.packs.download"
    />
  );
}

function Download({ path, name, label }: DownloadProps) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  return (
    <>
      <div className={styles.row}>
        <Button
          disabledFocusable={busy}
          onClick={() => {
            run(async () => {
              saveFile(await api.file(path), name);
              say(t('setup.export.done'));
            });
          }}
        >
          {t(label)}
        </Button>
      </div>
      {fault && <Fault error={fault} />}
    </>
  );
}

interface DownloadProps {
  readonly path: string;
  readonly name: string;
  readonly label: 'setup.packs.download' | 'setup.packs.template';
}

interface Outcome {
  readonly name: string;
  readonly reply: CheckReply;
}

/** A spreadsheet of one's own: what has to be mended, or the pack as it would be. Nothing is kept. */
export function PackCheck() {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome>();
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [picked] = currentTarget.files ?? [];
    // The same file may be chosen again, mended.
    currentTarget.value = '';
    if (picked === undefined) return;
    setOutcome(undefined);
    run(async () => {
      if (picked.size > packFileBytes) throw new ApiError(413, 'too-large', t('setup.packs.check.too-large'));
      const body = { base64: await base64Of(picked) };
      const reply = await api.post<CheckReply>('/api/setup/packs/check', body);
      setOutcome({ name: picked.name, reply });
      say(t(reply.pack === null ? 'setup.import.said.faults' : 'setup.packs.check.said'));
    });
  };
  return (
    <div className={styles.check} role="group" aria-label={t('setup.packs.check.title')}>
      <h3>{t('setup.packs.check.title')}</h3>
      <p>{t('setup.packs.check.lead')}</p>
      <Download
        path="/api/setup/pack-template"
        name={t('setup.packs.template.name')}
        label="setup.packs.template"
      />
      <div>
        <label htmlFor={id}>{t('setup.packs.check.choose')}</label>
        <br />
        <input
          id={id}
          type="file"
          className={styles.input}
          accept=".xlsx"
          disabled={busy}
          onChange={choose}
        />
      </div>
      {fault && <Fault error={fault} />}
      {outcome && <Checked {...outcome} />}
    </div>
  );
}

function Checked({ name, reply }: Outcome) {
  const { t } = useTab();
  const styles = useStyles();
  const { faults, faultCount, pack, remarks } = reply;
  if (pack === null)
    return (
      <>
        <Notice intent="warning">{t('setup.packs.check.faults', { name, count: faultCount })}</Notice>
        <ul className={styles.list}>
          {faults.map((fault, at) => (
            <li key={at}>{fault}</li>
          ))}
          {faultCount > faults.length && (
            <li>{t('setup.effect.more', { count: faultCount - faults.length })}</li>
          )}
        </ul>
      </>
    );
  return (
    <>
      <Notice intent="success">{t('setup.packs.check.well', { name, weeks: pack.weeks })}</Notice>
      {remarks.length > 0 && (
        <>
          <p>{t('setup.packs.check.remarks')}</p>
          <ul className={styles.list}>
            {remarks.map(({ rule, places }) => (
              <li key={rule}>
                {rule}: {places.join(' · ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <PackWeeks pack={pack} />
    </>
  );
}
