/** PascalCase of a kebab-case name: `usergems-sync` is `UsergemsSync` in construct paths, logical ids and alarms. */
export const logicalName = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
