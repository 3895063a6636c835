// A kiosk and an auditor that know nothing but the .proto files:
//
//   node client.mjs PROTO_FOLDER KIOSK_ADDRESS SOCKET PKI_FOLDER BOOK KIOSK \
//     INCARNATION HOUSEHOLD CARD_HASH
//
// Uploads records of the household twice, then reads the whole book and checks
// it. Ends with code 0 and one line if all is as the contract says.
import {credentials, loadPackageDefinition} from '@grpc/grpc-js';
import {loadSync} from '@grpc/proto-loader';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';

import {chainNext, chainStart, leafHash, signBatch, treeRoot} from './signed.mjs';

const [protoFolder, kioskAddress, socket, pkiFolder, book, kiosk, incarnation,
       household, cardHash] = process.argv.slice(2);

const types = loadSync(
    ['record', 'entry', 'kiosk_service', 'ledger_service'].map(
        name => `greenledger/v1/${name}.proto`),
    {
      includeDirs: [protoFolder],
      keepCase: true,
      longs: String,
      enums: String,
      defaults: true,
      oneofs: true,
    });
const {greenledger: {v1}} = loadPackageDefinition(types);

function connect(Service, address, channelCredentials) {
  return new Service(address, channelCredentials, {'grpc.enable_http_proxy': 0});
}

// Promise of a unary call's answer.
function call(client, method, request) {
  return new Promise((resolve, reject) => {
    client[method](request, {deadline: Date.now() + 60000},
                   (error, answer) => error ? reject(error) : resolve(answer));
  });
}

function makeRecords() {
  const drops = [
    {bin: 1, class_code: 11, grams: 1250},
    {bin: 2, class_code: 23, grams: 120, pieces: 3},
    {bin: 3, class_code: 31, grams: 2300},
    {bin: 1, class_code: 99, grams: 10},  // no such class: quarantined
    {bin: 1, class_code: 11, grams: 801},
  ];
  const {serialize} = types['greenledger.v1.Record'];
  return drops.map((drop, i) => serialize({
    sequence: i + 1,
    device_time_us: String(BigInt(Date.now()) * 1000n - 60000000n),
    clock_synced: true,
    drop: {
      ...drop,
      card_hash: Buffer.from(cardHash, 'hex'),
      quality: 'QUALITY_GOOD',
    },
  }));
}

function makeUpload(records, seed) {
  const journal = {book, kiosk, incarnation};
  const start = chainStart(journal);
  return {
    incarnation,
    first_sequence: 1,
    records,
    previous_chain: start,
    signature: signBatch(journal, records.length,
                         records.reduce(chainNext, start), seed),
  };
}

// Uploads twice; the results of the first time.
async function upload() {
  const file = `${pkiFolder}/kiosks/${book}-${kiosk}`;
  const seed = Buffer.from(readFileSync(`${file}.seed`, 'utf8').trim(), 'hex');
  const client = connect(
      v1.KioskService, kioskAddress,
      credentials.createSsl(readFileSync(`${pkiFolder}/ca.pem`),
                            readFileSync(`${file}.key`),
                            readFileSync(`${file}.pem`)));
  const request = makeUpload(makeRecords(), seed);
  const first = await call(client, 'SubmitRecords', request);
  const again = await call(client, 'SubmitRecords', request);
  client.close();
  assert.deepEqual(first.results.map(r => r.code.replace(/.*CODE_/, '')),
                   ['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'QUARANTINED',
                    'ACCEPTED']);
  assert.equal(first.watermark, '5');
  assert.deepEqual(
      again.results,
      first.results.map(r => ({...r, code: 'RECORD_RESULT_CODE_DUPLICATE'})));
  return first.results;
}

// Stored bytes of all entries.
function follow(client) {
  return new Promise((resolve, reject) => {
    const entries = [];
    client.FollowEntries({book, stop_at_end: true})
        .on('data', message => entries.push(...message.entries))
        .on('error', reject)
        .on('end', () => resolve(entries));
  });
}

// Adds what an entry moves per owner, asset and class; nothing comes from
// nowhere.
function addPostings(entry, balances) {
  const sums = new Map();
  const add = (map, key, amount) =>
      map.set(key, (map.get(key) ?? 0n) + BigInt(amount));
  for (const leg of entry.postings) {
    add(sums, `${leg.asset} ${leg.class_code}`, leg.amount);
    add(balances,
        `${leg.owner} ${leg.owner_number} ${leg.asset} ${leg.class_code}`,
        leg.amount);
  }
  for (const [asset, sum] of sums) {
    assert.equal(sum, 0n, `entry ${entry.index}: ${asset} sums to ${sum}`);
  }
}

async function audit(results) {
  const client =
      connect(v1.LedgerService, `unix:${socket}`, credentials.createInsecure());
  const entries = await follow(client);
  const totals = await call(client, 'GetTotals', {book});
  const answer = await call(client, 'GetBalance', {book, household});
  client.close();

  const leaves = entries.map(leafHash);
  assert.equal(totals.book.size, String(entries.length));
  assert.deepEqual(totals.root_hash, treeRoot(leaves));
  for (const result of results) {
    assert.deepEqual(result.leaf_hash, leaves[Number(result.index)]);
  }
  const balances = new Map();
  const {deserialize} = types['greenledger.v1.Entry'];
  entries.map(deserialize).forEach((entry, index) => {
    assert.equal(entry.index, String(index));
    addPostings(entry, balances);
  });
  for (const b of answer.balances) {
    assert.equal(
        BigInt(b.credits) - BigInt(b.debits),
        balances.get(`ACCOUNT_OWNER_HOUSEHOLD ${household} ${b.asset} ${
            b.class_code}`));
  }
  const earned = results.reduce((sum, r) => sum + BigInt(r.milli_points), 0n);
  assert.equal(
      balances.get(`ACCOUNT_OWNER_HOUSEHOLD ${household} ASSET_POINTS 0`),
      earned);
  assert.ok(earned > 0n);
  return {entries: entries.length, earned};
}

const {entries, earned} = await audit(await upload());
console.log(`sound: ${entries} entries, ${earned} milli-points earned`);
