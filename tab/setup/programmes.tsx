import { useState } from 'react';
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ProgrammeBody, type SetupReply } from '../../bot/programme/api.ts';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { Calendar } from './calendar.tsx';
import { Decision } from './decision.tsx';
import { type Draft, type EditingPart } from './part.ts';
import { ProgrammeForm } from './programme-form.tsx';
import { rhythmText } from './rhythm.tsx';

type Programme = SetupReply['programmes'][number];

const useStyles = makeStyles({
  programme: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: tokens.spacingHorizontalL,
    '@media (max-width: 400px)': { padding: tokens.spacingHorizontalM },
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase400 },
    '& p': { margin: 0 },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  start: { justifySelf: 'start' },
});

/** What is sent and when, programme by programme: its rhythm, its year week by week, pause and stop. */
export function Programmes(part: EditingPart) {
  const { t } = useTab();
  const styles = useStyles();
  const { setup } = part;
  const [isAdding, add] = useState(false);
  const [first] = setup.packs;
  const isFirst = setup.programmes.length === 0;
  return (
    <Section title={t('setup.programmes')} lead={t('setup.programmes.lead')}>
      {setup.programmes.map((programme) => (
        <ProgrammePart key={programme.id} {...part} programme={programme} />
      ))}
      {first && (isAdding || isFirst) && (
        <section className={styles.programme} aria-label={t('setup.programme.new')}>
          <h3>{t('setup.programme.new')}</h3>
          <ProgrammeForm
            {...part}
            id={freeId(setup, first.id)}
            etag="new"
            kept={newProgramme(first.id, setup.nextWeek)}
            close={() => {
              add(false);
            }}
          />
        </section>
      )}
      {!isAdding && !isFirst && (
        <Button
          className={styles.start}
          onClick={() => {
            add(true);
          }}
        >
          {t('setup.programme.new')}
        </Button>
      )}
    </Section>
  );
}

const newProgramme = (pack: string, startWeek: string): Draft => ({
  ...{ pack, startWeek, zone: 'Europe/Oslo', state: 'running' },
  ...{ postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00', lateHours: 8 },
  ...{ every: 'week', nth: 1, onHoliday: 'next', quiet: ['july', 'christmas', 'easter'], daysOff: [] },
});

function freeId({ programmes }: SetupReply, pack: string): string {
  const taken = new Set(programmes.map(({ id }) => id));
  let number = 1;
  const id = () => (number === 1 ? pack : `${pack}-${number}`);
  while (taken.has(id())) number++;
  return id();
}

const states = { running: 'success', paused: 'warning', stopped: 'subtle' } as const;
type State = keyof typeof states;

function ProgrammePart({ programme, ...part }: EditingPart & { readonly programme: Programme }) {
  const { t } = useTab();
  const styles = useStyles();
  const [isEditing, edit] = useState(false);
  const [isShown, show] = useState(part.setup.programmes.length === 1);
  const { id, title, etag, ...kept } = programme;
  return (
    <section className={styles.programme} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <Badge appearance="tint" color={states[kept.state]}>
          {t(`setup.programme.${kept.state}`)}
        </Badge>
      </div>
      <p>{rhythmText(t, kept)}</p>
      <States id={id} etag={etag} title={title} kept={kept} {...part}>
        <Button
          aria-expanded={isEditing}
          aria-label={t('setup.programme.edit.of', { name: title })}
          onClick={() => {
            edit(!isEditing);
          }}
        >
          {t('setup.programme.edit')}
        </Button>
        <Button
          aria-expanded={isShown}
          aria-label={t('setup.calendar.show.of', { name: title })}
          onClick={() => {
            show(!isShown);
          }}
        >
          {t('setup.calendar.show')}
        </Button>
      </States>
      {isEditing && (
        <ProgrammeForm
          {...part}
          id={id}
          etag={etag}
          kept={kept}
          close={() => {
            edit(false);
          }}
        />
      )}
      {isShown && <Calendar {...part} programme={programme} />}
    </section>
  );
}

/** From where one can go, and how that is called. */
const ways: Readonly<Record<State, readonly State[]>> = {
  running: ['paused', 'stopped'],
  paused: ['running', 'stopped'],
  stopped: ['running'],
};

interface StatesProps extends EditingPart {
  readonly id: string;
  readonly etag: string;
  readonly title: string;
  readonly kept: Draft;
  readonly children: React.ReactNode;
}

/** Pause, stop and start again. */
function States({ id, etag, title, kept, children, ...part }: StatesProps) {
  const { t } = useTab();
  const styles = useStyles();
  const [wanted, want] = useState<State>();
  const close = () => {
    want(undefined);
  };
  return (
    <>
      <div className={styles.buttons}>
        {children}
        {ways[kept.state].map((state) => (
          <Button
            key={state}
            aria-label={t(`setup.programme.do.${state}.of`, { name: title })}
            onClick={() => {
              want(state);
            }}
          >
            {t(`setup.programme.do.${state}`)}
          </Button>
        ))}
      </div>
      {wanted && (
        <Decision
          {...part}
          path={`programmes/${encodeURIComponent(id)}`}
          body={{ ...kept, state: wanted, ifMatch: etag } satisfies ProgrammeBody}
          label={t(`setup.programme.do.${wanted}.of`, { name: title })}
          done={close}
          cancel={close}
        />
      )}
    </>
  );
}
