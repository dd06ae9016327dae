import type { ThemeConfig } from 'antd'

/**
 * antd in the house's colours. The text tokens are darker than antd's own, which axe measured below 4.5 : 1; sizes
 * are those of a desk that is read all day.
 */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f6f54',
    colorLink: '#1f6f54',
    colorInfo: '#1d5fa8',
    colorSuccess: '#1f6f54',
    colorWarning: '#8a5a00',
    colorError: '#b42318',
    colorText: '#1b2420',
    colorTextSecondary: '#4a5550',
    colorTextTertiary: '#5c655f',
    colorTextQuaternary: '#66706a',
    colorTextPlaceholder: '#66706a',
    colorTextDescription: '#5c655f',
    colorPrimaryBg: '#e6f2ec',
    colorPrimaryBgHover: '#dcece4',
    colorWarningBg: '#fbf1dc',
    colorWarningBorder: '#e6cd96',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#efc0ba',
    colorInfoBg: '#e7f0f9',
    colorInfoBorder: '#b9d2ec',
    controlItemBgActive: '#e6f2ec',
    controlItemBgActiveHover: '#dcece4',
    controlItemBgHover: '#f3f6f3',
    colorBorder: '#c3cbc5',
    colorBorderSecondary: '#e1e5e0',
    colorBgLayout: '#f6f7f4',
    borderRadius: 6,
    controlHeight: 32,
    fontSize: 14,
    fontFamily: 'var(--font)',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: {
      headerBg: '#f6f7f4',
      headerColor: '#4a5550',
      headerSplitColor: 'transparent',
      rowHoverBg: '#f3f6f3',
      rowSelectedBg: '#e6f2ec',
      rowSelectedHoverBg: '#dcece4',
      cellPaddingBlockSM: 9,
    },
    Alert: { fontSizeLG: 14, withDescriptionPadding: '10px 14px', withDescriptionIconSize: 18 },
    Segmented: { itemSelectedColor: '#185842' },
    Tooltip: { colorBgSpotlight: '#1b2420' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
}
