import { AdaptiveCard, HostConfig } from 'adaptivecards';
import { tokens } from '@fluentui/react-components';

type Json = Readonly<Record<string, unknown>>;

interface Drawn {
  readonly element: HTMLElement | undefined;
  /** Titles of what lies behind the three dots in Teams. */
  readonly overflow: readonly string[];
}

/** Draws a card with Microsoft's renderer, in the colours of the theme as they change. Nothing in it does anything. */
export function drawCard(card: Json, pressed: () => void): Drawn {
  const overflow: string[] = [];
  const drawing = new AdaptiveCard();
  drawing.hostConfig = new HostConfig(look);
  drawing.parse(withoutOverflow(card, overflow));
  drawing.onExecuteAction = pressed;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownHtml(text);
    result.didProcess = true;
  };
  return { element: drawing.render(), overflow };
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The renderer's own menu is drawn outside the page's theme, so its entries are listed instead. */
function withoutOverflow(value: unknown, titles: string[]): unknown {
  if (Array.isArray(value))
    return (value as unknown[]).flatMap((one) => {
      if (!isJson(one) || one['mode'] !== 'secondary') return [withoutOverflow(one, titles)];
      if (typeof one['title'] === 'string') titles.push(one['title']);
      return [];
    });
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutOverflow(one, titles)]));
}

/** What our cards use of Markdown: bold, links, and a backslash before a sign that means itself. */
const marks = /(?<!\\)(?:\*\*(.+?)\*\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\))/;

/** Built of nodes, never of HTML: what somebody has written is text. */
function markdownHtml(text: string): string {
  const paragraph = document.createElement('p');
  // Each mark brings three groups: what is bold, or what is a link and where it leads.
  const parts = text.split(marks);
  for (let at = 0; at < parts.length; at += 4) {
    paragraph.append(unescaped(parts[at]));
    const [bold, linked, address] = [parts[at + 1], parts[at + 2], parts[at + 3]];
    if (bold !== undefined) paragraph.append(element('strong', bold));
    if (linked !== undefined && address !== undefined) {
      const link = element('a', linked);
      link.setAttribute('href', address);
      link.setAttribute('target', '_blank');
      link.setAttribute('rel', 'noopener noreferrer');
      paragraph.append(link);
    }
  }
  return paragraph.outerHTML;
}

const unescaped = (text = ''): string => text.replace(/\\([\\`*_~[\]<>|{}\-+#=.)])/g, '$1');

function element(name: 'strong' | 'a', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = unescaped(text);
  return made;
}

const both = (colour: string) => ({ default: colour, subtle: colour });
const foreground = {
  default: { default: tokens.colorNeutralForeground1, subtle: tokens.colorNeutralForeground2 },
  dark: both(tokens.colorNeutralForeground1),
  light: both(tokens.colorNeutralForeground2),
  accent: both(tokens.colorBrandForeground1),
  good: both(tokens.colorStatusSuccessForeground1),
  attention: both(tokens.colorStatusDangerForeground1),
  warning: both(tokens.colorStatusWarningForeground1),
};
const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors: foreground });

/** Teams' measures. */
const look = {
  fontFamily: 'inherit',
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: tokens.colorNeutralStroke2 },
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  containerStyles: {
    default: container(tokens.colorNeutralBackground1),
    emphasis: container(tokens.colorNeutralBackground2),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: false },
  textBlock: { headingLevel: 3 },
  factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 140 }, value: { wrap: true }, spacing: 12 },
  inputs: { label: { inputSpacing: 4, requiredInputs: { weight: 'bolder' } } },
};
