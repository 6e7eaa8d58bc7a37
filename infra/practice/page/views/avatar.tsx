import { initials } from '../rooms.ts';

const hues = 8;

/** Initials on a colour that follows from the name; only decoration beside the name itself. */
export function Avatar({ name, bot = false }: { name: string; bot?: boolean }) {
  const sum = Array.from(name).reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return (
    <span className={bot ? 'avatar avatar-bot' : `avatar avatar-${sum % hues}`} aria-hidden="true">
      {bot ? '◔' : initials(name)}
    </span>
  );
}
