const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };

/** `Mod+Shift+Z` as the keyboard in front of the user calls it: all its modifiers, wherever they stand. */
export function keyName(keys: string, platform: string): string {
  if (platform !== 'darwin') return keys.replaceAll(/\bMod\b/g, 'Ctrl');
  // Signs stand close together; a word keeps its plus.
  return keys.replaceAll(/\b(Mod|Shift|Alt|Ctrl)\b\+?/g, (_, name: string) => MAC_SIGNS[name]);
}
