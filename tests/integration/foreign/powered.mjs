// Supplies kiosk.mjs with power: begins it, with the same arguments, whenever it
// was killed.
import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const kiosk = fileURLToPath(new URL('kiosk.mjs', import.meta.url));
const begin = () => fork(kiosk, process.argv.slice(2)).on('exit', begin);
begin();
