import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type Translate } from './texts.ts';

const useStyles = makeStyles({
  page: {
    maxWidth: '60ch',
    margin: '0 auto',
    padding: tokens.spacingHorizontalXXL,
    '& h1': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
    '& li': { marginBottom: tokens.spacingVerticalS },
  },
});

/** For somebody who opened the address in a browser, or whose Teams did not answer. */
export function Outside({ t, link }: { t: Translate; link: string }) {
  return (
    <main className={useStyles().page}>
      <h1>{t('outside.title')}</h1>
      <p>{t('outside.text')}</p>
      <p>
        <Link href={link} inline>
          {t('outside.open')}
        </Link>
      </p>
      <ol>
        <li>{t('outside.step.meeting')}</li>
        <li>{t('outside.step.personal')}</li>
        <li>{t('outside.step.missing')}</li>
      </ol>
    </main>
  );
}
