#include "storage/table_check.h"

#include <memory>
#include <string>

#include "rocksdb/file_checksum.h"
#include "rocksdb/options.h"
#include "rocksdb/sst_file_reader.h"
#include "storage/rocks_status.h"

namespace greenledger::storage {
namespace {

constexpr size_t kPieceSize = size_t{1} << 20;

// Adds all bytes of the file to the checksum.
absl::Status ReadInto(rocksdb::Env* env, const std::string& path,
                      const std::function<bool(uint64_t bytes)>& on_read,
                      rocksdb::FileChecksumGenerator* checksum) {
  std::unique_ptr<rocksdb::SequentialFile> file;
  rocksdb::Status s =
      env->NewSequentialFile(path, &file, rocksdb::EnvOptions());
  if (!s.ok()) return FromRocks(s, "opening it");
  // What the page cache has may be better than what the disk has.
  file->InvalidateCache(0, 0).PermitUncheckedError();
  std::string memory(kPieceSize, '\0');
  while (true) {
    rocksdb::Slice piece;
    s = file->Read(memory.size(), &piece, memory.data());
    if (!s.ok()) return FromRocks(s, "reading it");
    if (piece.empty()) break;
    checksum->Update(piece.data(), piece.size());
    if (!on_read(piece.size())) return absl::CancelledError("the check ended");
  }
  checksum->Finalize();
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckTableBlocks(rocksdb::Env* env, const std::string& path) {
  rocksdb::Options options;
  options.env = env;
  rocksdb::SstFileReader reader(options);
  rocksdb::Status s = reader.Open(path);
  if (s.ok()) s = reader.VerifyChecksum(rocksdb::ReadOptions());
  return FromRocks(s, "checking its blocks");
}

absl::Status CheckTable(rocksdb::Env* env,
                        const rocksdb::LiveFileMetaData& table,
                        const std::function<bool(uint64_t bytes)>& on_read) {
  const std::string path = table.db_path + table.name;
  const auto factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  rocksdb::FileChecksumGenContext context;
  context.file_name = path;
  const auto checksum = factory->CreateFileChecksumGenerator(context);
  absl::Status read = ReadInto(env, path, on_read, checksum.get());
  if (!read.ok()) return read;
  if (table.file_checksum_func_name != checksum->Name()) {
    return CheckTableBlocks(env, path);
  }
  if (checksum->GetChecksum() == table.file_checksum) return absl::OkStatus();
  return absl::DataLossError("its checksum is not the one it was written with");
}

}  // namespace greenledger::storage
