/** The service's own tokens, from Entra ID through the one MSAL client. Rejects with `IdentityFault`. */
export interface Identity {
  /** App-only, e.g. `https://api.botframework.com/.default`. */
  applicationToken(scope: string, tenant?: string): Promise<string>;
  /** The person's tab token exchanged for a Graph token (on-behalf-of). In memory only. */
  onBehalfOf(assertion: string, scopes: readonly string[], tenant: string): Promise<string>;
}

export class IdentityFault extends Error {
  override readonly name = 'IdentityFault';
  readonly code: 'unreachable' | 'consent-needed' | 'sign-in-needed' | 'refused';

  constructor(code: IdentityFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}
