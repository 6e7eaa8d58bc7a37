import { useState } from 'react';
import { Button, makeStyles } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';

const useStyles = makeStyles({ press: { justifySelf: 'start' } });

/** The first so many of a list, and the press that shows the rest; `undefined` when all are there. */
export function useFirstFew<One>(
  all: readonly One[],
  atFirst: number,
): { readonly shown: readonly One[]; readonly more: React.JSX.Element | undefined } {
  const { t } = useTab();
  const styles = useStyles();
  const [opened, setOpened] = useState(false);
  const shown = opened ? all : all.slice(0, atFirst);
  const left = all.length - shown.length;
  const more =
    left > 0 ? (
      <Button
        size="small"
        className={styles.press}
        onClick={() => {
          setOpened(true);
        }}
      >
        {t('results.trend.more', { count: left })}
      </Button>
    ) : undefined;
  return { shown, more };
}
