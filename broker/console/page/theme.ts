// Light or dark: the system's preference, or what was chosen here. theme-early.ts applies a stored choice before the first paint.
const KEY = 'sluice-theme'
const system = matchMedia('(prefers-color-scheme: dark)')

export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === undefined ? system.matches : chosen === 'dark'
}

/** The other one, until it is what the system prefers anyway: then nothing is chosen any more. */
export function toggleTheme(): void {
  const dark = !isDark()
  if (dark === system.matches) delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  try {
    if (dark === system.matches) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, dark ? 'dark' : 'light')
  } catch {
    // Storage is off in this browser: the choice lasts as long as the page.
  }
}

export function onSystemTheme(changed: () => void): void {
  system.addEventListener('change', changed)
}
