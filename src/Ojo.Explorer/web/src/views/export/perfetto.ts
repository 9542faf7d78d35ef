/** Where Perfetto's page is. What is exported goes to a window of this origin and to no other. */
const viewer = 'https://ui.perfetto.dev';

const askEveryMs = 50;
const patienceMs = 60_000;

/**
 * Opens a trace in Perfetto's page, in a window of its own. Browsers open windows only for a click: it must be called by one.
 * The window shows its page while the trace is still being made.
 */
export async function openInPerfetto(title: string, fileName: string, trace: (signal: AbortSignal) => Promise<ArrayBuffer>): Promise<void> {
  const opened = window.open(viewer, '_blank');
  if (opened === null) throw new Error('The browser opens no window for this page. Allow it to, or save the trace and open it in Perfetto.');
  const stop = new AbortController();
  try {
    const [buffer] = await Promise.all([trace(stop.signal), answered(opened, stop.signal)]);
    opened.postMessage({ perfetto: { buffer, title, fileName } }, viewer, [buffer]);
  } catch (error) {
    stop.abort();
    opened.close();
    throw error;
  }
}

/** Until the page in the window says that it listens. */
function answered(opened: Window, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const end = (act: () => void) => {
      window.clearInterval(timer);
      window.removeEventListener('message', listen);
      act();
    };
    const listen = (event: MessageEvent) => {
      if (event.source === opened && event.origin === viewer && event.data === 'PONG') end(done);
    };
    const since = performance.now();
    const timer = window.setInterval(() => {
      if (signal.aborted) end(() => fail(new DOMException('Given up.', 'AbortError')));
      else if (opened.closed) end(() => fail(new Error('The window was closed before the trace was in it.')));
      else if (performance.now() - since > patienceMs) end(() => fail(new Error('Perfetto does not answer. Save the trace and open it there.')));
      // It says nothing of the trace, so whoever is in the window may hear it.
      else opened.postMessage('PING', '*');
    }, askEveryMs);
    window.addEventListener('message', listen);
  });
}
