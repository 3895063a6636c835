// What foreign bytes can be wrong with, each refused with its reason.
#include <gtest/gtest.h>

#include <functional>

#include "storage/checkpoint/add_checkpoint.h"
#include "storage/checkpoint/proof_file.h"
#include "storage/proof/consistency.h"
#include "tests/storage/checkpoint/golden.h"

namespace greenledger::checkpoint {
namespace {

const proof::Hash kLeafFive = proof::LeafHash("\x40\x41\x42\x43");

// The text with the first `from` replaced.
std::string With(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  if (at == std::string::npos) ADD_FAILURE() << "nothing to replace: " << from;
  return text.replace(at, from.size(), to);
}

std::string Repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

struct Row {
  std::string_view what;
  std::string bytes;
  std::string reason;
};

void Check(const std::vector<Row>& rows,
           const std::function<absl::Status(const std::string&)>& read) {
  for (const Row& row : rows) {
    const absl::Status status = read(row.bytes);
    EXPECT_FALSE(status.ok()) << row.what;
    EXPECT_EQ(std::string(status.message()), row.reason) << row.what;
  }
}

TEST(BadInput, Notes) {
  const std::string note = CosignedNote();
  const std::string text(kText);
  const std::string line(kLogLine);
  const std::string must_sign = "signature: em dash, name and base64";
  Check(
      {
          {"nothing", "",
           "the note has no empty line: must have one between its text and its "
           "signatures"},
          {"no signature", text + "\n",
           "note ends before line 5: must be there, a signature"},
          {"cut in a signature", note.substr(0, note.size() - 1),
           "note ends in the middle of line 6: must end in a line feed"},
          {"cut in the text", text.substr(0, 20),
           "the note has no empty line: must have one between its text and its "
           "signatures"},
          {"seventeen signatures", text + "\n" + Repeat(line, 17),
           "note, line 21: \"??? ledger.example/points "
           "yxq1URVgQI2eBM5sFhvFcM8rIVOKJihygLGGh8O14HHldZJ2/sfXhx...\": must "
           "be "
           "the end: a note has at most 16 signatures"},
          {"extended by a line", note + "more\n",
           "note, line 7: \"more\": must be a " + must_sign},
          {"an empty line at the end", note + "\n",
           "note ends before line 8: must be there, a signature"},
          {"CRLF in the text", With(note, "8\n", "8\r\n"),
           "note, line 2: has the control byte 13: the only one a note may "
           "have is the line feed"},
          {"NUL in the text", With(note, "points", std::string("po\0nts", 6)),
           "note, line 1: has the control byte 0: the only one a note may have "
           "is the line feed"},
          {"CRLF after the signature", text + "\n\xe2\x80\x94 a AAAAAAA=\r\n",
           "note, line 5: \"??? a AAAAAAA=?\": must be a signature with base64 "
           "of 5 to 4,100 bytes"},
          {"not UTF-8",
           With(note, "ledger",
                "l\xff"
                "dger"),
           "note, line 1: is not UTF-8"},
          {"a hyphen for the dash", text + "\n- a AAAAAAA=\n",
           "note, line 5: \"- a AAAAAAA=\": must be a " + must_sign},
          {"no name", text + "\n\xe2\x80\x94 AAAAAAA=\n",
           "note, line 5: \"??? AAAAAAA=\": must be a " + must_sign},
          {"a name with a plus", text + "\n\xe2\x80\x94 a+b AAAAAAA=\n",
           "note, line 5: \"??? a+b AAAAAAA=\": must be a signature whose name "
           "is 1 to 255 bytes of UTF-8 without spaces and '+'"},
          {"base64 without padding", text + "\n\xe2\x80\x94 a AAAAAAA\n",
           "note, line 5: \"??? a AAAAAAA\": must be a signature with base64 "
           "of "
           "5 to 4,100 bytes"},
          {"a key id alone", text + "\n\xe2\x80\x94 a AAAAAA==\n",
           "note, line 5: \"??? a AAAAAA==\": must be a signature with base64 "
           "of 5 to 4,100 bytes"},
          {"huge", std::string(kNoteMax + 1, 'x'),
           "the note has " + std::to_string(kNoteMax + 1) +
               " bytes: must have at most " + std::to_string(kNoteMax)},
      },
      [](const std::string& bytes) { return ParseNote(bytes).status(); });
}

TEST(BadInput, Checkpoints) {
  const std::string text(kText);
  const std::string root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";
  const std::string size_reason =
      ": must be the tree size, decimal without leading zeros, below 2^64";
  const std::string root_reason = ": must be base64 of a root of 32 bytes";
  Check(
      {
          {"nothing", "",
           "checkpoint ends before line 1: must be there, the origin"},
          {"no origin", "\n" + text,
           "checkpoint, line 1: \"\": must be the "
           "log's origin"},
          {"no size", "o\n",
           "checkpoint ends before line 2: must be there, the tree size"},
          {"a leading zero", With(text, "8\n", "08\n"),
           "checkpoint, line 2: \"08\"" + size_reason},
          {"a sign", With(text, "8\n", "+8\n"),
           "checkpoint, line 2: \"+8\"" + size_reason},
          {"a huge size", With(text, "8\n", "18446744073709551616\n"),
           "checkpoint, line 2: \"18446744073709551616\"" + size_reason},
          {"no root", "o\n8\n",
           "checkpoint ends before line 3: must be there, the root"},
          {"a short root", With(text, root, "XcnaeacGWak="),
           "checkpoint, line 3: \"XcnaeacGWak=\"" + root_reason},
          {"a root of 33 bytes", With(text, root, root.substr(0, 43) + "AA"),
           "checkpoint, line 3: \"" + root.substr(0, 43) + "AA\"" +
               root_reason},
          {"an empty tree with a root", With(text, "8\n", "0\n"),
           "checkpoint, line 3: \"" + root +
               "\": must be the root of an empty tree, "
               "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
          {"an empty extension line", text + "\n",
           "checkpoint, line 4: \"\": must be an extension line that is not "
           "empty"},
      },
      [](const std::string& bytes) { return ParseCheckpoint(bytes).status(); });
}

TEST(BadInput, VerifierKeys) {
  // Found by trying: two keys whose ids are the same.
  const auto one = VerifierKey::Parse(
      "witness.example/w1+923d8661+"
      "BPs9C1cVD9/bEcSShiOH1Yt0EQ13TiJ+s88mqdNKd3rK");
  const auto two = VerifierKey::Parse(
      "witness.example/w1+923d8661+"
      "BFvB/Rinp4HXLOGuBB+vP3C7ygVvd3SQOUrkGT7XZEFK");
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(KeySet::Make({*one, *two}).status(),
            absl::InvalidArgumentError(
                "keys \"" + one->ToText() + "\" and \"" + two->ToText() +
                "\" have the same name and key id: one of them must go"));
  const std::string key(kLogKey);
  const std::string start = "verifier key \"";
  Check(
      {
          {"no plus", "key", start + "key\": must be NAME+KEYID+BASE64"},
          {"an unknown algorithm", "a+00000000+BgAA",
           start + "a+00000000+BgAA\": unknown algorithm 6: must be 1 "
                   "(Ed25519) or 4 (cosignature)"},
          {"another key's id", With(key, "cb1ab551", "cb1ab552"),
           start + With(key, "cb1ab551", "cb1ab552") +
               "\": must be of key id cb1ab551, which its name and key give"},
          {"an id in capitals", With(key, "cb1ab551", "CB1AB551"),
           start + With(key, "cb1ab551", "CB1AB551") +
               "\": must be of key id cb1ab551, which its name and key give"},
          {"a short key", "a+00000000+AQAA",
           start + "a+00000000+AQAA\": must be Ed25519 public key has 2 bytes: "
                   "must have 32"},
          {"no key", "a+00000000+",
           start + "a+00000000+\": must be NAME+KEYID+BASE64 with base64 of "
                   "type and key"},
      },
      [](const std::string& bytes) {
        return VerifierKey::Parse(bytes).status();
      });
}

absl::Status VerifyAsLeafFive(const std::string& bytes) {
  const auto file = ParseProofFile(bytes);
  if (!file.ok()) return file.status();
  return VerifyProofFile(*file, kLeafFive, GoldenPolicy()).status();
}

constexpr std::string_view kFirst =
    "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n";
constexpr std::string_view kSecond =
    "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=\n";

TEST(BadInput, ProofFiles) {
  const std::string file = GoldenProofFile();
  const std::string first(kFirst);
  const std::string second(kSecond);
  const std::string astray =
      "the hashes do not lead from this entry, as entry 5, to the root of the "
      "checkpoint of size 8";
  ASSERT_EQ(VerifyAsLeafFive(file), absl::OkStatus());
  Check(
      {
          {"another kind of file", With(file, "@v1", "@v2"),
           "proof file, line 1: \"c2sp.org/tlog-proof@v2\": must be "
           "c2sp.org/tlog-proof@v1"},
          {"CRLF", With(file, "@v1\n", "@v1\r\n"),
           "proof file, line 1: \"c2sp.org/tlog-proof@v1?\": must be "
           "c2sp.org/tlog-proof@v1"},
          {"no index", With(file, "index 5\n", ""),
           "proof file, line 2: \"vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="
           "\": must be index and a number without leading zeros"},
          {"a huge index", With(file, "index 5", "index 18446744073709551616"),
           "proof file, line 2: \"index 18446744073709551616\": must be index "
           "and a number without leading zeros"},
          {"an index beyond the size", With(file, "index 5", "index 8"),
           "index 8: must be below the checkpoint's size 8"},
          {"another index", With(file, "index 5", "index 4"),
           With(astray, "entry 5", "entry 4")},
          {"swapped", With(file, first + second, second + first), astray},
          {"a hash less", With(file, first, ""), astray},
          {"a hash more", With(file, first, first + first), astray},
          {"half a hash", With(file, first, "vBoGQ7EuTS0=\n"),
           "proof file, line 3: \"vBoGQ7EuTS0=\": must be base64 of a hash of "
           "32 bytes"},
          {"64 hashes", With(file, first, Repeat(first, 62)),
           "proof file, line 66: "
           "\"037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\": must be an empty "
           "line after at most 63 hashes"},
          {"no checkpoint", std::string(kProofHead),
           "the note has no empty line: must have one between its text and its "
           "signatures"},
          {"empty extra data", With(file, "index", "extra \nindex"),
           "proof file, line 2: \"extra \": must be extra and base64 of 1 to "
           "16,384 bytes"},
          {"no witness", std::string(kProofHead) + LogNote(),
           "cosigned by 0 witnesses: must be by 1"},
          {"a wrong signature", With(file, "yxq1URVg", "yxq1URVh"),
           "the signature of \"ledger.example/points\" with key id cb1ab551 "
           "does not fit the text"},
          {"a wrong cosignature", With(file, "IDJKvgAAAABl", "IDJKvgAAAABm"),
           "the signature of \"witness.example/w1\" with key id 20324abe does "
           "not fit the text"},
          {"huge", std::string(kProofFileMax + 1, 'x'),
           "proof file: " + std::to_string(kProofFileMax + 1) +
               " bytes: must have at most " + std::to_string(kProofFileMax)},
      },
      VerifyAsLeafFive);
}

TEST(BadInput, AProofOfAnotherEntryOrByAnotherKey) {
  const ProofFile file = *ParseProofFile(GoldenProofFile());
  EXPECT_EQ(VerifyProofFile(file, proof::LeafHash("\x40"), GoldenPolicy())
                .status()
                .code(),
            absl::StatusCode::kDataLoss);
  const auto stranger = NoteSigner::FromSeed("ledger.example/points",
                                             KeyType::kEd25519, SeedFrom(9));
  const Policy policy = *Policy::Make({stranger->verifier()}, {}, 0);
  EXPECT_EQ(VerifyProofFile(file, kLeafFive, policy).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST(BadInput, EveryCutAndEveryFlippedBitOfAProofFile) {
  const std::string file = GoldenProofFile();
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(VerifyAsLeafFive(file.substr(0, size)).ok()) << size;
  }
  for (size_t at = 0; at < file.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = file;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      EXPECT_FALSE(VerifyAsLeafFive(flipped).ok()) << at << " bit " << bit;
    }
  }
}

TEST(BadInput, RequestsToAWitness) {
  const std::string request = GoldenRequest();
  const std::string hash = "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=\n";
  Check(
      {
          {"nothing", "",
           "request ends before line 1: must be there, old SIZE"},
          {"no size", With(request, "old 6", "old"),
           "request, line 1: \"old\": must be old and a size without leading "
           "zeros"},
          {"a huge size", With(request, "old 6", "old 99999999999999999999"),
           "request, line 1: \"old 99999999999999999999\": must be old and a "
           "size without leading zeros"},
          {"64 hashes", With(request, hash, Repeat(hash, 62)),
           "request, line 65: "
           "\"037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\": must be an empty "
           "line after at most 63 hashes"},
          {"no empty line", "old 6\n" + hash,
           "request ends before line 3: must be there, a hash or an empty "
           "line"},
          {"huge", std::string(kAddCheckpointMax + 1, 'x'),
           "request: " + std::to_string(kAddCheckpointMax + 1) +
               " bytes: must have at most " +
               std::to_string(kAddCheckpointMax)},
      },
      [](const std::string& bytes) {
        return ParseAddCheckpoint(bytes).status();
      });
}

TEST(BadInput, AForkedLog) {
  const AddCheckpoint request = *ParseAddCheckpoint(GoldenRequest());
  const proof::TreeHead head = ParseCheckpoint(kText)->head;
  const proof::TreeHead other_six{6, proof::LeafHash("another history")};
  EXPECT_FALSE(proof::VerifyConsistency(other_six, head, request.hashes));
}

}  // namespace
}  // namespace greenledger::checkpoint
