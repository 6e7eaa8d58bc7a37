import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ItemView } from '../../bot/minutes/api.ts';
import { decides } from '../../bot/minutes/model/meeting.ts';
import { writtenAlternatives } from '../../bot/minutes/model/preparation.ts';
import { longest } from '../../bot/minutes/model/changes.ts';
import { useTab } from '../platform/tab.ts';
import { send } from './commands.ts';
import { fieldId, focusSoon } from './focus.ts';
import { Fold } from './fold.tsx';
import { Labelled } from './labelled.tsx';
import { useMeeting } from './meeting.ts';
import { PaperList, Papers } from './papers.tsx';
import { SharedArea } from './shared-text.tsx';

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0, paddingTop: tokens.spacingVerticalXS },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightRegular },
  group: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: tokens.spacingHorizontalXS },
  add: { justifySelf: 'start' },
  read: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { margin: 0, whiteSpace: 'pre-wrap' },
    '& ul, & ol': { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  },
});

/** What is laid before the meeting: papers to all items, and to a decision what it is to rest on. */
export function Preparation({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const hints = decides(item.kind) ? view.preparation : null;
  const asked = hints !== null;
  return (
    <Fold title={t('minutes.preparation')} open={view.state !== 'in-progress'}>
      <div className={styles.parts}>
        <Papers item={item} />
        <Part item={item} field="problem" hint={hints?.problem} asked={asked} />
        <Alternatives item={item} hint={hints?.alternatives} asked={asked} />
        <Part item={item} field="needs" hint={hints?.needs} asked={asked} />
        <Part
          item={item}
          field="proposal"
          hint={t('minutes.preparation.proposal.hint')}
          asked={decides(item.kind)}
        />
      </div>
    </Fold>
  );
}

/** A field that somebody has written in stays, also while it is empty again. */
const begun = ({ text, revision }: ItemView['problem']) => text !== '' || revision > 0;

interface PartProps {
  readonly item: ItemView;
  readonly field: 'problem' | 'needs' | 'proposal';
  readonly hint: string | undefined;
  /** The kind of item has it; else it stands where somebody has written. */
  readonly asked: boolean;
}

function Part({ item, field, hint, asked }: PartProps) {
  const { t } = useTab();
  const styles = useStyles();
  const id = fieldId(item.id, field);
  if (!asked && !begun(item[field])) return null;
  const label =
    field === 'problem' && !decides(item.kind)
      ? 'minutes.preparation.why'
      : (`minutes.preparation.${field}` as const);
  return (
    <Labelled of={id} label={t(label)}>
      {hint !== undefined && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <SharedArea
        id={id}
        target={{ of: 'item', item: item.id, field }}
        longest={longest[field]}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
    </Labelled>
  );
}

function Alternatives({ item, hint, asked }: Omit<PartProps, 'field'>) {
  const { t } = useTab();
  const { session, writable } = useMeeting();
  const styles = useStyles();
  const heading = fieldId(item.id, 'alternatives-heading');
  const add = () => {
    const alternative = crypto.randomUUID();
    send(session, { type: 'add-alternative', item: item.id, alternative });
    focusSoon(fieldId(item.id, `alternative-${alternative}`));
  };
  if (!asked && item.alternatives.length === 0) return null;
  return (
    <div role="group" className={styles.group} aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        {t('minutes.preparation.alternatives')}
      </h3>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <ol className={styles.list}>
        {item.alternatives.map(({ id }, index) => (
          <li key={id} className={styles.row}>
            <SharedArea
              id={fieldId(item.id, `alternative-${id}`)}
              target={{ of: 'alternative', item: item.id, alternative: id }}
              label={t('minutes.preparation.alternative', { number: index + 1 })}
              placeholder={t('minutes.preparation.alternative', { number: index + 1 })}
              longest={longest.alternative}
            />
            {writable && (
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={t('minutes.preparation.alternative.remove', { number: index + 1 })}
                title={t('minutes.preparation.alternative.remove', { number: index + 1 })}
                onClick={() => {
                  send(session, { type: 'remove-alternative', item: item.id, alternative: id });
                  focusSoon(fieldId(item.id, 'alternatives'));
                }}
              />
            )}
          </li>
        ))}
      </ol>
      {writable && (
        <Button
          id={fieldId(item.id, 'alternatives')}
          className={styles.add}
          size="small"
          icon={<AddRegular />}
          onClick={add}
        >
          {t('minutes.preparation.alternative.add')}
        </Button>
      )}
    </div>
  );
}

/** Offered while nothing is decided: the proposal becomes the first words of the decision. */
export function UseProposal({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { session, commands } = useMeeting();
  const styles = useStyles();
  const { text } = item.proposal;
  if (text.trim() === '' || item.decision.text.trim() !== '') return null;
  return (
    <Button
      className={styles.add}
      size="small"
      onClick={() => {
        const { length } = item.decision.text;
        session.edit(
          { of: 'item', item: item.id, field: 'decision' },
          { at: 0, remove: length, insert: text },
        );
        commands.goTo(item.id, 'decision');
      }}
    >
      {t('minutes.preparation.proposal.use')}
    </Button>
  );
}

/** The same for those who read: only what somebody has written. */
export function Prepared({ item }: { item: ItemView }) {
  const { t } = useTab();
  const styles = useStyles();
  const alternatives = writtenAlternatives(item);
  const why = decides(item.kind) ? 'minutes.preparation.problem' : 'minutes.preparation.why';
  const bare = [item.problem, item.needs, item.proposal].every(({ text }) => text.trim() === '');
  if (bare && alternatives.length === 0 && item.papers.length === 0) return null;
  return (
    <div className={styles.read}>
      <PaperList item={item} />
      <Words name={t(why)} text={item.problem.text} />
      {alternatives.length > 0 && (
        <div>
          <h3>{t('minutes.preparation.alternatives')}</h3>
          <ol>
            {alternatives.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </div>
      )}
      <Words name={t('minutes.preparation.needs')} text={item.needs.text} />
      <Words name={t('minutes.preparation.proposal')} text={item.proposal.text} />
    </div>
  );
}

function Words({ name, text }: { name: string; text: string }) {
  if (text.trim() === '') return null;
  return (
    <div>
      <h3>{name}</h3>
      <p>{text}</p>
    </div>
  );
}
