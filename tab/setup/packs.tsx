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
          value={pack?.id ?? ''}
          onChange={(_, data) => {
            setChosen(data.value);
          }}
        >
          {value.packs.map(({ id, name, weeks, origin }) => (
            <option key={id} value={id}>
              {t(`setup.packs.named.${origin}`, { name: name[language], weeks })}
            </option>
          ))}
        </Select>
      </Field>
      {pack && <OnePack key={pack.id} id={pack.id} />}
      <PackCheck />
    </Section>
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
