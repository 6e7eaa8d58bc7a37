import { useEffect, useRef, useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useTab } from './tab.ts';

const useStyles = makeStyles({
  card: {
    boxSizing: 'border-box',
    maxWidth: '520px',
    minHeight: '160px',
    overflowWrap: 'anywhere',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    '& p': { margin: 0 },
    '& a': { color: tokens.colorBrandForegroundLink },
    '& .ac-actionSet': { flexWrap: 'wrap !important' as 'wrap', gap: tokens.spacingHorizontalS },
    '& .ac-actionSet > *': { maxWidth: '100%' },
    '& .ac-actionSet > div:empty': { display: 'none !important' },
    '& .ac-pushButton': {
      minHeight: '32px',
      maxWidth: '100%',
      padding: '5px 12px',
      border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: tokens.colorNeutralBackground1,
      color: tokens.colorNeutralForeground1,
      font: 'inherit',
      fontWeight: tokens.fontWeightSemibold,
      overflowWrap: 'anywhere',
    },
    '& .ac-pushButton.style-positive': {
      backgroundColor: tokens.colorBrandBackground,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    '& .ac-input': {
      boxSizing: 'border-box',
      width: '100%',
      minHeight: '32px',
      padding: '5px 8px',
      border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: tokens.colorNeutralBackground1,
      color: tokens.colorNeutralForeground1,
      font: 'inherit',
    },
    '& .ac-choiceSetInput-expanded, & .ac-toggleInput': { width: 'auto', border: 'none', padding: 0 },
  },
  overflow: { maxWidth: '520px', margin: 0, color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly card: Readonly<Record<string, unknown>>;
  /** What the card is written in. */
  readonly language: string;
  /** What screen readers call it. */
  readonly label: string;
}

/** A card as Teams shows it, to look at: its buttons are there and do nothing. The renderer comes with the first one. */
export function CardPicture({ card, language, label }: Props) {
  const { t, say } = useTab();
  const styles = useStyles();
  const box = useRef<HTMLDivElement>(null);
  const [overflow, setOverflow] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    void import('./card-drawing.ts').then(({ drawCard }) => {
      if (!current) return;
      const drawn = drawCard(card, () => {
        say(t('card.only-looks'));
      });
      box.current?.replaceChildren(...(drawn.element ? [drawn.element] : []));
      setOverflow(drawn.overflow);
    });
    return () => {
      current = false;
    };
  }, [card, say, t]);
  return (
    <>
      <div ref={box} className={styles.card} role="group" aria-label={label} lang={language} />
      {overflow.length > 0 && (
        <p className={styles.overflow}>{t('card.overflow', { titles: overflow.join(' · ') })}</p>
      )}
    </>
  );
}
