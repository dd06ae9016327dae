/** 12345 热线: tickets in by API, under the hotline's own numbers. */
export { hotlineRoutes } from './routes.ts'
export { replyOf } from './rules.ts'
export { ticketOf } from './store.ts'
