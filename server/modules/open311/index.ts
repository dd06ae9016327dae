/** Open311 GeoReport v2: the door for programs that report like citizens. */
export { open311Routes } from './routes.ts'
export { report, type Reported } from './commands.ts'
