// The Flyway command line with PostgreSQL support and nothing else. `flyway-reports` is not
// optional: without it a failing migration ends with exit code 0. What the command line asks for
// beyond these would be 276 jars, every database's driver among them.

export const FLYWAY_VERSION = '12.4.0';

/** Group, artifact, version, SHA-256. */
export const JARS = [
  [
    'org.flywaydb',
    'flyway-commandline',
    FLYWAY_VERSION,
    'e55bdf9ba05afe875c62747515d4a6ca48577885b7567e99c9ee609921a28680',
  ],
  [
    'org.flywaydb',
    'flyway-core',
    FLYWAY_VERSION,
    'c3f93df1f3e0c9d14652adb5ade97401f2ede503859ac693c2af5c06e2797799',
  ],
  [
    'org.flywaydb',
    'flyway-database-postgresql',
    FLYWAY_VERSION,
    'abc075a5c3cbf37dc64b28fec7e2398fb14f31109f7ab6271854738797407b85',
  ],
  [
    'org.flywaydb',
    'flyway-reports',
    FLYWAY_VERSION,
    '172e9b119e1bd35af33345b87186bb33e06f266e61ce9bd48e191900119addeb',
  ],
  [
    'com.fasterxml.jackson.core',
    'jackson-annotations',
    '2.21',
    '53ca085f4a150f703f49e1aabd935bd03b43e1ea3d55d135438292af22cef56b',
  ],
  [
    'tools.jackson.core',
    'jackson-core',
    '3.1.1',
    '4cd270bee1a1aa34be18da78268f3879355b6ea09154beff496831785b6194c9',
  ],
  [
    'tools.jackson.core',
    'jackson-databind',
    '3.1.1',
    'a80302c80cb02803e33d7b3301a0d619146d3191d285e6bbd39fa17d3aa5f24a',
  ],
  [
    'tools.jackson.dataformat',
    'jackson-dataformat-toml',
    '3.1.1',
    '67f42d8948279aabad2a59974f573151f6bd20a347983c1e408e311074ebafba',
  ],
  [
    'org.fusesource.jansi',
    'jansi',
    '1.18',
    '109e64fc65767c7a1a3bd654709d76f107b0a3b39db32cbf11139e13a6f5229b',
  ],
  [
    'org.postgresql',
    'postgresql',
    '42.7.14',
    '73914527305a40cce504b0d3d90b23caf565136912d607ae8ae7c5895512332c',
  ],
].map(([group, artifact, version, sha256]) => ({
  group,
  artifact,
  version,
  sha256,
  file: `${artifact}-${version}.jar`,
}));
