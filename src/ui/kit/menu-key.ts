/** Whether a press of keys asks for the menu of what is selected, as the right mouse button does. */
export const isMenuKey = ({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }): boolean =>
  key === 'ContextMenu' || (shiftKey && key === 'F10');
