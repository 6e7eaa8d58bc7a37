import { useCallback, useState } from 'react';
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type CardLanguage, type TrialReply, type WeekCardReply } from '../../bot/prompts/api.ts';
import { CardPicture } from '../platform/card.tsx';
import { weekName } from '../platform/dates.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { useLoad } from '../platform/use-load.ts';

const useStyles = makeStyles({
  preview: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'stretch' },
  language: { maxWidth: '240px' },
  trial: { justifySelf: 'start' },
  about: { margin: 0, maxWidth: '520px', color: tokens.colorNeutralForeground2 },
});

interface Props {
  /** Its id. */
  readonly programme: string;
  /** `2027-W03` */
  readonly week: string;
}

/** A week's card as the channels will get it, in each language of the pack. */
export function WeekPreview({ programme, week }: Props) {
  const { api, t } = useTab();
  const styles = useStyles();
  const [wanted, setWanted] = useState<CardLanguage>();
  const path = `/api/setup/programmes/${encodeURIComponent(programme)}/weeks/${week}`;
  const query = wanted === undefined ? '' : `?language=${wanted}`;
  const { value, error, again } = useLoad(
    useCallback(() => api.get<WeekCardReply>(`${path}/card${query}`), [api, path, query]),
  );
  if (error) return <Fault error={error} again={again} />;
  if (!value) return <Loading />;
  const { card, language, languages, channel } = value;
  return (
    <div className={styles.preview}>
      <Field label={t('setup.preview.language')} className={styles.language}>
        <Select
          value={wanted ?? language}
          onChange={(_, data) => {
            setWanted(data.value as CardLanguage);
          }}
        >
          {languages.map((one) => (
            <option key={one} value={one}>
              {t(`language.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <p className={styles.about}>
        {channel === null
          ? t('setup.preview.no-channel')
          : t('setup.preview.channel', { channel: channel.name, team: channel.team })}
      </p>
      <CardPicture
        card={card}
        language={language}
        label={t('setup.preview.card', { week: weekName(t, week) })}
      />
      <Trial key={language} path={`${path}/trial`} language={language} />
    </div>
  );
}

/** The same card to oneself, in the chat with the bot. */
function Trial({ path, language }: { readonly path: string; readonly language: CardLanguage }) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const [sent, setSent] = useState(false);
  const send = async () => {
    setSent(false);
    await api.post<TrialReply>(path, { language });
    setSent(true);
    say(t('setup.preview.sent'));
  };
  return (
    <div className={styles.preview}>
      <Button
        className={styles.trial}
        disabledFocusable={busy}
        onClick={() => {
          run(send);
        }}
      >
        {t('setup.preview.trial')}
      </Button>
      {sent && <Notice intent="success">{t('setup.preview.sent')}</Notice>}
      {fault && <Fault error={fault} />}
    </div>
  );
}
