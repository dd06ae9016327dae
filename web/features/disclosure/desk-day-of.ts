import { dateOf } from '#practice/kit/index.ts'
import { useNow } from '#web/ui/use-now.ts'

/** Today in the village, `YYYY-MM-DD`; it turns at midnight while the page is open. */
export const useToday = (): string => dateOf(new Date(useNow()))
