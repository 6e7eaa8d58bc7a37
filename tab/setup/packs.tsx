import { useCallback, useState } from 'react';
import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type PackReply, type PacksReply } from '../../bot/content/api.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { Section } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useLoad } from '../platform/use-load.ts';
import { PackCheck, PackFiles } from './pack-files.tsx';
import { PackWeeks } from './pack-weeks.tsx';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  pack: { maxWidth: '360px' },
});

/** Where the id of a pack stands; no pack is called so. */
const every = '*';

/** The content of every pack, to be read and searched; an own one is tried here, and comes in through a folder. */
export function Packs() {
  const { api, t, language } = useTab();
  const styles = useStyles();
  const { value, error, again } = useLoad(useCallback(() => api.get<PacksReply>('/api/setup/packs'), [api]));
  const [chosen, setChosen] = useState<string>();
  if (!value) return error ? <Fault error={error} again={again} /> : <Loading />;
  const pack = value.packs.find(({ id }) => id === chosen) ?? value.packs[0];
  return (
    <Section title={t('setup.packs')} lead={t('setup.packs.lead')}>
      {value.withheld.map(({ id, faults }) => (
        <Notice key={id} intent="warning">
          {t('setup.packs.withheld', { pack: id })}
          <ul className={styles.list}>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      ))}
      <Field label={t('setup.packs.pack')} className={styles.pack}>
        <Select
          value={chosen === every ? every : (pack?.id ?? '')}
          onChange={(_, data) => {
            setChosen(data.value);
          }}
        >
          <option value={every}>
            {t('setup.packs.every', { weeks: value.packs.reduce((sum, { weeks }) => sum + weeks, 0) })}
          </option>
          {value.packs.map(({ id, name, weeks, origin }) => (
            <option key={id} value={id}>
              {t(`setup.packs.named.${origin}`, { name: name[language], weeks })}
            </option>
          ))}
        </Select>
      </Field>
      {chosen === every ? <EveryPack packs={value.packs} /> : pack && <OnePack key={pack.id} id={pack.id} />}
      <PackCheck />
    </Section>
  );
}

/** Every pack at once, to be searched; in the languages that all of them are written in. */
function EveryPack({ packs }: Pick<PacksReply, 'packs'>) {
  const { api, language } = useTab();
  const { value, error, again } = useLoad(
    useCallback(
      () =>
        Promise.all(packs.map(({ id }) => api.get<PackReply>(`/api/setup/packs/${encodeURIComponent(id)}`))),
      [api, packs],
    ),
  );
  if (!value) return error ? <Fault error={error} again={again} /> : <Loading />;
  const areas = new Map(value.flatMap((pack) => pack.areas).map((area) => [area.id, area]));
  return (
    <PackWeeks
      pack={{
        languages: ['nb', 'nn', 'en'],
        areas: [...areas.values()],
        entries: value.flatMap(({ name, entries }) =>
          entries.map((entry) => ({ ...entry, pack: name[language] })),
        ),
      }}
    />
  );
}

function OnePack({ id }: { readonly id: string }) {
  const { api } = useTab();
  const { value, error, again } = useLoad(
    useCallback(() => api.get<PackReply>(`/api/setup/packs/${encodeURIComponent(id)}`), [api, id]),
  );
  if (!value) return error ? <Fault error={error} again={again} /> : <Loading />;
  return (
    <>
      <PackFiles pack={id} />
      <PackWeeks pack={value} />
    </>
  );
}
