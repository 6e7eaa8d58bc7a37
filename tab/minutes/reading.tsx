import { Document } from './document.tsx';
import { MeetingHeader } from './header.tsx';
import { LostChanges } from './lost.tsx';
import { OwnItems } from './own-items.tsx';
import { Propose } from './proposals.tsx';

/** The meeting for those who read it, and for everyone once it is finished; the same in every width. */
export function Reading() {
  return (
    <>
      <MeetingHeader />
      <LostChanges />
      <OwnItems />
      <Document />
      <Propose />
    </>
  );
}
