/** The two associations of the demonstration, as a worker is told of several: by a file and variables for the secrets. */
import { writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { tenantsFile } from '../../../workflows/contracts/schemas/tenants.js';

/** The first is the default tenant: inputs that name none are its. */
export const SECOND = 'harbour';

/** Quick to settle: the latest late effect of the demo lands two seconds after the break. */
const limits = { settleSeconds: 2.5, timeoutSeconds: 2, readTimeoutSeconds: 2, heartbeatSeconds: 1 };

const SECRETS = {
  DEMO_IMIS_USERNAME: 'duesflow',
  DEMO_IMIS_PASSWORD: 'simulator',
  DEMO_YM_API_KEY: 'duesflow',
  DEMO_YM_API_PASSWORD: 'simulator',
};

/** @param url of the simulator, which stands in for both vendors. */
const tenantsAt = (url: string): z.input<typeof tenantsFile> => ({
  tenants: [
    {
      name: 'default',
      limits,
      imis: {
        baseUrl: url,
        pollSeconds: 0.3,
        usernameVariable: 'DEMO_IMIS_USERNAME',
        passwordVariable: 'DEMO_IMIS_PASSWORD',
      },
    },
    {
      name: SECOND,
      limits,
      yourMembership: {
        ...{ baseUrl: url, clientId: 25363, paceSeconds: 0 },
        ...{ paymentUnit: 'units', promoCodes: 'server' },
        ...{ apiKeyVariable: 'DEMO_YM_API_KEY', apiPasswordVariable: 'DEMO_YM_API_PASSWORD' },
      },
    },
  ],
});

/** Writes the file and answers with the worker's settings. What the environment says of real associations is not the demo's. */
export async function writeTenants(file: string, url: string): Promise<NodeJS.ProcessEnv> {
  await writeFile(file, `${JSON.stringify(tenantsAt(url), undefined, 2)}\n`);
  const others = Object.keys(process.env).filter((name) => /^(IMIS|YM)_/.test(name));
  return { ...Object.fromEntries(others.map((name) => [name, ''])), ...SECRETS, DUESFLOW_CONFIG: file };
}
