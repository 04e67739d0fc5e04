/** What `npm run bench -- --help` says. Times: on two quiet cores. */
export const USAGE = `Usage: npm run bench                                all of purchases but \`memory\`: 18 minutes
       npm run bench -- purchase   [options]        the matrix against a plain script and a plain workflow: 11 minutes
       npm run bench -- pairs      [options]        50 at a time, in turns with the plain workflow: 4 minutes
       npm run bench -- recovery | cold-start       a minute; seconds
       npm run bench -- tenants    [options]        30 tenants of one call at a time: 2 minutes
       npm run bench -- memory     [options]        up to 50,000 flows: 40 minutes
       npm run bench -- import     [options]        1,000 and 100,000 rows: 5 minutes
       npm run bench -- renewals   [options]        1,000 members one by one: 5 minutes

Purchases:
  --flows N            flows of a cell at most (by default as many as take some 20 s); memory: marks N,N
  --concurrency N,N    flows at a time (default 1,50,400), spread over as many tenants, 50 at most
  --latency MS,MS      what the API takes for each call (default 0,20,200; tenants 100,200)
  --tenants N,N        tenants: how many (default 30)
  --looks              pairs: the plain workflow makes the looks and acknowledgements of ours, too

Imports and renewals:
  --rows N,N           sizes of the files (default 1000,100000; 1000000 takes a quarter of an hour)
  --parties N,N        members of the runs (default 1000)
  --latency MS,MS      what the API takes for each call (import: default 0; renewals: default 0,20)
  --window N           renewals: members at a time (default 8, that of the flow)
  --pay                renewals: pay each, too
  --concurrency N      calls at a time (IMIS_CONCURRENCY; default 1)
  --queue N            import: packages with iMIS at a time (IMIS_IMPORT_QUEUE; default 2)

  --sync full          the Temporal server flushes at every commit (default normal)
  --dynamic KEY=VALUE  dynamic configuration of the Temporal server, to try it out; may be said again
  --json               figures as JSON on standard output, and nothing else
  --keep               leave the folder of a run behind, with logs and database
  --help               this text

Exit code 1: a ledger is not clean, or rows or members are missing. A target that is not met is no error.`;
