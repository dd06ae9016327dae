/** 减负自查: the prohibitions, held against the program as it runs. */
export { selfCheckRoutes } from './routes.ts'
