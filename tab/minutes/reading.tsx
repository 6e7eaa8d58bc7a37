import { Document } from './document.tsx';
import { MeetingHeader } from './header.tsx';
import { LostChanges } from './lost.tsx';

/** The meeting for those who read it, and for everyone once it is finished; the same in every width. */
export function Reading() {
  return (
    <>
      <MeetingHeader />
      <LostChanges />
      <Document />
    </>
  );
}
