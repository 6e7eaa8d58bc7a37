import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ItemKind } from '../../bot/minutes/api.ts';

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

/** The letter of an item's kind. The word for it stands in the name of the row. */
export function KindBadge({ kind }: { kind: ItemKind }) {
  const styles = useStyles();
  return (
    <span aria-hidden className={mergeClasses(styles.badge, kind === 'B' && styles.decides)}>
      {kind}
    </span>
  );
}
