import { type ReactNode, useState } from 'react';
import { type ServiceState } from '../api.ts';
import { useAct } from './act.ts';
import { requireConsent, runService, setFaults } from './client.ts';
import { useHere } from './here.ts';

export const serviceWords: Record<ServiceState['state'], string> = {
  running: 'i gang',
  starting: 'starter',
  paused: 'satt på pause',
  stopped: 'stoppet',
  failed: 'startet ikke',
};

/** For the curious: stop or kill the service, or take Graph down, and see what the product does. */
export function ServiceMenu() {
  const { state, reload } = useHere();
  const { busy, fault, act } = useAct();
  const order = (what: 'start' | 'stop' | 'kill', index: number) => () =>
    void act(async () => {
      await runService(what, index);
      await reload();
    });
  return (
    <section className="menu-part" aria-label="Tjenesten" aria-busy={busy}>
      <h2>Tjenesten</h2>
      {state.services.map((service) => (
        <div key={service.index} className="service">
          <p>
            <span className={`dot-${service.state}`} aria-hidden="true" /> Nr. {service.index + 1}:{' '}
            {serviceWords[service.state]}
            {service.pid === undefined ? '' : `, prosess ${String(service.pid)}`}
          </p>
          <div className="button-row">
            <button
              type="button"
              disabled={busy || service.state === 'running'}
              onClick={order('start', service.index)}
            >
              Start
            </button>
            <button
              type="button"
              disabled={busy || service.state !== 'running'}
              onClick={order('stop', service.index)}
            >
              Stopp
            </button>
            <button
              type="button"
              disabled={busy || service.state !== 'running'}
              onClick={order('kill', service.index)}
            >
              Drep
            </button>
          </div>
        </div>
      ))}
      <GraphSwitch />
      <ConsentSwitch />
      {fault === undefined ? null : (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}

/** Practice does not tell its faults, so what was set last is remembered here. */
const key = 'practice.graph-down';

function GraphSwitch() {
  const [down, setDown] = useState(() => sessionStorage.getItem(key) === '1');
  const { fault, act } = useAct();
  const set = (to: boolean) =>
    void act(async () => {
      await setFaults(to ? [{ on: 'graph', do: { status: 503, headers: { 'retry-after': '5' } } }] : []);
      sessionStorage.setItem(key, to ? '1' : '0');
      setDown(to);
    });
  return (
    <Switch checked={down} set={set} fault={fault}>
      Graph er nede
    </Switch>
  );
}

/** Consent is given on the stand-in's page, whose certificate the browser does not know. */
function ConsentSwitch() {
  const { state, me, reload } = useHere();
  const { busy, fault, act } = useAct();
  const set = (required: boolean) =>
    void act(async () => {
      await requireConsent(me.id, required);
      await reload();
    });
  return (
    <Switch checked={state.lackingConsent.includes(me.id)} set={set} fault={fault} disabled={busy}>
      Lederpuls mangler tillatelse fra {me.name} (nettleseren advarer mot øvingsmiljøets sertifikat når den
      gis)
    </Switch>
  );
}

interface SwitchProps {
  readonly checked: boolean;
  readonly set: (to: boolean) => void;
  readonly fault: string | undefined;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Switch({ checked, set, fault, disabled = false, children }: SwitchProps) {
  return (
    <>
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          disabled={disabled}
          checked={checked}
          onChange={(event) => {
            set(event.target.checked);
          }}
        />
        {children}
      </label>
      {fault === undefined ? null : (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
