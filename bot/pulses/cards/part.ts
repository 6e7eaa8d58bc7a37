import { type QuestionPart } from '../../programme/slots.ts';
import { type PulseSurroundings } from '../actions/surroundings.ts';
import { pulseViews } from '../actions/viewing.ts';
import { askPart } from './ask.ts';
import { resultPart } from './result.ts';

/** What pulses adds to the weekly card and to the result card. */
export function questionPart(at: PulseSurroundings): QuestionPart {
  const views = pulseViews(at);
  return {
    async ask(weekly) {
      const view = await views.ask(weekly);
      return view ? askPart(view, weekly) : { body: [], actions: [] };
    },
    async asks(weekly) {
      const view = await views.ask(weekly);
      return view !== undefined && !view.elsewhere;
    },
    async result(round, channel, language) {
      return resultPart(await views.result(round, channel), round.week, language);
    },
  };
}
