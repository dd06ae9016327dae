/** 会议直播: picture and sound of a meeting, sent by a telephone or camera, played as HLS, kept for a term. */
export { recordingsTerm, tendStreams, verifyRecordings } from './jobs.ts'
export { streamsRoutes } from './routes.ts'
