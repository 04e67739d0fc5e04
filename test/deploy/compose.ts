/** docker-compose.yml, as its tests and `npm run postgres` read it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Service {
  image: string;
  build?: string;
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string | number>;
  secrets?: string[];
  volumes?: string[];
  networks?: string[];
  ports?: string[];
  healthcheck?: { test: string[] };
  restart?: string;
  stop_grace_period?: string;
}

export interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

export const ROOT = new URL('../../', import.meta.url);

/** A new one for each caller, who may change it. */
export const readCompose = (): Compose =>
  parse(readFileSync(new URL('docker-compose.yml', ROOT), 'utf8'), { merge: true }) as Compose;

/** The words that the container runs. Compose writes a dollar as two. */
export const commandOf = ({ entrypoint = [], command = [] }: Service): string[] =>
  [...entrypoint, ...command].map((word) => word.replaceAll('$$', '$'));

/** `postgres:16.11-bookworm` is of the tag `16.11-bookworm`. */
export const tagOf = ({ image }: Service): string => image.split(':')[1] ?? '';

/** Runs to its end before others start. */
export const isSetUp = ({ services }: Compose, name: string): boolean =>
  Object.values(services).some((other) => other.depends_on?.[name]?.condition === 'service_completed_successfully');
