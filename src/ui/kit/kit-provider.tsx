import type { ReactNode } from 'react';
import { ActionIcon, Button, createTheme, MantineProvider, Menu, Modal, Tooltip, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import './mantine-styles.ts';
import './tokens.css';
import './kit.css';

const accent: MantineColorsTuple = ['#eaf1fb', '#d3e1f6', '#aac6ee', '#7fb0ff', '#5b93e8', '#3b78d3', '#1f5fbf', '#1a52a6', '#16468e', '#113770'];

const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  fontFamily: 'var(--or-font)',
  fontFamilyMonospace: 'var(--or-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: '3px',
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ vars: () => ({ root: { '--button-height': 'var(--or-control)', '--button-fz': 'var(--or-size)', '--button-padding-x': '10px' } }), styles: { root: { fontWeight: 400 } } }),
    ActionIcon: ActionIcon.extend({ vars: () => ({ root: { '--ai-size': 'var(--or-control)' } }) }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, closeDelay: 0, transitionProps: { duration: 80 }, withinPortal: true } }),
    Menu: Menu.extend({ defaultProps: { transitionProps: { duration: 0 }, offset: 4, position: 'bottom-start', loop: true } }),
    Modal: Modal.extend({ defaultProps: { transitionProps: { duration: 80 }, overlayProps: { backgroundOpacity: 0.35 }, centered: false, yOffset: '10vh' } }),
  },
});

/** Mantine's own colours are our tokens, so that light and dark are designed in one place. */
const semantic = {
  '--mantine-color-body': 'var(--or-surface)',
  '--mantine-color-text': 'var(--or-text)',
  '--mantine-color-bright': 'var(--or-text)',
  '--mantine-color-dimmed': 'var(--or-soft)',
  '--mantine-color-placeholder': 'var(--or-soft)',
  '--mantine-color-default': 'var(--or-surface)',
  '--mantine-color-default-hover': 'var(--or-hover)',
  '--mantine-color-default-color': 'var(--or-text)',
  '--mantine-color-default-border': 'var(--or-line-strong)',
  '--mantine-color-error': 'var(--or-red)',
  '--mantine-primary-color-filled': 'var(--or-accent)',
  '--mantine-primary-color-filled-hover': 'var(--or-accent-hover)',
  '--mantine-primary-color-contrast': 'var(--or-on-accent)',
};
const resolver: CSSVariablesResolver = () => ({ variables: {}, light: semantic, dark: semantic });

/** Theme, fonts and colours for everything under it. */
export function KitProvider({ colorScheme, children }: { readonly colorScheme: 'light' | 'dark'; readonly children: ReactNode }) {
  return <MantineProvider theme={theme} cssVariablesResolver={resolver} forceColorScheme={colorScheme} withGlobalClasses={false}>{children}</MantineProvider>;
}
