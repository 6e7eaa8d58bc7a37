import { type ReactNode, useEffect, useState } from 'react';
import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components';
import { type Host, type HostTheme } from './teams.ts';

const themes = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

/** Our content policy allows no style without the nonce of this page. */
function renderer() {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
  return createDOMRenderer(document, nonce === '' ? {} : { styleElementAttributes: { nonce } });
}

const pageRenderer = renderer();

/** Follows the theme of Teams as it changes. */
export function Theme({ host, children }: { host?: Host; children: ReactNode }) {
  const [theme, setTheme] = useState<HostTheme>(host?.theme ?? 'default');
  useEffect(() => host?.onTheme(setTheme), [host]);
  return (
    <RendererProvider renderer={pageRenderer}>
      <FluentProvider theme={themes[theme]} data-theme={theme} style={{ minHeight: '100%' }}>
        {children}
      </FluentProvider>
    </RendererProvider>
  );
}
