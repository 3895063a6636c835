#include "storage/backup/create.h"

#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "storage/backup/index.h"
#include "storage/checkpoint/posix_file.h"

namespace greenledger::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTableSuffix = ".sst";

// The files of a data folder, relative to it.
absl::StatusOr<std::vector<std::string>> FilesOf(const std::string& path) {
  std::vector<std::string> files = {"ANCHOR"};
  std::error_code error;
  for (const auto& file : fs::directory_iterator(path + "/db", error)) {
    std::string name = "db/" + file.path().filename().string();
    if (name == "db/LOCK") continue;
    if (!IsFilePath(name)) {
      return absl::FailedPreconditionError(path + " has a file " + name +
                                           " that no database has");
    }
    files.push_back(std::move(name));
  }
  if (error) {
    return absl::ErrnoToStatus(error.value(), path + "/db: listing");
  }
  return files;
}

// One backup in the making.
class Creation {
 public:
  Creation(BackupFolder& folder, const Source& source,
           const CreateOptions& options)
      : folder_(folder),
        source_(source),
        options_(options),
        index_(folder.IndexPath(), options.key) {}

  absl::StatusOr<CreateReport> Run();

 private:
  absl::Status Count(const std::vector<std::string>& files);
  absl::Status AddFile(const std::string& name);
  // The object of a file: from the index, else by reading the file.
  absl::StatusOr<Object> Identify(const std::string& path,
                                  const std::string& file_key, bool* known);
  // Whether the object is in the folder, whole.
  absl::StatusOr<bool> IsThere(const Object& object);
  absl::Status AddContents();
  std::string FreeName() const;
  OnRead Working() {
    return [this](uint64_t bytes) {
      done_ += bytes;
      return options_.on_work(done_, std::max(done_, total_));
    };
  }

  BackupFolder& folder_;
  const Source& source_;
  const CreateOptions& options_;
  Index index_;
  uint64_t done_ = 0;
  uint64_t total_ = 0;
  std::set<Object> objects_;
  Contents contents_;
  Manifest manifest_;
  CreateReport report_;
};

absl::Status Creation::Count(const std::vector<std::string>& files) {
  for (const std::string& name : files) {
    std::error_code error;
    const std::string path = source_.path + "/" + name;
    total_ += fs::file_size(path, error);
    if (error) return absl::ErrnoToStatus(error.value(), path + ": its size");
  }
  return absl::OkStatus();
}

absl::StatusOr<Object> Creation::Identify(const std::string& path,
                                          const std::string& file_key,
                                          bool* known) {
  if (path.ends_with(kTableSuffix)) {
    if (auto object = index_.Find(file_key); object) {
      *known = true;
      return *std::move(object);
    }
  }
  return IdentifyFile(options_.key, path,
                      [](uint64_t) { return absl::OkStatus(); });
}

absl::StatusOr<bool> Creation::IsThere(const Object& object) {
  if (objects_.contains(object)) return true;
  std::error_code error;
  const bool was_there = fs::exists(folder_.ObjectPath(object.id), error);
  if (!was_there) return false;
  if (folder_.Has(object)) {
    if (options_.quick) return true;
    absl::Status whole =
        CheckSealed(folder_.ObjectPath(object.id), object, Working());
    if (whole.ok()) return true;
    if (!absl::IsDataLoss(whole)) return whole;
  }
  ++report_.mended;
  return false;
}

absl::Status Creation::AddFile(const std::string& name) {
  const std::string path = source_.path + "/" + name;
  const auto file_key = index_.KeyOf(path);
  if (!file_key.ok()) return file_key.status();
  bool known = false;
  auto object = Identify(path, *file_key, &known);
  if (!object.ok()) return object.status();
  const auto there = IsThere(*object);
  if (!there.ok()) return there.status();
  if (!*there) {
    absl::Status made = SealFile(options_.key, *object, path,
                                 folder_.DraftPath(object->id), Working());
    if (made.ok()) made = folder_.Keep(*object);
    if (!made.ok()) return made;
    ++report_.new_files;
    report_.new_bytes += object->bytes;
  }
  if (!known && path.ends_with(kTableSuffix)) {
    absl::Status added = index_.Add(*file_key, *object);
    if (!added.ok()) return added;
  }
  ++report_.files;
  report_.bytes += object->bytes;
  objects_.insert(*object);
  contents_.files.push_back({*std::move(object), name});
  return absl::OkStatus();
}

std::string Creation::FreeName() const {
  for (int number = 1;; ++number) {
    std::string name = BackupName(options_.created_us, number);
    if (!fs::exists(folder_.ManifestPath(name))) return name;
  }
}

absl::Status Creation::AddContents() {
  contents_.name = FreeName();
  contents_.created_us = options_.created_us;
  contents_.commit = source_.commit;
  contents_.books = source_.books;
  const std::string text = FormatContents(contents_);
  const Object object{ObjectId(options_.key, proof::Sha256({text})),
                      text.size()};
  absl::Status made =
      SealBytes(options_.key, object, text, folder_.DraftPath(object.id));
  if (made.ok()) made = folder_.Keep(object);
  if (!made.ok()) return made;
  manifest_ = {.name = contents_.name,
               .created_us = contents_.created_us,
               .commit = contents_.commit,
               .key_id = KeyId(options_.key),
               .contents = object,
               .objects = {objects_.begin(), objects_.end()}};
  return absl::OkStatus();
}

absl::StatusOr<CreateReport> Creation::Run() {
  absl::Status s = folder_.RemoveDrafts();
  if (!s.ok()) return s;
  const auto files = FilesOf(source_.path);
  if (!files.ok()) return files.status();
  s = Count(*files);
  for (const std::string& name : *files) {
    if (s.ok()) s = AddFile(name);
  }
  if (s.ok()) s = AddContents();
  if (s.ok()) s = folder_.SyncObjects();
  if (s.ok()) s = folder_.Publish(manifest_);
  if (s.ok()) s = index_.Trim();
  if (!s.ok()) return s;
  report_.name = manifest_.name;
  return std::move(report_);
}

}  // namespace

absl::StatusOr<CreateReport> Create(BackupFolder& folder, const Source& source,
                                    const CreateOptions& options) {
  return Creation(folder, source, options).Run();
}

}  // namespace greenledger::backup
