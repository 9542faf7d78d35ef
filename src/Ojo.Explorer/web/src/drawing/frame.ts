// One animation frame for everything that wants to draw; a second wish before it is the same wish.

const waiting = new Set<() => void>();
let request = 0;

export function nextFrame(draw: () => void): void {
  waiting.add(draw);
  if (request === 0) request = requestAnimationFrame(run);
}

/** Draws at once what waits for a frame: before a print there is none. */
export function drawNow(): void {
  cancelAnimationFrame(request);
  run();
}

function run(): void {
  request = 0;
  const now = [...waiting];
  waiting.clear();
  for (const draw of now) draw();
}
