/** 会议文书: papers of meetings and of 四议两公开, drawn from what happened; scans of signed ones. */
export { documentsRoutes } from './routes.ts'
