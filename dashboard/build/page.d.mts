/** Builds the page unless it is newer than its sources. */
export function buildPage(): void;
