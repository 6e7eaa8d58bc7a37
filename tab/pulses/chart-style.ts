import { makeStyles, tokens } from '@fluentui/react-components';

/** The colours of every picture, in each theme and where the system chooses the colours. */
export const useChartStyles = makeStyles({
  chart: {
    '--chart-own': tokens.colorBrandStroke1,
    '--chart-band': tokens.colorBrandBackground2,
    '--chart-agency': tokens.colorNeutralForeground2,
    '--chart-text': tokens.colorNeutralForeground1,
    '--chart-quiet': tokens.colorNeutralForeground2,
    '--chart-ground': tokens.colorNeutralBackground1,
    '--chart-track': tokens.colorNeutralBackground4,
    '--chart-grid': tokens.colorNeutralStroke2,
    '@media (forced-colors: active)': {
      '--chart-own': 'Highlight',
      '--chart-band': 'Canvas',
      '--chart-agency': 'CanvasText',
      '--chart-text': 'CanvasText',
      '--chart-quiet': 'CanvasText',
      '--chart-ground': 'Canvas',
      '--chart-track': 'Canvas',
      '--chart-grid': 'GrayText',
    },
    width: '100%',
    minWidth: 0,
    // What is drawn for the eye takes no focus.
    '& .recharts-surface:focus': { outline: 'none' },
  },
  tip: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
  },
});

export const own = 'var(--chart-own)';
export const agencyColour = 'var(--chart-agency)';
export const quiet = 'var(--chart-quiet)';
export const ground = 'var(--chart-ground)';
export const small = { fontSize: 12, fill: quiet };
