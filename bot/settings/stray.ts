/** Settings that nobody reads: a mistyped name would leave the service with less than its owner believes. */

/** Names that begin like this are ours; other programs' lie in the same environment. */
const ours =
  /^(MicrosoftApp|ToChannelFromBot|ToBotFromChannel|KEY_DIR|KEY_VAULT|ALLOWED_TENANT|SERVICE_URL|TAB_HOST|AGENCY_|SEND_PER|SEND_DEADLINE|RESULTS_(SITE|LIST)|LEDERPULS_)/i;
/** Shorter names are near too many others. */
const leastLetters = 8;

const bare = (name: string) => name.replaceAll('_', '').toLowerCase();

/** They differ by one letter: another one, one more or one less. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return [
    [at + 1, at + 1],
    [at, at + 1],
    [at + 1, at],
  ].some(([left, right]) => one.slice(left) === other.slice(right));
}

/** Each name that looks like a setting and is none, with the one that is probably meant. */
export function strayFaults(given: readonly string[], known: readonly string[]): readonly string[] {
  return given
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = known.find(
        (one) => one.length >= leastLetters && (bare(one) === bare(name) || isNear(bare(one), bare(name))),
      );
      if (meant !== undefined) return [`${name} is no setting: write ${meant}, or remove it.`];
      return ours.test(name) ? [`${name} is no setting: see the list in infra/README.md, or remove it.`] : [];
    });
}
