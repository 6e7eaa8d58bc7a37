import { type ReactNode } from 'react';
import { Link } from '@fluentui/react-components';
import { useMeeting } from './meeting.ts';

/** To another meeting of the series, on this same page. */
export function MeetingLink({ to, children }: { to: string; children: ReactNode }) {
  const { visit } = useMeeting();
  return (
    <Link
      inline
      as="button"
      onClick={() => {
        visit(to);
      }}
    >
      {children}
    </Link>
  );
}
