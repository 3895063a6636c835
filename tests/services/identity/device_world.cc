#include "tests/services/identity/device_world.h"

#include <gtest/gtest.h>

#include <chrono>
#include <utility>

#include "clients/cli/pki/root_ca.h"
#include "google/rpc/status.pb.h"
#include "storage/journal/record_chain.h"

namespace greenledger::identity {
namespace {

constexpr std::chrono::seconds kTimeout(30);

std::string ReasonOf(const grpc::Status& status) {
  if (status.ok()) return "OK";
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  EXPECT_TRUE(details.ParseFromString(status.error_details()))
      << status.error_message();
  for (const auto& detail : details.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return status.error_message();
}

std::unique_ptr<Authority> MakeAuthority(const testing::TempFolder& folder) {
  pki::RootOptions options;
  options.folder = folder.path();
  options.now_us = ledger::kStartUs - kDayUs;
  EXPECT_TRUE(pki::MakeRoot(options).ok());
  return Authority::Load(
             {folder.File("issuing.pem"), folder.File("issuing.key")},
             ledger::kStartUs)
      .value();
}

std::string HashOf(const std::string& code) {
  return std::string(proof::AsBytes(proof::Sha256({code})));
}

}  // namespace

proof::Hash FingerprintOf(const std::string& pem) {
  const auto certificates = common::ParseCertificates(pem);
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificates.at(0).get(), &bytes);
  const proof::Hash hash = proof::Sha256(
      {{reinterpret_cast<char*>(bytes), static_cast<size_t>(size)}});
  OPENSSL_free(bytes);
  return hash;
}

DeviceWorld::DeviceWorld(bool issues) {
  if (issues) authority_ = MakeAuthority(folder_);
  ledger::LedgerWorld::Options options;
  options.authority = authority_.get();
  world_ = std::make_unique<ledger::LedgerWorld>(options);
  world_->Populate();
  v1::RegisterKiosksRequest kiosks;
  for (const uint64_t number : {kNewKiosk, kNewKiosk + 1}) {
    v1::Kiosk* kiosk = kiosks.add_kiosks();
    kiosk->set_number(number);
    kiosk->set_place_number(ledger::kBuilding);
    kiosk->add_bins()->set_number(1);
    kiosk->mutable_bins(0)->set_class_code(3);
  }
  world_->MustRun(&v1::RegistryService::StubInterface::RegisterKiosks, kiosks);
  Open();
}

DeviceWorld::~DeviceWorld() { server_->Shutdown(); }

void DeviceWorld::Open() {
  enrolment_ = std::make_unique<EnrolmentServiceImpl>(
      &world_->ledger(), authority_.get(), &world_->clock);
  devices_ =
      std::make_unique<IdentityServiceImpl>(&world_->ledger(), &world_->clock);
  grpc::ServerBuilder builder;
  builder.RegisterService(enrolment_.get());
  builder.RegisterService(devices_.get());
  server_ = builder.BuildAndStart();
  auto channel = server_->InProcessChannel(grpc::ChannelArguments());
  enrolment_stub_ = v1::EnrolmentService::NewStub(channel);
  devices_stub_ = v1::IdentityService::NewStub(channel);
}

void DeviceWorld::Restart(bool rebuild) {
  server_->Shutdown();
  server_.reset();
  world_->Restart(rebuild);
  Open();
}

v1::CommandResult DeviceWorld::Invite(const std::string& serial,
                                      const std::string& code,
                                      int64_t expires_us, uint64_t kiosk) {
  v1::InviteKioskRequest request;
  *request.mutable_header() = world_->Header();
  request.mutable_invited()->set_kiosk_number(kiosk);
  request.mutable_invited()->set_serial(serial);
  request.mutable_invited()->set_code_hash(HashOf(PlainCode(code)));
  request.mutable_invited()->set_expires_us(expires_us);
  grpc::ClientContext context;
  v1::InviteKioskResponse response;
  const grpc::Status status =
      devices_stub_->InviteKiosk(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.result();
}

v1::CommandResult DeviceWorld::Revoke(const std::string& fingerprint,
                                      uint64_t kiosk) {
  v1::RevokeCertificatesRequest request;
  *request.mutable_header() = world_->Header();
  request.mutable_revoked()->set_kiosk_number(kiosk);
  request.mutable_revoked()->set_fingerprint(fingerprint);
  request.mutable_revoked()->set_why("stolen");
  grpc::ClientContext context;
  v1::RevokeCertificatesResponse response;
  const grpc::Status status =
      devices_stub_->RevokeCertificates(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.result();
}

Device DeviceWorld::MakeDevice(const std::string& code, uint64_t incarnation,
                               uint64_t kiosk) const {
  Device device;
  device.keys = kiosk::MakeDeviceKeys().value();
  device.form = {ledger::kBook, kiosk, kSerial, code, incarnation};
  return device;
}

std::string DeviceWorld::Enrol(Device* device) {
  const auto request = kiosk::MakeEnrolRequest(device->form, device->keys);
  return ReasonOf(
      kiosk::Enrol(*enrolment_stub_, *request, kTimeout, &device->enrolment));
}

Device DeviceWorld::MustEnrol(uint64_t incarnation) {
  const std::string code = "CODE" + std::to_string(incarnation);
  EXPECT_EQ(Invite(kSerial, code, world_->clock.NowMicros() + kDayUs).code(),
            v1::COMMAND_RESULT_CODE_ACCEPTED);
  Device device = MakeDevice(code, incarnation);
  EXPECT_EQ(Enrol(&device), "OK");
  return device;
}

void DeviceWorld::Show(const std::string& pem, uint64_t kiosk) {
  world_->caller =
      common::KioskIdentity{ledger::kBook, kiosk, FingerprintOf(pem)};
}

std::string DeviceWorld::Renew(const std::string& pem,
                               const kiosk::TlsRequest& request,
                               kiosk::IssuedCertificate* certificate) {
  Show(pem, kNewKiosk);
  return ReasonOf(
      kiosk::Renew(world_->kiosk(), request, kTimeout, certificate));
}

std::string DeviceWorld::Upload(const Device& device, const std::string& pem) {
  Show(pem, device.form.kiosk);
  const journal::JournalId id{ledger::kBook, device.form.kiosk,
                              device.form.incarnation};
  const auto key =
      crypto::Ed25519PrivateKey::FromSeed(device.keys.record_seed).value();
  const std::string record =
      ledger::DropRecord(1, ledger::kStartUs, 1000).SerializeAsString();
  const auto batch =
      kiosk::BuildBatch(id, journal::ChainStart(id), 1, {&record, 1}, key);
  grpc::ClientContext context;
  v1::SubmitRecordsResponse response;
  return ReasonOf(world_->kiosk().SubmitRecords(&context, *batch, &response));
}

v1::ListDevicesResponse DeviceWorld::Devices() {
  v1::ListDevicesRequest request;
  request.set_book(ledger::kBook);
  grpc::ClientContext context;
  v1::ListDevicesResponse response;
  EXPECT_TRUE(devices_stub_->ListDevices(&context, request, &response).ok());
  return response;
}

uint64_t DeviceWorld::Entries() { return world_->Entries().size(); }

}  // namespace greenledger::identity
