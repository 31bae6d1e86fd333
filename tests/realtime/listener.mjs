// The official JavaScript client as a screen: prints what it hears as lines of JSON.
import { io } from 'socket.io-client';

const [url, token, transport] = process.argv.slice(2);
const socket = io(`${url}/live`, { transports: [transport], auth: { token } });
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
socket.on('connect', async () =>
  say({ connected: true, answer: await socket.emitWithAck('resume', { epoch: '', seq: 0 }) }),
);
socket.on('connect_error', (error) => say({ refused: error.message }));
socket.on('delta', (delta) => say({ delta }));
