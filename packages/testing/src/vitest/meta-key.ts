/** Under which key of a task's `meta` the cost of a test travels from the worker to the reporter. */
export const META_KEY = 'costspan'
