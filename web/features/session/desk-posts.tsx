import { Button, Dropdown } from 'antd'
import { useContext } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { forgetDevice } from '#web/client/forget.ts'
import { useChange } from '#web/client/queries.ts'
import { actingPost, type Me } from '#web/client/session.ts'
import { forgetDrafts } from '#web/matters/desk-drafts.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { NavigateContext } from '#web/ui/link.tsx'

const asVillager = 'villager'
const own = 'own'
const leave = 'leave'

/** Who is signed in and from which post; the other posts and the way out. */
export function DeskPosts({ me }: { me: Me }) {
  const navigate = useContext(NavigateContext)
  const cache = useQueryClient()
  const take = useChange('session.takePost')
  const close = useChange('session.close')
  const post = actingPost(me)
  // Another post sees other things: whatever was read before is read again.
  const after = { onSuccess: () => void cache.resetQueries() }
  const pick = (key: string) => {
    if (key === own) return navigate?.(paths.ownSignIn())
    if (key === leave) {
      forgetDrafts()
      void forgetDevice()
      close.mutate({ input: {} }, after)
    } else take.mutate({ input: { body: { post: key === asVillager ? null : key } } }, after)
  }
  const items = [
    ...me.posts.map(({ id, title, divisionName, unitName }) => ({
      key: id,
      label: `${title} · ${unitName ?? divisionName}`,
    })),
    { key: asVillager, label: '村民身份' },
    { type: 'divider' as const },
    { key: own, label: '我的登录和日历' },
    { key: leave, label: '退出登录' },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        selectedKeys: [post?.id ?? asVillager],
        onClick: ({ key }) => pick(key),
      }}
    >
      <Button type="text" loading={take.isPending || close.isPending}>
        <b>{me.name}</b>
        <span className="max-w-[22em] truncate text-ink-2 max-[1400px]:max-w-[14em]">
          {post ? `${post.title} · ${post.unitName ?? post.divisionName}` : '村民身份'}
        </span>
        <Icon name="down" className="size-[1em]" />
      </Button>
    </Dropdown>
  )
}
