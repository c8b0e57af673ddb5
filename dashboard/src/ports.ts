/** The ports a tracker can dial, as the server names them. */
export const PORTS: readonly { readonly key: string; readonly name: string; readonly hint: string }[] = [
  { key: 'teltonika', name: 'Teltonika', hint: 'TCP or UDP, Codec 8 or 8 Extended' },
  { key: 'gt06', name: 'GT06 / Concox', hint: 'TCP' },
  { key: 'obd', name: 'OBD (ELM327)', hint: 'TCP' },
  { key: 'auto', name: 'Any of these', hint: 'recognised by the first bytes' },
  { key: 'mqtt', name: 'MQTT', hint: 'driver apps, OwnTracks' },
];
