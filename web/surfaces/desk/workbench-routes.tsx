import { WorkbenchDesk } from '#web/features/workbench/desk.tsx'

/** The workbench of one’s own post. */
export const WorkbenchRoutes = () => <WorkbenchDesk />
