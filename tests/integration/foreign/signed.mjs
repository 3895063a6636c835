// What the contract says about bytes: record.proto's chain and signature, and
// the hashes of RFC 6962.
import {createHash, createPrivateKey, sign} from 'node:crypto';

export function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

// Numbers as 8 bytes, big-endian.
function u64(...numbers) {
  const bytes = Buffer.alloc(8 * numbers.length);
  numbers.forEach((n, i) => bytes.writeBigUInt64BE(BigInt(n), 8 * i));
  return bytes;
}

export function chainStart({book, kiosk, incarnation}) {
  return sha256('greenledger/record-chain/v1\n', u64(book, kiosk, incarnation));
}

export const chainNext = (previous, record) => sha256(previous, record);

// `seed` is the 32 bytes that the Ed25519 key is made from.
export function signBatch({book, kiosk, incarnation}, lastSequence, chain,
                          seed) {
  const key = createPrivateKey({
    // What RFC 8410 puts before a seed.
    key: Buffer.concat(
        [Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const text = Buffer.concat([
    Buffer.from('greenledger/record-batch/v1\n'),
    u64(book, kiosk, incarnation, lastSequence), chain
  ]);
  return sign(null, text, key);
}

export const leafHash = bytes => sha256(Buffer.from([0]), bytes);

// Root of the tree with these leaf hashes.
export function treeRoot(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.from([1]), treeRoot(leaves.slice(0, split)),
                treeRoot(leaves.slice(split)));
}
