#include "storage/checkpoint/note.h"

#include <gtest/gtest.h>

#include "storage/checkpoint/base64.h"
#include "tests/storage/checkpoint/golden.h"

namespace greenledger::checkpoint {
namespace {

TEST(Base64, OfTheStandard) {
  for (const auto& [bytes, text] :
       {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="),
        std::pair("foo", "Zm9v"), std::pair("foob", "Zm9vYg=="),
        std::pair("\xfb\xff", "+/8=")}) {
    EXPECT_EQ(EncodeBase64(bytes), text);
    EXPECT_EQ(DecodeBase64(text), bytes);
  }
  EXPECT_EQ(EncodeBase64Url("\xfb\xff"), "-_8");
  EXPECT_EQ(DecodeBase64Url("-_8"), "\xfb\xff");
}

TEST(Base64, OneTextForEachValue) {
  for (const auto text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=",
                          "==", "====", "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v",
                          "Zm 9v", "Zm-_", "Zm9vY"}) {
    EXPECT_EQ(DecodeBase64(text), std::nullopt) << text;
  }
  for (const auto text : {"Zg==", "Zh", "Z", "Zm+/", "Zm9vY"}) {
    EXPECT_EQ(DecodeBase64Url(text), std::nullopt) << text;
  }
}

TEST(Note, ReadsWhatItWrites) {
  const auto note = ParseNote(CosignedNote());
  ASSERT_TRUE(note.ok()) << note.status();
  EXPECT_EQ(note->text, kText);
  ASSERT_EQ(note->signatures.size(), 2u);
  EXPECT_EQ(note->signatures[1].name, "witness.example/w1");
  EXPECT_EQ(note->signatures[1].key_id, 0x20324abeu);
  EXPECT_EQ(FormatNote(*note), CosignedNote());
}

TEST(Note, TheLastEmptyLineSplits) {
  const std::string text = "a\n\nb\n\n\xe2\x80\x94 not a signature\n";
  const NoteSignature signature = LogSigner().Sign(text);
  const auto note = ParseNote(text + "\n" + FormatSignatureLine(signature));
  ASSERT_TRUE(note.ok()) << note.status();
  EXPECT_EQ(note->text, text);
}

TEST(Note, SignaturesAlone) {
  const std::string lines = std::string(kLogLine) + std::string(kWitnessLine);
  const auto signatures = ParseSignatureLines(lines);
  ASSERT_TRUE(signatures.ok()) << signatures.status();
  EXPECT_EQ(*signatures, ParseNote(CosignedNote())->signatures);
  EXPECT_FALSE(ParseSignatureLines("").ok());
  EXPECT_FALSE(ParseSignatureLines("\n").ok());
}

TEST(Note, SixteenSignaturesAreRead) {
  std::string bytes = std::string(kText) + "\n";
  for (int i = 0; i < 16; ++i) bytes += kLogLine;
  EXPECT_EQ(ParseNote(bytes)->signatures.size(), 16u);
}

TEST(Note, NamesAreUtf8WithoutSpaces) {
  for (const auto name : {"a", "ledger.example/points",
                          "\xe7\xbb\xbf\xe8\xb4\xa6", "\xf0\x9f\x8c\xb3"}) {
    EXPECT_TRUE(CheckNoteName(name).ok()) << name;
  }
  EXPECT_TRUE(CheckNoteName(std::string(255, 'n')).ok());
  EXPECT_FALSE(CheckNoteName(std::string(256, 'n')).ok());
  // Blanks, a plus, control bytes; a no-break space and an ideographic space;
  // bytes that are not UTF-8: alone, overlong, a surrogate, above U+10FFFF.
  for (const std::string_view name :
       {"", "a b", "a+b", "a\tb", "a\nb",
        "a\xc2\xa0"
        "b",
        "\xe3\x80\x80", "\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
        "\xf4\x90\x80\x80", "\xff", "\xe2\x80"}) {
    EXPECT_FALSE(CheckNoteName(name).ok()) << name;
  }
}

TEST(Note, TextOfTheGreatestLength) {
  std::string text(kNoteTextMax - 1, 't');
  EXPECT_TRUE(CheckNoteText(text + "\n").ok());
  EXPECT_EQ(CheckNoteText(text + "t\n"),
            absl::InvalidArgumentError(
                "the note's text has 65537 bytes: must have at most 65536"));
}

TEST(NoteKey, SignsTwiceCountsOnce) {
  Note note = *ParseNote(CosignedNote());
  note.signatures.push_back(WitnessSigner().Cosign(kText, kCosignedAt + 1));
  const KeySet keys = *KeySet::Make({WitnessSigner().verifier()});
  const auto verified = VerifyNote(note, keys);
  ASSERT_TRUE(verified.ok()) << verified.status();
  ASSERT_EQ(verified->size(), 1u);
  EXPECT_EQ(verified->front().time_seconds, kCosignedAt);
}

TEST(NoteKey, UnknownNamesAndIdsAreIgnored) {
  Note note = *ParseNote(CosignedNote());
  note.signatures.push_back({"somebody", 1, "anything"});
  note.signatures.push_back({"ledger.example/points", 1, "anything"});
  const KeySet keys = *KeySet::Make({LogSigner().verifier()});
  EXPECT_EQ(VerifyNote(note, keys)->size(), 1u);
}

TEST(NoteKey, TheSameKeyTwiceIsOne) {
  const VerifierKey key = LogSigner().verifier();
  EXPECT_EQ(KeySet::Make({key, key})->keys().size(), 1u);
}

TEST(NoteKeyDeathTest, EachKindSignsInItsOwnWay) {
  EXPECT_DEATH(LogSigner().Cosign(kText, 1), "");
  EXPECT_DEATH(WitnessSigner().Sign(kText), "");
}

}  // namespace
}  // namespace greenledger::checkpoint
