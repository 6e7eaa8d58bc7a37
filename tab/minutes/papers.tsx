import { useState } from 'react';
import { Button, Field, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ItemView } from '../../bot/minutes/api.ts';
import { useTab } from '../platform/tab.ts';
import { send } from './commands.ts';
import { fieldId, focusSoon } from './focus.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  group: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0, '& h3': { margin: 0 } },
  heading: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightRegular },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  add: { justifySelf: 'start' },
  form: { display: 'grid', gap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** Links to the files of an item; whoever may write in it puts them there. */
export function Papers({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { writable } = useMeeting();
  const styles = useStyles();
  const heading = fieldId(item.id, 'papers-heading');
  return (
    <div role="group" className={styles.group} aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        {t('minutes.papers')}
      </h3>
      <PaperList item={item} />
      {writable && <AddPaper item={item} />}
    </div>
  );
}

export function PaperList({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { session, writable } = useMeeting();
  const styles = useStyles();
  if (item.papers.length === 0) return null;
  return (
    <ul {...(writable && { className: styles.list })} aria-label={t('minutes.papers')}>
      {item.papers.map(({ id, title, url }) => (
        <li key={id} {...(writable && { className: styles.row })}>
          <PaperLink title={title} url={url} />
          {writable && (
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={t('minutes.papers.remove', { title })}
              title={t('minutes.papers.remove', { title })}
              onClick={() => {
                send(session, { type: 'remove-paper', item: item.id, paper: id });
                focusSoon(fieldId(item.id, 'papers'));
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The file, and where it lies, so that nobody is led anywhere unknowing. */
export function PaperLink({ title, url }: { title: string; url: string }) {
  const styles = useStyles();
  return (
    <span>
      {isSafe(url) ? (
        <Link inline href={url} target="_blank" rel="noopener noreferrer">
          {title}
        </Link>
      ) : (
        title
      )}{' '}
      <span className={styles.quiet}>{hostOf(url)}</span>
    </span>
  );
}

function AddPaper({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { session } = useMeeting();
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const [title, setTitle] = useState('');
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = fieldId(item.id, 'papers');
  const close = () => {
    setAsked(false);
    setTitle('');
    setUrl('');
    setWrong(false);
    focusSoon(open);
  };
  const add = () => {
    const address = url.trim();
    setWrong(!isSafe(address));
    if (!isSafe(address)) {
      focusSoon(`${open}-url`);
      return;
    }
    const paper = crypto.randomUUID();
    const named = (title.trim() || fileOf(address)).slice(0, 200);
    send(session, { type: 'add-paper', item: item.id, paper, title: named, url: address });
    close();
  };
  if (!asked) {
    return (
      <Button
        id={open}
        className={styles.add}
        size="small"
        icon={<AddRegular />}
        onClick={() => {
          setAsked(true);
          focusSoon(`${open}-url`);
        }}
      >
        {t('minutes.papers.add')}
      </Button>
    );
  }
  return (
    <div className={styles.form}>
      <Field
        label={t('minutes.papers.url')}
        hint={t('minutes.papers.url.hint')}
        size="small"
        {...(wrong ? { validationMessage: t('minutes.papers.url.wrong') } : {})}
      >
        <Input
          id={`${open}-url`}
          type="url"
          value={url}
          maxLength={2000}
          onChange={(_, { value }) => {
            setUrl(value);
          }}
        />
      </Field>
      <Field label={t('minutes.papers.title')} size="small">
        <Input
          value={title}
          maxLength={200}
          onChange={(_, { value }) => {
            setTitle(value);
          }}
        />
      </Field>
      <div className={styles.buttons}>
        <Button size="small" appearance="primary" onClick={add}>
          {t('minutes.papers.put')}
        </Button>
        <Button size="small" onClick={close}>
          {t('minutes.ask.not')}
        </Button>
      </div>
    </div>
  );
}

/** As the service has it: a whole web address, without a name or password in it. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url) || url.length > 2000) return false;
  const { protocol, hostname, username, password } = new URL(url);
  return protocol === 'https:' && hostname !== '' && username === '' && password === '';
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : '');

/** The name of the file in the address; the host where there is none. */
function fileOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  try {
    return decodeURIComponent(last) || hostname;
  } catch {
    return hostname;
  }
}
