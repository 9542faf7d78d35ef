// Runs before the first paint, as a classic script: a chosen theme must not flash the other one.
{
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem('ojo.theme');
  } catch {
    // No storage for this page: the system's theme it is.
  }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
}
