/** By the names that teams-js gives them. */
type Theme = 'default' | 'dark' | 'contrast';

/** Teams' measures and colours for the card renderer: on the practice page, and in pictures of cards. */
export function hostConfig(theme: Theme): Record<string, unknown> {
  const colours = palettes[theme];
  const foreground = foregrounds(colours);
  const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors: foreground });
  return {
    fontFamily: 'inherit',
    supportsInteractivity: true,
    choiceSetInputValueSeparator: ',',
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: colours.line },
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: container(colours.card),
      emphasis: container(colours.emphasis),
      accent: container(colours.accentBack),
      good: container(colours.goodBack),
      attention: container(colours.attentionBack),
      warning: container(colours.warningBack),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      allowTitleToWrap: true,
    },
    adaptiveCard: { allowCustomStyle: false },
    textBlock: { headingLevel: 2 },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 140 },
      value: { wrap: true },
      spacing: 12,
    },
    inputs: {
      label: {
        inputSpacing: 4,
        requiredInputs: { suffix: ' *', suffixColor: 'attention', weight: 'bolder' },
      },
      errorMessage: { color: 'attention' },
    },
  };
}

type Palette = Record<
  | 'text'
  | 'subtle'
  | 'card'
  | 'emphasis'
  | 'line'
  | 'accent'
  | 'good'
  | 'attention'
  | 'warning'
  | 'accentBack'
  | 'goodBack'
  | 'attentionBack'
  | 'warningBack',
  string
>;

const palettes: Record<Theme, Palette> = {
  default: {
    text: '#242424',
    subtle: '#616161',
    card: '#ffffff',
    emphasis: '#f5f5f5',
    line: '#e0e0e0',
    accent: '#4f52b2',
    good: '#0e700e',
    attention: '#b10e1c',
    warning: '#8a3707',
    accentBack: '#c5cbfa',
    goodBack: '#e7f2da',
    attentionBack: '#fcf4f6',
    warningBack: '#fbf6d9',
  },
  dark: {
    text: '#ffffff',
    subtle: '#adadad',
    card: '#292929',
    emphasis: '#141414',
    line: '#4d4d4d',
    accent: '#aab1fa',
    good: '#92c353',
    attention: '#f1707b',
    warning: '#f8d22a',
    accentBack: '#444791',
    goodBack: '#213b21',
    attentionBack: '#3b1519',
    warningBack: '#463100',
  },
  contrast: {
    text: '#ffffff',
    subtle: '#ffffff',
    card: '#000000',
    emphasis: '#000000',
    line: '#ffffff',
    accent: '#ffff01',
    good: '#3ff23f',
    attention: '#ff9b9b',
    warning: '#ffff01',
    accentBack: '#5c5c00',
    goodBack: '#000000',
    attentionBack: '#000000',
    warningBack: '#000000',
  },
};

function foregrounds(colours: Palette): Record<string, { default: string; subtle: string }> {
  const of = (full: string) => ({ default: full, subtle: full });
  return {
    default: { default: colours.text, subtle: colours.subtle },
    dark: of(colours.text),
    light: of(colours.subtle),
    accent: of(colours.accent),
    good: of(colours.good),
    attention: of(colours.attention),
    warning: of(colours.warning),
  };
}
