import { useOffices } from '#web/client/device.ts'
import type { IconName } from '#web/ui/icon.tsx'

/** What shared screens can say without asking anyone's name. All of it is true today; nothing here is a promise. */

export type Help = { title: string; steps: readonly { icon: IconName; says: string; more: string }[] }

export const REPORTING: Help = {
  title: '怎么报事',
  steps: [
    { icon: 'phone', says: '用手机报', more: '打开共治，按中间的“＋”，拍张照片，写一句话就行。' },
    { icon: 'people', says: '找网格员报', more: '跟网格员说一声，他替您报，当场给您看。' },
    { icon: 'home', says: '来村委会报', more: '到村委会找值班的人，请他帮您登记。' },
    { icon: 'document', says: '留好查询码', more: '报完有一个 12 位查询码，凭它随时查办到哪一步。' },
  ],
}

/** National numbers, the same everywhere; beside them stand the village's and the street's own. */
export const PHONES = [
  { number: '110', says: '报警求助' },
  { number: '119', says: '火警' },
  { number: '120', says: '医疗急救' },
  { number: '12345', says: '政务服务便民热线' },
  { number: '12348', says: '法律服务' },
  { number: '12316', says: '农业服务' },
] as const

/** Whom to ask in the village; a screen whose village was not set can only say where. */
export function OfficeLine() {
  const offices = useOffices()
  if (offices.length === 0)
    return <>村里的事，请到村委会问，或者打网格员的电话。网格员的电话贴在各组的公示牌上。</>
  return <>村里的事请打：{offices.map(({ name, phone }) => `${name} ${phone}`).join('，')}</>
}
