import { type ReactNode, useId, useState } from 'react';
import { Button, makeStyles } from '@fluentui/react-components';
import { useTab } from '../platform/tab.ts';

const useStyles = makeStyles({ press: { justifySelf: 'start' } });

/** The figures behind a picture, for those who would rather read. */
export function BehindTable({ of, children }: { of: string; children: ReactNode }) {
  const { t } = useTab();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const id = useId();
  const says = t(open ? 'results.table.hide' : 'results.table');
  return (
    <>
      <Button
        size="small"
        className={styles.press}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`${says}: ${of}`}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {says}
      </Button>
      {open && <div id={id}>{children}</div>}
    </>
  );
}
