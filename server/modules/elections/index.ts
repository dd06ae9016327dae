/** 选举: held on paper, recorded here with the arithmetic. */
export { electionsRoutes } from './routes.ts'
