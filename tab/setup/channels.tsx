import { type ReactNode, useState } from 'react';
import { Badge, Button, Link, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ChannelBody, type SetupReply } from '../../bot/programme/api.ts';
import { clockTime, fullDate, weekName } from '../platform/dates.ts';
import { Empty } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { languages, type TextKey, type Translate } from '../platform/texts.ts';
import { Decision } from './decision.tsx';
import { type EditingPart } from './part.ts';

type Channel = SetupReply['channels'][number];
type Draft = Partial<Omit<ChannelBody, 'ifMatch'>>;

const useStyles = makeStyles({
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
  },
  choice: { minWidth: '130px' },
});

const columns: readonly TextKey[] = [
  'setup.channel',
  'setup.unit',
  'setup.programme',
  'setup.language',
  'setup.state',
  'setup.next',
  'setup.last',
];

/** Every leader channel: which unit, which programme, what comes next and how the last one went. */
export function Channels({ setup, keep, reload }: EditingPart) {
  const { t } = useTab();
  // A new channel needs both its unit and its programme before the service can take it.
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  if (setup.channels.length === 0) {
    return <Empty title={t('setup.channels.none.title')}>{t('setup.channels.none.text')}</Empty>;
  }
  const forget = (id: string) => {
    setDrafts(Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== id)));
  };
  return (
    <Section title={t('setup.channels')} lead={t('setup.channels.lead')}>
      <Table
        stack
        caption={t('setup.channels.caption')}
        head={columns.map((column) => t(column))}
        rows={setup.channels.map((channel) => {
          const body = bodyOf(channel, drafts[channel.id]);
          return {
            key: channel.id,
            cells: cellsOf(t, setup, {
              channel: { ...channel, ...drafts[channel.id] },
              decide: (set) => {
                setDrafts({ ...drafts, [channel.id]: { ...drafts[channel.id], ...set } });
              },
            }),
            below: body && (
              <Decision
                keep={keep}
                reload={reload}
                path={`channels/${encodeURIComponent(channel.id)}`}
                body={body}
                label={t('setup.channel.change', { name: channel.name })}
                done={() => {
                  forget(channel.id);
                }}
                cancel={() => {
                  forget(channel.id);
                }}
              />
            ),
          };
        })}
      />
    </Section>
  );
}

function bodyOf(channel: Channel, draft: Draft | undefined): ChannelBody | undefined {
  if (draft === undefined) return undefined;
  const { unit, programme, language, etag } = channel;
  const state = channel.state === 'paused' ? 'paused' : 'active';
  const { unit: chosenUnit = unit, programme: chosen = programme, ...others } = draft;
  if (chosenUnit === null || chosen === null) return undefined;
  return { language, state, ...others, unit: chosenUnit, programme: chosen, ifMatch: etag };
}

interface Row {
  readonly channel: Channel;
  readonly decide: (set: Partial<ChannelBody>) => void;
}

function cellsOf(t: Translate, setup: SetupReply, { channel, decide }: Row): readonly ReactNode[] {
  const { name, unit, programme, language } = channel;
  const unitNames = setup.units.map(({ id, name }) => [id, name] as const);
  const programmeNames = setup.programmes.map(({ id, title }) => [id, title] as const);
  const languageNames = languagesFor(setup, channel).map((one) => [one, t(`language.${one}`)] as const);
  return [
    <ChannelName key="name" channel={channel} />,
    <Pick
      key="unit"
      label={t('setup.unit.of', { name })}
      value={unit}
      options={unitNames}
      choose={(one) => {
        decide({ unit: one });
      }}
    />,
    <Pick
      key="programme"
      label={t('setup.programme.of', { name })}
      value={programme}
      options={programmeNames}
      choose={(one) => {
        decide({ programme: one });
      }}
    />,
    <Pick
      key="language"
      label={t('setup.language.of', { name })}
      value={language}
      options={languageNames}
      choose={(one) => {
        decide({ language: one });
      }}
    />,
    <ChannelState key="state" channel={channel} decide={decide} />,
    channel.next ? (
      <span key="next">
        {fullDate(t, channel.next.at)} {clockTime(t, channel.next.at)}
        <br />
        {channel.next.title}
      </span>
    ) : (
      t('setup.next.none')
    ),
    channel.last ? (
      <span key="last">
        {weekName(t, channel.last.week)}: {postState(t, channel.last.state)}
        {channel.last.reason !== null && ` ${channel.last.reason}`}
      </span>
    ) : (
      t('setup.last.none')
    ),
  ];
}

function ChannelName({ channel }: { channel: Channel }) {
  return (
    <>
      {channel.name}
      <div className={useStyles().quiet}>{channel.team}</div>
    </>
  );
}

/** Parked and removed are not the administrator's to choose; whatever keeps posts back says what can be done. */
function ChannelState({ channel, decide }: Row) {
  const { t } = useTab();
  const { name, state } = channel;
  if (state === 'active' || state === 'paused') {
    const options = (['active', 'paused'] as const).map((one) => [one, t(`setup.state.${one}`)] as const);
    return (
      <>
        <Pick
          label={t('setup.state.of', { name })}
          value={state}
          options={options}
          choose={(one) => {
            decide({ state: one });
          }}
        />
        <NotReady channel={channel} />
      </>
    );
  }
  return (
    <>
      <Badge appearance="tint" color="warning">
        {t(state === 'removed' ? 'setup.state.removed' : 'setup.state.parked')}
      </Badge>
      <NotReady channel={channel} />
      {state === 'parked' && (
        <Button
          size="small"
          aria-label={t('setup.state.try.of', { name })}
          onClick={() => {
            decide({ state: 'active' });
          }}
        >
          {t('setup.state.try')}
        </Button>
      )}
    </>
  );
}

/** The cure lies in this row, or in a part of the page that the link leads to. */
const cures: Readonly<Record<string, readonly [id: string, title: TextKey]>> = {
  'programme.reason.discussion-missing': ['discussions', 'setup.discussions'],
  'programme.reason.discussion-outdated': ['discussions', 'setup.discussions'],
  'programme.reason.paused': ['programmes', 'setup.programmes'],
  'programme.reason.stopped': ['programmes', 'setup.programmes'],
};

function NotReady({ channel: { reason, why } }: { channel: Channel }) {
  const { t } = useTab();
  const styles = useStyles();
  if (reason === null) return null;
  const cure = cures[why ?? ''];
  return (
    <div className={styles.quiet}>
      {reason}{' '}
      {cure && (
        <Link inline href={`#${cure[0]}`}>
          {t(cure[1])}
        </Link>
      )}
    </div>
  );
}

interface PickProps<Value extends string> {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
}

function Pick<Value extends string>({ label, value, options, choose }: PickProps<Value>) {
  const { t } = useTab();
  return (
    <Select
      className={useStyles().choice}
      size="small"
      aria-label={label}
      value={value ?? ''}
      onChange={(_, { value: chosen }) => {
        choose(chosen as Value);
      }}
    >
      {value === null && <option value="">{t('common.choose')}</option>}
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** What the channel's pack is written in; a choice made before stays until another is made. */
function languagesFor({ packs, programmes }: SetupReply, { programme, language }: Channel) {
  const running = programmes.find(({ id }) => id === programme);
  const written = packs.find(({ id }) => id === running?.pack)?.languages ?? languages;
  return written.includes(language) ? written : [...written, language];
}

const posts: Readonly<Record<string, TextKey>> = {
  planned: 'setup.post.planned',
  sending: 'setup.post.sending',
  posted: 'setup.post.posted',
  skipped: 'setup.post.skipped',
  unknown: 'setup.post.unknown',
  'handed-over': 'setup.post.handed-over',
};

function postState(t: Translate, state: string): string {
  const key = posts[state];
  return key ? t(key) : state;
}
