/** 名册异议: what villagers say against the roll of a meeting, and what is answered. */
export { challengesRoutes } from './routes.ts'
