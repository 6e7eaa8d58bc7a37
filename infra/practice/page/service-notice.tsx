import { useAct } from './act.ts';
import { runService } from './client.ts';
import { useHere } from './here.ts';
import { serviceWords } from './service-menu.tsx';

/** Says so when practice or the service does not answer, and how to get it back. */
export function ServiceNotice({ reached }: { reached: boolean }) {
  const { state, reload } = useHere();
  const { busy, act } = useAct();
  if (!reached)
    return (
      <p className="notice" role="alert">
        Vi får ikke kontakt med øvingsmiljøet. Start det igjen med npm start; siden kommer tilbake av seg
        selv.
      </p>
    );
  const service = state.services.find((one) => one.state !== 'running');
  if (!service || state.services.some((one) => one.state === 'running')) return null;
  return (
    <div className="notice" role="alert">
      <p>Tjenesten er ikke klar: {serviceWords[service.state]}. Det du har lagret er trygt.</p>
      {service.state === 'failed' ? <pre>{service.lastLines.join('\n')}</pre> : null}
      {service.state === 'starting' ? null : (
        <button
          type="button"
          disabled={busy}
          onClick={() =>
            void act(async () => {
              await runService('start', service.index);
              await reload();
            })
          }
        >
          Start tjenesten
        </button>
      )}
    </div>
  );
}
