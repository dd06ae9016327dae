/** 组织成员: who sits in which body of a village; what excludes each other is refused. */
export { seatsRoutes } from './routes.ts'
