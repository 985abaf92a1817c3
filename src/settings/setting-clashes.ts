import type { Settings } from './setting-register.ts';

/** Settings of which some may be absent: not asked for, or at fault themselves. */
type Some = { readonly [Key in keyof Settings]?: Settings[Key] };

/** What is wrong with settings that are sound each by itself; a sentence a fault. */
export function findClashes({ jwks, jwksUrl, jwtIssuer, jwtAudience }: Some): readonly string[] {
  if ([jwks, jwksUrl, jwtIssuer, jwtAudience].includes(undefined)) return [];
  const hasKeys = jwks !== null || jwksUrl !== null;
  const lacking = [
    ...(hasKeys && jwtIssuer === null ? ['PROCWRIGHT_JWT_ISSUER'] : []),
    ...(hasKeys && jwtAudience === null ? ['PROCWRIGHT_JWT_AUDIENCE'] : []),
    ...(!hasKeys && (jwtIssuer ?? jwtAudience) !== null ? ['PROCWRIGHT_JWKS'] : []),
  ];
  return [
    ...(jwks !== null && jwksUrl !== null
      ? ['PROCWRIGHT_JWKS and PROCWRIGHT_JWKS_URL both tell the public keys: leave one.']
      : []),
    ...lacking.map((name) => `${name} must be told where tokens are taken.`),
  ];
}
