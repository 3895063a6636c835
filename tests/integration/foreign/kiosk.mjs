// A kiosk made from the protocol and the .proto files alone:
//
//   node kiosk.mjs PROTO_FOLDER ADDRESS PKI_FOLDER BOOK KIOSK STATE_FOLDER
//
// Does what it finds as lines in STATE_FOLDER/commands: drop, close, scale or
// door. STATE_FOLDER/pid has the number of its process, which may be killed at
// any moment (powered.mjs begins it anew).
import {credentials, loadPackageDefinition} from '@grpc/grpc-js';
import {loadSync} from '@grpc/proto-loader';
import {existsSync, fdatasyncSync, openSync,
        readFileSync, renameSync, writeFileSync, writeSync} from 'node:fs';

import {chainNext, chainStart, sha256, signBatch} from './signed.mjs';

const [protoFolder, address, pkiFolder, book, kiosk, state] =
    process.argv.slice(2);
const incarnation = 11;
const journal = {book, kiosk, incarnation};

const types = loadSync(
    ['record', 'kiosk_service'].map(name => `greenledger/v1/${name}.proto`), {
      includeDirs: [protoFolder],
      keepCase: true,
      longs: String,
      enums: String,
      defaults: true,
      oneofs: true,
    });
const {greenledger: {v1}} = loadPackageDefinition(types);
const {serialize, deserialize} = types['greenledger.v1.Record'];

const startedAt = process.hrtime.bigint();
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const u64 = number => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
};

// Records on disk, each as its length and its bytes; a record that was cut off
// by the loss of power was never thanked for.
class Journal {
  constructor(path) {
    this.records = [];
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    for (let at = 0; at + 4 <= bytes.length;) {
      const end = at + 4 + bytes.readUInt32BE(at);
      if (end > bytes.length) break;
      this.records.push(bytes.subarray(at + 4, end));
      at = end;
    }
    this.file = openSync(`${path}.new`, 'w');
    for (const record of this.records) this.write(record);
    fdatasyncSync(this.file);
    renameSync(`${path}.new`, path);
    this.chain = [chainStart(journal)];
    for (const record of this.records) {
      this.chain.push(chainNext(this.chain.at(-1), record));
    }
  }
  get last() { return this.records.length; }
  write(record) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(record.length);
    writeSync(this.file, Buffer.concat([length, record]));
  }
  append(body) {
    const monotonic = (process.hrtime.bigint() - startedAt) / 1000n + 1n;
    const record = serialize({
      sequence: this.last + 1,
      device_time_us: String(BigInt(Date.now()) * 1000n),
      clock_synced: true,
      monotonic_us: String(monotonic),
      ...body,
    });
    this.write(record);
    fdatasyncSync(this.file);
    this.records.push(record);
    this.chain.push(chainNext(this.chain.at(-1), record));
  }
  // Sums of the drops in records[from..].
  sums(from) {
    const sums = new Map();
    for (const bytes of this.records.slice(from)) {
      const {drop} = deserialize(bytes);
      if (!drop) continue;
      const sum = sums.get(drop.class_code) ??
          {class_code: drop.class_code, drops: 0, grams: 0, pieces: 0};
      sum.drops += 1;
      sum.grams += drop.grams ?? 0;
      sum.pieces += drop.pieces ?? 0;
      sums.set(drop.class_code, sum);
    }
    return [...sums.values()].sort((a, b) => a.class_code - b.class_code);
  }
  close() {
    let from = this.last;
    while (from > 0 && !deserialize(this.records[from - 1]).daily_close) --from;
    this.append({
      daily_close: {
        records: this.last - from,
        classes: this.sums(from),
        since_commissioning: this.sums(0),
      },
    });
  }
}

class Kiosk {
  constructor() {
    this.journal = new Journal(`${state}/journal`);
    this.watermark = 0;  // as the ledger last said
    this.told = 0;       // the highest it ever said
    this.spread = 200;
    this.list = {version: '0', cards: new Set()};
    this.seed = Buffer.from(
        readFileSync(`${pkiFolder}/kiosks/${book}-${kiosk}.seed`, 'utf8').trim(),
        'hex');
    this.journal.append(
        {started: {software: 'foreign 1', after_clean_stop: false}});
  }

  connect() {
    const file = `${pkiFolder}/kiosks/${book}-${kiosk}`;
    this.client?.close();
    this.client = new v1.KioskService(
        address,
        credentials.createSsl(readFileSync(`${pkiFolder}/ca.pem`),
                              readFileSync(`${file}.key`),
                              readFileSync(`${file}.pem`)),
        {'grpc.enable_http_proxy': 0, 'grpc.use_local_subchannel_pool': 1});
    this.greeted = false;
  }

  call(method, request) {
    return new Promise((resolve, reject) => {
      this.client[method](request, {deadline: Date.now() + 5000},
                          (error, answer) => error ? reject(error)
                                                   : resolve(answer));
    });
  }

  obey() {
    const path = `${state}/commands`;
    const lines = existsSync(path)
        ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
    const donePath = `${state}/done`;
    let done = existsSync(donePath) ? Number(readFileSync(donePath)) : 0;
    for (; done < lines.length; writeFileSync(donePath, String(++done))) {
      if (lines[done] === 'drop') {
        this.journal.append({drop: {
          card_hash: Buffer.alloc(16, 7),
          bin: 1,
          class_code: 11,
          grams: 500 + done,
          quality: 'QUALITY_GOOD',
        }});
      } else if (lines[done] === 'close') {
        this.journal.close();
      } else if (lines[done] === 'scale') {
        this.journal.append({scale_test: {
          bin: 1, reference_grams: 1000, measured_grams: 1001}});
      } else if (lines[done] === 'door') {
        this.journal.append({monitor: {
          kind: 'MONITOR_KIND_DOOR', value: 1, severity: 'SEVERITY_INFO',
          trigger: 'MONITOR_TRIGGER_CHANGE'}});
      }
    }
  }

  async hello() {
    const answer = await this.call('Boot', {
      incarnation,
      software: 'foreign 1',
      capabilities: ['resident-list'],
      last_sequence: this.journal.last,
      acknowledged: this.told,
    });
    this.greeted = true;
    this.accepted = answer.admission === 'BOOT_ADMISSION_ACCEPTED';
    this.helloAt = Date.now() + 1000 * answer.retry_after_seconds;
    this.listTold = answer.list_version;
    if (this.accepted) this.watermark = Number(answer.watermark);
  }

  async fetchList() {
    const base_version = this.list.version;
    let cards = this.list.cards;
    let page;
    let page_token = '';
    do {
      page = await this.call('GetResidentList', {base_version, page_token});
      if (page.full && page_token === '') cards = new Set();
      page.removed.forEach(card => cards.delete(card));
      page.added.forEach(card => cards.add(card));
      page_token = page.next_page_token;
    } while (page_token !== '');
    const hashes = [...cards].map(BigInt).sort((a, b) => a < b ? -1 : 1);
    const digest = sha256('greenledger/resident-list/v1\n', u64(book),
                          u64(page.version), page.salt, ...hashes.map(u64));
    // What does not fit was made for another list: begin anew.
    this.list = digest.equals(page.digest)
        ? {version: page.version, cards} : {version: '0', cards: new Set()};
  }

  async upload() {
    const first = this.watermark + 1;
    const records = this.journal.records.slice(first - 1, first + 499);
    const last = first - 1 + records.length;
    const answer = await this.call('SubmitRecords', {
      incarnation,
      first_sequence: first,
      records,
      previous_chain: this.journal.chain[first - 1],
      signature: signBatch(journal, last, this.journal.chain[last], this.seed),
      acknowledged: this.told,
    });
    const refused = answer.results.some(
        result => ['RECORD_RESULT_CODE_ID_REUSED',
                   'RECORD_RESULT_CODE_CHAIN_BROKEN'].includes(result.code));
    // That is for a technician to look at.
    if (refused) this.stopped = true;
    else this.watermark = Number(answer.watermark);
    this.told = Math.max(this.told, this.watermark);
    this.spread = 200;
  }

  async step() {
    this.obey();
    if (this.stopped) return sleep(50);
    if (!this.client) this.connect();
    if (!this.greeted || Date.now() >= this.helloAt) return this.hello();
    if (this.list.version !== this.listTold) return this.fetchList();
    if (this.accepted && this.journal.last > this.watermark) {
      return this.upload();
    }
    return sleep(50);
  }

  // The delay that the server asks for, in milliseconds.
  static pushBack(error) {
    const details = error.metadata?.get('grpc-status-details-bin')[0];
    const at = details?.indexOf('google.rpc.RetryInfo') ?? -1;
    if (at < 0) return 0;
    // Any.value {RetryInfo.retry_delay {Duration.seconds}}, each below 128.
    const value = details.subarray(at + 'google.rpc.RetryInfo'.length);
    return value[0] === 0x12 && value[4] === 0x08 ? 1000 * value[5] : 0;
  }

  async run() {
    for (;;) {
      try {
        await this.step();
      } catch (error) {
        const pushBack = Kiosk.pushBack(error);
        if (pushBack === 0) this.connect();
        await sleep(Math.max(100, pushBack) + Math.random() * this.spread);
        this.spread = Math.min(2 * this.spread, 5000);
      }
    }
  }
}

// Whoever supplies the power is gone.
process.on('disconnect', () => process.exit());
if (process.send && !process.connected) process.exit();
writeFileSync(`${state}/pid`, String(process.pid));
await new Kiosk().run();
