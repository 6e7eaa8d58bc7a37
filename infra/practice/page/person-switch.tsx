import { useHere } from './here.ts';
import { Avatar } from './views/avatar.tsx';
import { peopleByUnit } from './rooms.ts';

/** Who one is; every person of the world can be chosen, as nobody needs a password here. */
export function PersonSwitch({ onPerson }: { onPerson: (person: string) => void }) {
  const { me, state } = useHere();
  return (
    <div className="person-switch">
      <Avatar name={me.name} />
      <label>
        <span className="person-now">
          Du er: {me.name}, {me.title.toLowerCase()}
        </span>
        <select
          aria-label="Bytt person"
          value={me.id}
          onChange={(event) => {
            onPerson(event.target.value);
          }}
        >
          {peopleByUnit(state.people).map(([unit, people]) => (
            <optgroup key={unit} label={unit}>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}, {person.title.toLowerCase()}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
    </div>
  );
}
