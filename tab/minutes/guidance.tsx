import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type GuidanceView } from '../../bot/minutes/api.ts';
import { useTab } from '../platform/tab.ts';

const useStyles = makeStyles({
  fold: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    '& > summary': { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold },
    '& > p, & > h3': { margin: `${tokens.spacingVerticalS} 0 0` },
    '& > h3': { fontSize: tokens.fontSizeBase300 },
    '& > ol, & > ul': { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
  },
  minutes: { fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
});

/** What the template says of how to go about an item: film, text, steps with their minutes, and questions. */
export function Guidance({ guidance }: { guidance: GuidanceView }) {
  const { t } = useTab();
  const styles = useStyles();
  const { text, film, steps, questions } = guidance;
  return (
    <details className={styles.fold} open>
      <summary>{t('minutes.guidance')}</summary>
      {film && <Film {...film} />}
      {text !== '' && <p>{text}</p>}
      {steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li key={step.text}>
              {step.text}{' '}
              <span className={styles.minutes}>{t('minutes.item.planned', { minutes: step.minutes })}</span>
            </li>
          ))}
        </ol>
      )}
      {questions.length > 0 && (
        <>
          <h3>{t('minutes.guidance.questions')}</h3>
          <ul>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function Film({ title, link }: NonNullable<GuidanceView['film']>) {
  const { t } = useTab();
  const named = t('minutes.guidance.film', { title });
  return (
    <p>
      {link === null ? (
        named
      ) : (
        <Link inline href={link} target="_blank" rel="noreferrer">
          {named}
        </Link>
      )}
    </p>
  );
}
