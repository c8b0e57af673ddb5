type Port = { readonly key: string; readonly name: string; readonly hint: string };

/** The usual ones, and a word about each. The server says which are open: a protocol that is not here goes by its id. */
const KNOWN: readonly Port[] = [
  { key: 'teltonika', name: 'Teltonika', hint: 'TCP or UDP, Codec 8 or 8 Extended' },
  { key: 'gt06', name: 'GT06 / Concox', hint: 'TCP' },
  { key: 'obd', name: 'OBD (ELM327)', hint: 'TCP' },
];

/** What is no tracker protocol of its own; listed last. */
const SHARED: readonly Port[] = [
  { key: 'auto', name: 'Any of these', hint: 'recognised by the first bytes' },
  { key: 'mqtt', name: 'MQTT', hint: 'driver apps, OwnTracks' },
];

/** What a device can dial, of the ports the server names: trackers' protocols, then the shared ones. */
export function openPorts(ports: Readonly<Record<string, number>>): readonly (Port & { port: number })[] {
  const others = protocols(ports).filter((id) => !KNOWN.some(({ key }) => key === id));
  const all = [...KNOWN, ...others.map((id) => ({ key: id, name: id, hint: '' })), ...SHARED];
  return all.flatMap((known) => {
    const port = ports[known.key];
    return port === undefined ? [] : [{ ...known, port }];
  });
}

/** The tracker protocols of the gateway, by id. */
export function protocols(ports: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(ports).filter((id) => !SHARED.some(({ key }) => key === id));
}
