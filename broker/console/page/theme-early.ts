// Sets the chosen theme before anything is painted. Loaded by index.html as a classic script, ahead of main.ts; theme.ts stores what it
// reads. Nothing stored, or storage forbidden: the system's preference holds (style.css).
{
  let chosen: string | null = null
  try {
    chosen = localStorage.getItem('sluice-theme')
  } catch {
    // Storage is off in this browser.
  }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen
}
