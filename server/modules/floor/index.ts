/** 会场: who asks to speak and what is asked at a meeting, and polls that decide nothing. */
export { floorRoutes } from './routes.ts'
export { pollsOf, requestsOf } from './store.ts'
