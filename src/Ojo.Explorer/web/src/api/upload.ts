import { ApiError } from './apiError';
import type { Imported, Problem } from './types';

/** Sends a file to the explorer, which takes it into its store. @param sent Told how much of it is there, from 0 to 1. */
export function upload(file: File, sent: (share: number) => void, signal: AbortSignal): Promise<Imported> {
  return new Promise((done, fail) => {
    // Requests of the newer kind do not say how much of them is there.
    const request = new XMLHttpRequest();
    request.open('POST', `/api/import?name=${encodeURIComponent(file.name.slice(-200))}&modifiedMs=${Math.max(0, file.lastModified)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => sent(event.total === 0 ? 0 : event.loaded / event.total));
    request.addEventListener('load', () => (request.status === 200 ? done(JSON.parse(request.responseText) as Imported) : fail(problemOf(request))));
    request.addEventListener('error', () => fail(new ApiError('The explorer does not answer, or takes no file of this size.', 0)));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): ApiError {
  const sentence = `The explorer answered ${request.status}.`;
  try {
    const problem = JSON.parse(request.responseText) as Problem;
    return new ApiError(problem.detail ?? problem.title ?? sentence, request.status, problem);
  } catch {
    return new ApiError(sentence, request.status);
  }
}
