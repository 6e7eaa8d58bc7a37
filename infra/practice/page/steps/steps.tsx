import { useState, useSyncExternalStore } from 'react';
import { useAct } from '../act.ts';
import { useHere } from '../here.ts';
import { letAnswer, openQuestions } from './colleagues.ts';
import { hideSteps, listenToSteps, progress, stepsText } from './progress.ts';

/** The strip of the first visit: four things to try, ticked off as they are done. */
export function Steps() {
  const { state } = useHere();
  const done = progress(useSyncExternalStore(listenToSteps, stepsText), state);
  if (done.hidden) return null;
  const steps = [
    { text: 'Svar i kortet som én leder', done: done.answered },
    { text: 'Lukk runden: «Fredag 15:00»', done: done.closed },
    { text: 'Skriv referat: åpne møtet i kalenderen', done: done.minuted },
    { text: 'Les resultatet som HR', done: done.hrRead },
  ];
  const next = steps.findIndex((step) => !step.done);
  return (
    <section className="steps" aria-label="Kom i gang">
      <ol>
        {steps.map((step, index) => (
          <li key={step.text} className={step.done ? 'done' : index === next ? 'next' : ''}>
            <span className="step-mark" aria-hidden="true">
              {step.done ? '✓' : index + 1}
            </span>
            <span>
              {step.text}
              {step.done ? <span className="unseen"> (gjort)</span> : null}
            </span>
            {index === 0 ? <Colleagues /> : null}
          </li>
        ))}
      </ol>
      <button type="button" className="quiet" onClick={hideSteps}>
        Skjul
      </button>
    </section>
  );
}

function Colleagues() {
  const { state, me, reload } = useHere();
  const { busy, fault, act } = useAct();
  const [done, setDone] = useState(0);
  const [asked, setAsked] = useState(0);
  const waiting = openQuestions(state, me.id);
  if (busy)
    return (
      <span className="colleagues" role="status">
        <progress max={asked} value={done} aria-label="Kollegene svarer" /> {done} av {asked}
      </span>
    );
  if (waiting.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className="primary"
        onClick={() =>
          void act(async () => {
            setAsked(waiting.length);
            setDone(0);
            await letAnswer(waiting, setDone);
            await reload();
          })
        }
      >
        La kollegene svare
      </button>
      {fault === undefined ? null : (
        <span className="fault" role="alert">
          {fault}
        </span>
      )}
    </>
  );
}
