/** What holds of every service of docker-compose.yml. */
import { existsSync } from 'node:fs';
import { commandOf, isSetUp, ROOT, tagOf, type Compose, type Service } from './compose.js';

/** One of these images is no longer made: its work is that of the services `schema` and `namespace`. */
const DEPRECATED = ['temporalio/auto-setup'];
const PINNED = /^v?\d+\.\d+[\w.-]*$/;
const LOOPBACK = '127.0.0.1:';
/** Where Compose mounts a secret. */
const MOUNTED = /\/run\/secrets\/(\w+)/g;
const SECRET = /PASS|PWD|TOKEN|KEY|SECRET/;

type Rule = (name: string, service: Service, compose: Compose) => string | false | undefined;

const RULES: Rule[] = [
  (_, service) => !PINNED.test(tagOf(service)) && `${service.image} is not pinned`,
  (_, { image }) => DEPRECATED.some((one) => image.startsWith(`${one}:`)) && `${image} is deprecated`,
  (name, { healthcheck }, compose) => !healthcheck && !isSetUp(compose, name) && 'has no health check',
  (name, { restart = '' }, compose) => !(isSetUp(compose, name) ? /^on-failure:\d+$/ : /^unless-stopped$/).test(restart) && `restarts "${restart}"`,
  (_, { ports = [] }) => ports.some((port) => !port.startsWith(LOOPBACK)) && 'is open to other machines',
  (_, { environment = {} }) => plainSecrets(environment).length > 0 && `has ${plainSecrets(environment).join()} in its environment`,
  (_, service, { secrets }) => (service.secrets ?? []).some((one) => !secrets[one]?.file.startsWith('./secrets/')) && 'has a secret that is no file in secrets/',
  (_, service) => mounted(service).join() !== [...(service.secrets ?? [])].sort().join() && 'reads other secrets than it has',
  (_, service) => scriptOf(service) !== undefined && !isBuilt(scriptOf(service)!) && `runs ${scriptOf(service)}, which no build makes`,
  (_, { volumes = [] }, compose) => volumes.some((volume) => !isThere(volume.split(':')[0]!, compose)) && 'mounts what is not there',
  (name, service, compose) =>
    commandOf(service).includes('--published-on-loopback') && !isApart(name, compose) && 'decrypts for other containers',
];

/** A sentence for each service that breaks a rule. */
export const faultsOf = (compose: Compose): string[] =>
  Object.entries(compose.services).flatMap(([name, service]) =>
    RULES.flatMap((rule) => {
      const fault = rule(name, service, compose);
      return fault ? [`${name} ${fault}`] : [];
    }),
  );

const plainSecrets = (environment: Record<string, string | number>): string[] =>
  Object.entries(environment)
    .filter(([name, value]) => SECRET.test(name) && !String(value).startsWith('/run/secrets/'))
    .map(([name]) => name);

const mounted = (service: Service): string[] => {
  const text = [...commandOf(service), ...Object.values(service.environment ?? {})].join(' ');
  return [...new Set([...text.matchAll(MOUNTED)].map(([, name]) => name!))].sort();
};

/** The module of ours that a service runs. */
const scriptOf = (service: Service): string | undefined => commandOf(service).find((word) => word.startsWith('dist/'));

const isBuilt = (script: string): boolean => existsSync(new URL(script.replace(/^dist\/(.*)\.js$/, '$1.ts'), ROOT));

const isThere = (source: string, { volumes }: Compose): boolean =>
  source.startsWith('.') ? existsSync(new URL(source, ROOT)) : source in volumes;

/** In networks where nobody else is. Who names none is in `default`. */
function isApart(name: string, { services }: Compose): boolean {
  const networksOf = ({ networks = ['default'] }: Service): string[] => networks;
  const others = Object.entries(services).filter(([other]) => other !== name);
  return networksOf(services[name]!).every((one) => !others.some(([, other]) => networksOf(other).includes(one)));
}
