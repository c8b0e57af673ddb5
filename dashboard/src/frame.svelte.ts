// Svelte's view of the plain state object: any number of changes becomes one redraw per animation frame.

let frames = $state(0);
let seconds = $state(Date.now());
let asked = false;

export function redraw(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    frames++;
  });
}

/** Reads the state again after every redraw. */
export function onFrame<T>(read: () => T): T {
  void frames;
  return read();
}

/** The page clock, once a second: for ages and the clock in the bar. */
export const clock = {
  get nowMs(): number {
    return seconds;
  },
};

setInterval(() => (seconds = Date.now()), 1_000);
