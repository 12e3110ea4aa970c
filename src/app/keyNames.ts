/** `Mod+Shift+Z` as the keyboard in front of the user calls it. */
export function keyName(keys: string, platform: string): string {
  if (platform === 'darwin') {
    return keys.replace('Mod', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '');
  }
  return keys.replace('Mod', 'Ctrl');
}
