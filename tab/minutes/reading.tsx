import { lazy, Suspense } from 'react';
import { Document } from './document.tsx';
import { MeetingHeader } from './header.tsx';
import { LostChanges } from './lost.tsx';

const OwnItems = lazy(async () => ({ default: (await import('./own-items.tsx')).OwnItems }));
const Propose = lazy(async () => ({ default: (await import('./proposals.tsx')).Propose }));

/** The meeting for those who read it, and for everyone once it is finished; the same in every width. */
export function Reading() {
  return (
    <>
      <MeetingHeader />
      <LostChanges />
      <Suspense>
        <OwnItems />
      </Suspense>
      <Document />
      <Suspense>
        <Propose />
      </Suspense>
    </>
  );
}
