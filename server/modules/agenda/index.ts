/** 会议议程: topics gathered for the monthly meeting, and what came of them. */
export { raise, sift } from './commands.ts'
export { agendaRoutes } from './routes.ts'
