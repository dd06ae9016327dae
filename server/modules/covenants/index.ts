/** 村规民约: written, adopted by the assembly, filed with the town; what hurts rights is found before. */
export { draft, takeStep } from './commands.ts'
export { covenantsRoutes } from './routes.ts'
