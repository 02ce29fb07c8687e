// @ts-check
// An error page has nothing to bring to life.
export {};
