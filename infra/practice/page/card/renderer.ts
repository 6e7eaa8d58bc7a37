import { AdaptiveCard, Strings } from 'adaptivecards';
import { markdownToHtml } from '../../../../bot/packs/model/markdown.ts';
import { registerCharts } from './charts.ts';

/** Done once, before the first card is drawn. */
export function prepareRenderer(): void {
  registerCharts();
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownToHtml(text);
    result.didProcess = true;
  };
  Strings.defaults.overflowButtonText = () => '⋯';
  Strings.defaults.overflowButtonTooltip = () => 'Flere valg';
  Strings.errors.unknownElementType = (type) => `Kortet har en del som ikke vises her (${type}).`;
}
