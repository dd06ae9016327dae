import { useMe, actingPost, type Me } from './session.ts'

const KEY = 'village-read'

/** The village a person belongs to: of the post, else of the home. Nobody’s who works for a whole street. */
export function villageOf(me: Me | null | undefined): string | undefined {
  const post = actingPost(me)
  const code = post && post.division.length >= 12 ? post.division : me?.home
  return code !== undefined && code.length >= 12 ? code.slice(0, 12) : undefined
}

/** The village whose board one reads: one’s own, else the one last chosen on this telephone. */
export function useVillage(): { code: string | undefined; isOwn: boolean } {
  const own = villageOf(useMe())
  return { code: own ?? localStorage.getItem(KEY) ?? undefined, isOwn: own !== undefined }
}

/** Whoever works away from home chooses once. */
export const rememberVillage = (code: string) => localStorage.setItem(KEY, code)
export const forgetVillage = () => localStorage.removeItem(KEY)
