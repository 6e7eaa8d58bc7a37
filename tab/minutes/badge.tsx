import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ItemKind } from '../../bot/minutes/api.ts';
import { decides } from '../../bot/minutes/model/meeting.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  badge: {
    display: 'inline-grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '1.7em',
    height: '1.7em',
    border: '1px solid currentColor',
    borderRadius: tokens.borderRadiusMedium,
    fontWeight: tokens.fontWeightSemibold,
  },
  decides: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
});

/** The letter of an item's kind, as the template has it, with the word for those who hear the row. */
export function KindBadge({ kind }: { kind: ItemKind }) {
  const { view } = useMeeting();
  const styles = useStyles();
  const { letter, name } = view.kinds[kind];
  return (
    <span role="img" aria-label={name} title={name}>
      <span aria-hidden className={mergeClasses(styles.badge, decides(kind) && styles.decides)}>
        {letter}
      </span>
    </span>
  );
}
