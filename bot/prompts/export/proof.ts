import { type FileReply } from '../../platform/http/http.ts';
import { writeWorkbook } from '../../platform/spreadsheets/spreadsheets.ts';
import { formatDate, formatTime, type Language, texts, weekName } from '../../platform/texts.ts';
import { type Round } from '../../programme/model/programme.ts';
import { type ProofReply, type SendingCounts } from '../api/sending.ts';

interface Wanted {
  readonly round: Round;
  readonly agencyName: string;
  readonly language: Language;
  /** IANA zone of the programme. */
  readonly zone: string;
  readonly madeAt: Date;
}

const counted: readonly (keyof SendingCounts)[] = [
  ...(['posted', 'skipped', 'handedOver', 'unknown', 'underWay', 'waiting', 'held'] as const),
];

/** The plan beside the log, as a spreadsheet; it holds what the page shows. */
export async function proofFile(proof: ProofReply, wanted: Wanted): Promise<FileReply> {
  const { round, agencyName, language, zone, madeAt } = wanted;
  const say = texts(language);
  const time = (iso: string | null) => (iso === null ? undefined : { date: wallClock(iso, zone) });
  const week = `${weekName(language, round.week)} ${round.week.slice(0, 4)}`;
  const title = say('prompts.proof.title', { week, kind: say(`prompts.proof.kind.${proof.kind}`) });
  const made = { date: formatDate(language, madeAt, zone), time: formatTime(language, madeAt, zone) };
  const number = (value: number) => ({ number: value, decimals: 0 });
  const bytes = await writeWorkbook(
    [
      {
        name: say('prompts.proof.sheet'),
        head: [
          ...[say('prompts.proof.head.team'), say('prompts.proof.head.channel')],
          ...[say('prompts.proof.head.planned'), say('prompts.proof.head.outcome')],
          ...[say('prompts.proof.head.settled'), say('prompts.proof.head.reason')],
          ...[say('prompts.proof.head.check')],
        ],
        rows: proof.rows.map(({ team, name, state, settledAt, reason, faults }) => [
          ...[team, name, time(proof.plannedAt), say(`prompts.proof.state.${state}`), time(settledAt)],
          ...[reason ?? undefined, faults.map((fault) => say(`prompts.proof.fault.${fault}`)).join(' ')],
        ]),
        widths: [30, 30, 20, 28, 20, 70, 50],
      },
      {
        name: say('prompts.proof.sum'),
        head: [say('prompts.proof.head.outcome'), say('prompts.proof.head.count')],
        rows: [
          ...counted.map((name) => [say(`prompts.proof.count.${name}`), number(proof.counts[name])]),
          [say('prompts.proof.count.due'), number(proof.due)],
          [say('prompts.proof.count.faults'), number(proof.faults)],
          [say('prompts.proof.made', made), undefined],
        ],
        widths: [60, 14],
      },
    ],
    { title, author: agencyName, language, madeAt },
  );
  return {
    bytes,
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: `${title}.xlsx`,
  };
}

/** Excel knows no zones: the time as the clock on the wall showed it. */
function wallClock(iso: string, zone: string): Date {
  const shown = new Date(iso).toLocaleString('sv-SE', { timeZone: zone });
  return new Date(`${shown.replace(' ', 'T')}Z`);
}
