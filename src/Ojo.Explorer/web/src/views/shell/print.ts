import { drawNow } from '../../drawing/frame';
import type { Theme } from '../../model/theme';

/** A print is light, its canvases too. */
export function printOnPaper(theme: Theme): void {
  const turn = (isOnPaper: boolean) => {
    theme.isOnPaper = isOnPaper;
    drawNow();
  };
  window.addEventListener('beforeprint', () => turn(true));
  window.addEventListener('afterprint', () => turn(false));
}
