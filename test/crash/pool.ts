/** Runs cases over lanes, each lane one case at a time. */
export async function overLanes<Lane, Item>(
  lanes: Lane[],
  items: Item[],
  run: (lane: Lane, item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(lane, item);
    }),
  );
}
