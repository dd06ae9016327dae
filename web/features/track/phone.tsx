import { CODE_LENGTH, OWN_CODE_LENGTH } from '#contract/tracking-code.ts'
import { addressOf, call } from '#web/client/call.ts'
import { useFlows } from '#web/client/flows.ts'
import { useCall } from '#web/client/queries.ts'
import type { Act } from '#web/matters/action-sheet.tsx'
import { Acting, MatterView } from '#web/matters/detail.tsx'
import { Fault } from '#web/matters/fault.tsx'
import type { PictureOf } from '#web/matters/pictures.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { CodePage } from '#web/ui/code-page.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'

/** Typing the code of a matter. */
export function TrackScreen() {
  return (
    <CodePage
      title="查进度"
      back={paths.home()}
      label="查询码"
      length={CODE_LENGTH}
      longer={OWN_CODE_LENGTH}
      hint="大写小写、有没有横线都行"
      press="查进度"
      addressOf={paths.track}
      says="查询码在报事成功的页面和打印的单子上，12 位；别人替您报的，短信里有您本人的码，20 位，能补充、催办、确认。用手机相机扫二维码，不用输就能直接打开。"
    />
  )
}

/** One matter with the code in hand, without signing in: look, add, urge, confirm or refuse. */
export function TrackedScreen({ code }: { code: string }) {
  const flows = useFlows()
  const { data: matter, error, refetch } = useCall('track.look', { params: { code } })
  const flow = matter && flows[matter.flow]
  const act: Act = (action, answers, key) =>
    // The form holds exactly what the flow’s fields take; JSON drops what is undefined.
    call('track.act', { params: { code }, body: { action, answers: answers as never } }, { key })
  const picture: PictureOf = (id, alt) => ({
    alt,
    url: addressOf('track.file', { params: { code, id } }),
    thumb: addressOf('track.file', { params: { code, id }, query: { size: 'small' } }),
  })
  const refresh = () => void refetch()
  return (
    <Page
      title={flow ? `${flow.plain}进度` : '查进度'}
      back={paths.home()}
      bar={
        matter && flow && matter.actions.length > 0 ? (
          <Acting {...{ flow, matter, act }} withPhotos={false} onChanged={refresh} />
        ) : undefined
      }
    >
      {matter && flow ? (
        <div className="grid gap-4">
          <MatterView {...{ flow, matter, picture }} />
          {matter.agentName && matter.actions.length === 0 && !matter.endedAt && (
            <p className="rounded-card bg-well p-4 text-ink-2">
              这件事是别人替报事人登记的，这个码只能看进度。要补充、催办、确认，请输短信发给本人的 20
              位码，或者用本人的手机登录
            </p>
          )}
        </div>
      ) : error?.status === 404 ? (
        <Notice
          kind="empty"
          title="没有找到这个查询码"
          action={<Button href={paths.track()}>再输一次</Button>}
        >
          {error.message}
        </Notice>
      ) : error ? (
        <Fault error={error} onRetry={refresh} signInHref={paths.signIn()} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}
