/** 会议议程: topics gathered for the monthly meeting, and what came of them. */
export { agendaRoutes } from './routes.ts'
