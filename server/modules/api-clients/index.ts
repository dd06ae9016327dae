/** Systems of others that connect with a key of their own. */
export { addClient, demandClient, findClient, meterCall, type Client } from './commands.ts'
