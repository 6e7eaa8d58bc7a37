import { useState } from 'react';
import { makeStyles, mergeClasses, tokens, Tooltip } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';

const useStyles = makeStyles({
  hidden: {
    width: '100%',
    minWidth: '56px',
    minHeight: '28px',
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground1,
    backgroundImage: `repeating-linear-gradient(45deg, transparent 0 5px, ${tokens.colorNeutralStroke1} 5px 6px)`,
    cursor: 'help',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    // High contrast takes background pictures of gradients away unless told that they carry meaning.
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      backgroundColor: 'Canvas',
      backgroundImage: 'repeating-linear-gradient(45deg, Canvas 0 5px, CanvasText 5px 6px)',
      border: '1px dashed CanvasText',
    },
  },
});

/** A figure that protects somebody by not being there; says why when it is pointed at, focused or pressed. */
export function Hidden({ why, what, className }: { why: string; what: string; className?: string }) {
  const { t } = useTab();
  const styles = useStyles();
  const [visible, setVisible] = useState(false);
  return (
    <Tooltip
      content={why}
      relationship="inaccessible"
      withArrow
      visible={visible}
      onVisibleChange={(_, data) => {
        setVisible(data.visible);
      }}
    >
      <button
        type="button"
        className={mergeClasses(styles.hidden, className)}
        aria-label={t('results.hidden.of', { what, why })}
        onClick={() => {
          // A finger neither points nor focuses.
          setVisible(true);
        }}
      />
    </Tooltip>
  );
}
