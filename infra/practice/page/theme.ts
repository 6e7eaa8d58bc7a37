/** Teams' three themes, by the names that teams-js gives them. */
export const themes = ['default', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const themeNames: Record<Theme, string> = { default: 'Lys', dark: 'Mørk', contrast: 'Høy kontrast' };

const key = 'practice.theme';

/** The one chosen last, else what the machine prefers. */
export function firstTheme(): Theme {
  const kept = localStorage.getItem(key);
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return (
    themes.find((theme) => theme === kept) ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default')
  );
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  document.documentElement.dataset['theme'] = theme;
}
