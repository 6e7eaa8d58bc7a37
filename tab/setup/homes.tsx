import { useCallback, useEffect, useRef, useState } from 'react';
import { Badge, Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type HomesBody, type PeopleReply } from '../../bot/programme/api/units.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { useAct } from '../platform/use-act.ts';
import { useLoad } from '../platform/use-load.ts';
import { organisationOf, rowsOf } from './organisation.ts';
import { type SetupPart } from './part.ts';

const useStyles = makeStyles({
  choice: { maxWidth: '260px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  more: { justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type Person = PeopleReply['people'][number];
const shownAtOnce = 20;

/** Where each leader counts: one unit, whatever channels they are in. */
export function Homes({ setup, keep }: SetupPart) {
  const { api, t } = useTab();
  const { value, error, again } = useLoad(
    useCallback(() => api.get<PeopleReply>('/api/setup/people'), [api]),
  );
  // Another channel, unit or home changes the list.
  const shown = useRef(setup);
  useEffect(() => {
    if (shown.current !== setup) again();
    shown.current = setup;
  }, [setup, again]);
  if (setup.units.length === 0) return null;
  return (
    <Section title={t('setup.homes')} lead={t('setup.homes.lead')}>
      {setup.openRounds > 0 && <Notice>{t('setup.homes.open')}</Notice>}
      {error && <Fault error={error} again={again} />}
      {!value && !error && <Loading />}
      {value && (
        <>
          {value.unread.length > 0 && (
            <Notice intent="warning">
              {t('setup.homes.unread', { channels: value.unread.map(({ name }) => name).join(', ') })}{' '}
              <Button size="small" onClick={again}>
                {t('common.again')}
              </Button>
            </Notice>
          )}
          <People setup={setup} keep={keep} people={value.people} />
        </>
      )}
    </Section>
  );
}

interface PeopleProps extends Pick<SetupPart, 'setup' | 'keep'> {
  readonly people: readonly Person[];
}

function People({ setup, keep, people }: PeopleProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [sought, setSought] = useState('');
  const [most, setMost] = useState(shownAtOnce);
  const give = (homes: HomesBody['homes']) => {
    run(() => keep('put', 'homes', { homes }));
  };
  const units = rowsOf(organisationOf(setup).units).map(({ unit }) => unit);
  const found = inOrder(people).filter(({ name }) =>
    name.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  const suggested = people.flatMap(({ person, name, suggestion }) =>
    suggestion === null ? [] : [{ person, name, unit: suggestion, was: null }],
  );
  const homeless = people.filter(({ home }) => home === null).length;
  const cells = { t, setup, units, busy, give };
  return (
    <>
      <p>{t(homeless === 0 ? 'setup.homes.all' : 'setup.homes.count', { count: people.length, homeless })}</p>
      {suggested.length > 0 && (
        <Button
          className={styles.more}
          appearance="primary"
          disabledFocusable={busy}
          onClick={() => {
            give(suggested);
          }}
        >
          {t('setup.homes.accept', { count: suggested.length })}
        </Button>
      )}
      {fault && <Fault error={fault} />}
      <Field label={t('setup.homes.search')} className={styles.choice}>
        <Input
          type="search"
          value={sought}
          onChange={(_, { value }) => {
            setSought(value);
          }}
        />
      </Field>
      <Table
        stack
        caption={t('setup.homes.caption')}
        head={[t('setup.homes.leader'), t('setup.homes.channels'), t('setup.homes.unit')]}
        rows={found.slice(0, most).map((person) => ({
          key: person.person,
          cells: [
            person.name,
            <ChannelsOf key="channels" person={person} setup={setup} />,
            <HomeChoice key="home" person={person} {...cells} />,
          ],
        }))}
      />
      {found.length > most && (
        <Button
          className={styles.more}
          onClick={() => {
            setMost(most + shownAtOnce);
          }}
        >
          {t('setup.homes.more', { count: found.length - most })}
        </Button>
      )}
    </>
  );
}

/** Those who need a decision first. */
const inOrder = (people: readonly Person[]) => {
  const rank = ({ home, left }: Person) => (home === null ? 0 : left === true ? 1 : 2);
  return people.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'nb'));
};

function ChannelsOf({ person, setup }: { person: Person; setup: SetupPart['setup'] }) {
  const { t } = useTab();
  if (person.left === true) {
    return (
      <Badge appearance="tint" color="warning">
        {t('setup.homes.left')}
      </Badge>
    );
  }
  const names = setup.channels
    .filter(({ id }) => person.channels.includes(id))
    .map(({ team, name }) => `${team} – ${name}`);
  const several = person.channels.length > 1;
  return (
    <>
      {names.length === 0 ? t('setup.homes.unknown') : names.join(', ')}
      {several && <div className={useStyles().quiet}>{t('setup.homes.several')}</div>}
    </>
  );
}

interface ChoiceProps {
  readonly t: Translate;
  readonly person: Person;
  readonly units: readonly { id: string; name: string }[];
  readonly busy: boolean;
  readonly give: (homes: HomesBody['homes']) => void;
}

function HomeChoice({ t, person, units, busy, give }: ChoiceProps) {
  const styles = useStyles();
  const { name, home, suggestion } = person;
  const place = (unit: string) => {
    give([{ person: person.person, name, unit, was: home }]);
  };
  const suggestedName = units.find(({ id }) => id === suggestion)?.name;
  return (
    <>
      <Select
        size="small"
        className={styles.choice}
        aria-label={t('setup.homes.of', { name })}
        value={home ?? ''}
        onChange={(_, { value }) => {
          if (value !== '' && !busy) place(value);
        }}
      >
        {home === null && <option value="">{t('setup.homes.none')}</option>}
        {units.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
      {suggestion !== null && suggestedName !== undefined && (
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={busy}
          aria-label={t('setup.homes.suggestion.of', { name, unit: suggestedName })}
          onClick={() => {
            place(suggestion);
          }}
        >
          {t('setup.homes.suggestion', { unit: suggestedName })}
        </Button>
      )}
    </>
  );
}
