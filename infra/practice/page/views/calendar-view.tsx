import { type WorldMeeting } from '../../api.ts';
import { dayText, timeText } from '../dates.ts';
import { useHere } from '../here.ts';
import { meetingsOf, nameOf } from '../rooms.ts';
import { MeetingView } from './meeting-view.tsx';

/** One's meetings by day; an opened meeting takes the whole view. */
export function CalendarView() {
  const { state, me, route } = useHere();
  const meetings = meetingsOf(state, me.id);
  const open = meetings.find((meeting) => meeting.id === route.id);
  if (open) return <MeetingView key={open.id} meeting={open} />;
  const days = [...new Set(meetings.map((meeting) => dayText(new Date(meeting.startsAt))))];
  return (
    <section className="page-view" aria-label="Kalender">
      <h1>Kalender</h1>
      {meetings.length === 0 ? (
        <p className="empty">{me.name} har ingen møter. Bytt person øverst til høyre.</p>
      ) : null}
      {days.map((day) => (
        <section key={day} aria-label={day}>
          <h2 className="day">{day}</h2>
          <ul className="meetings">
            {meetings
              .filter((meeting) => dayText(new Date(meeting.startsAt)) === day)
              .map((meeting) => (
                <MeetingRow key={meeting.id} meeting={meeting} />
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function MeetingRow({ meeting }: { meeting: WorldMeeting }) {
  const { state, go } = useHere();
  return (
    <li className="meeting-row">
      <div>
        <strong>{meeting.title}</strong>
        <span>
          kl. {timeText(new Date(meeting.startsAt))}–{timeText(new Date(meeting.endsAt))} ·{' '}
          {nameOf(state, meeting.organizer)} kaller inn · {meeting.participants.length} deltakere
        </span>
      </div>
      <button
        type="button"
        className="primary"
        onClick={() => {
          go('calendar', meeting.id);
        }}
      >
        Åpne møtet
      </button>
    </li>
  );
}
