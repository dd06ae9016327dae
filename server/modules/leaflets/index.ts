/** What was published, on paper and by ear: leaflets, board sheets, text messages, the loudspeaker’s script. */
export { order } from './commands.ts'
export { workLeaflets } from './jobs.ts'
export { leafletsRoutes } from './routes.ts'
