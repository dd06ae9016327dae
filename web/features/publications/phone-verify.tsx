import { CHECK_CODE_LENGTH } from '#practice/disclosure/canonical.ts'
import type { Output } from '#web/client/call.ts'
import { faultOf, useCall } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { CodePage } from '#web/ui/code-page.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { Verdict } from './parts-verdict.tsx'

/** Typing the short code from a sheet on the wall. */
export function VerifyScreen() {
  return (
    <CodePage
      title="核对公开栏上的纸"
      back={paths.home()}
      label="核验码"
      length={CHECK_CODE_LENGTH}
      hint="印在纸的下边，大写小写、有没有空格都行"
      press="核对"
      addressOf={paths.verify}
      says="纸上有二维码的，用手机相机扫一扫就能直接打开。核对的是：贴出来的，是不是当初公布的那一份，后来有没有更正。"
    />
  )
}

/** Whether what hangs on the wall is what was published. */
export function VerifiedScreen({ code }: { code: string }) {
  const read = useCall('publications.verify', { params: { code } })
  const fault = faultOf(read)
  return (
    <Page
      title="核对结果"
      back={paths.verify()}
      bar={
        read.data && (
          <Button full kind="plain" href={paths.verify()}>
            再核对一张
          </Button>
        )
      }
    >
      {read.data ? (
        <Result verdict={read.data} />
      ) : fault ? (
        <Fault error={fault} onRetry={() => void read.refetch()} signInHref={paths.signIn()} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Result({ verdict }: { verdict: Output<'publications.verify'> }) {
  const { found, says } = verdict
  if (!found) {
    return (
      <Notice kind="error" title="没有这个核验码" action={<Button href={paths.verify()}>再输一次</Button>}>
        {says}
      </Notice>
    )
  }
  return (
    <div className="grid gap-4">
      <Verdict verdict={verdict} />
      <Button full kind="soft" href={paths.publication(found.publication)}>
        {found.newest > found.version ? `看现在的第 ${found.newest} 版` : '看公布的原文'}
      </Button>
      {found.newest > found.version && (
        <Button full kind="plain" href={paths.publication(found.publication, found.version)}>
          看纸上的第 {found.version} 版
        </Button>
      )}
    </div>
  )
}
