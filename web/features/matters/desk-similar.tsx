import { Alert } from 'antd'
import type { Values } from '#practice/kit/index.ts'
import { useCall } from '#web/client/queries.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'

/** Open matters of the same class nearby, before one more is sent. */
export function Similar({ given }: { given: Values }) {
  const { item, place } = given
  const at = typeof place === 'object' && 'lng' in place ? place : undefined
  const { data } = useCall(
    'matters.similar',
    typeof item === 'string' && at ? { query: { item, lng: at.lng, lat: at.lat } } : undefined,
  )
  if (!data || data.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={`附近 250 米内有 ${data.length} 件同类的还在办，看看是不是同一件`}
      description={
        <ul>
          {data.map(({ id, number, title, openedAt, metres, stagePlain }) => (
            <li key={id}>
              <a href={paths.matter(id)} target="_blank" rel="noopener" className="text-brand underline">
                {number}
              </a>{' '}
              {title}（{metres} 米，
              <Moment at={openedAt} /> 收到，{stagePlain}）
            </li>
          ))}
        </ul>
      }
    />
  )
}
