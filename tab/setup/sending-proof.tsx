import { useState } from 'react';
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { type ProofReply, type ProofRowView, type SendingView } from '../../bot/prompts/api/sending.ts';
import { clockTime, shortDate } from '../platform/dates.ts';
import { Fault, Notice } from '../platform/notices.tsx';
import { saveFile } from '../platform/save.ts';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const head: readonly TextKey[] = [
  'setup.channel',
  'setup.sending.team',
  'setup.sending.proof.planned',
  'setup.sending.proof.outcome',
  'setup.sending.proof.settled',
  'setup.sending.proof.check',
];

const fewRows = 50;

/** The plan beside the log, channel by channel: nothing was forgotten, nothing was done twice. */
export function Proof({ sending: { round, kind }, name }: { sending: SendingView; name: string }) {
  const { api, host, t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [proof, setProof] = useState<ProofReply>();
  const query = new URLSearchParams({ round, kind }).toString();
  const show = () => {
    if (proof) setProof(undefined);
    else
      run(async () => {
        setProof(await api.get<ProofReply>(`/api/setup/sending/proof?${query}`));
      });
  };
  const download = () => {
    run(async () => {
      saveFile(await api.file(`/api/setup/sending/export?${query}`), t('setup.sending.proof.file', { name }));
    });
  };
  return (
    <>
      <div className={styles.buttons}>
        <Button
          size="small"
          aria-expanded={proof !== undefined}
          aria-label={t('setup.sending.proof.of', { name })}
          disabledFocusable={busy}
          onClick={show}
        >
          {t('setup.sending.proof')}
        </Button>
        {host.savesFiles && (
          <Button
            size="small"
            aria-label={t('setup.sending.proof.save.of', { name })}
            disabledFocusable={busy}
            onClick={download}
          >
            {t('setup.sending.proof.save')}
          </Button>
        )}
        {busy && <Spinner size="tiny" aria-label={t('common.loading')} />}
      </div>
      {fault && <Fault error={fault} />}
      {proof && <ProofTable proof={proof} name={name} />}
    </>
  );
}

function ProofTable({ proof, name }: { proof: ProofReply; name: string }) {
  const { t } = useTab();
  const { due, faults, counts } = proof;
  const { posted, skipped, handedOver } = counts;
  const left = due - posted - skipped - handedOver;
  // What does not add up comes first.
  const rows = [...proof.rows].sort((one, other) => other.faults.length - one.faults.length);
  const more = rows.length - fewRows;
  return (
    <>
      <p>{t('setup.sending.proof.sum', { due, posted, skipped, handedOver, left })}</p>
      {faults === 0 ? (
        <Notice intent="success">{t('setup.sending.proof.whole')}</Notice>
      ) : (
        <Notice intent="warning">{t('setup.sending.proof.faults', { faults })}</Notice>
      )}
      <Table
        stack
        caption={t('setup.sending.proof.of', { name })}
        head={head.map((key) => t(key))}
        rows={rows.slice(0, fewRows).map((row) => ({
          key: `${row.channel} ${row.state}`,
          cells: cellsOf(t, row, proof.plannedAt),
        }))}
      />
      {more > 0 && <p>{t('setup.sending.proof.more', { count: more })}</p>}
    </>
  );
}

function cellsOf(t: Translate, row: ProofRowView, plannedAt: string): readonly string[] {
  const { name, team, state, reason, settledAt, faults } = row;
  const outcome = t(`setup.sending.state.${state}`);
  return [
    name,
    team,
    timeOf(t, plannedAt),
    reason === null ? outcome : `${outcome}. ${reason}`,
    settledAt === null ? '–' : timeOf(t, settledAt),
    faults.length === 0
      ? t('setup.sending.proof.right')
      : faults.map((fault) => t(`setup.sending.fault.${fault}`)).join(' '),
  ];
}

const timeOf = (t: Translate, iso: string) => `${shortDate(t, iso)} ${clockTime(t, iso)}`;
