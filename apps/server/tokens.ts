// Tokens under which Nest gives out what has no class of its own.

export const SERVICES = Symbol('services');
export const LOGGER = Symbol('logger');
