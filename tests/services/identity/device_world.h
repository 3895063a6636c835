// A ledger with an authority, and devices that want to be its kiosks.
#ifndef GREENLEDGER_TESTS_SERVICES_IDENTITY_DEVICE_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_IDENTITY_DEVICE_WORLD_H_

#include <memory>
#include <string>

#include "clients/kiosk/enrolment.h"
#include "greenledger/v1/identity_service.grpc.pb.h"
#include "services/identity/authority.h"
#include "services/identity/enrolment_service.h"
#include "services/identity/identity_service.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::identity {

// Registered without a key.
inline constexpr uint64_t kNewKiosk = 8;
inline constexpr char kSerial[] = "SN-0042";

// A device with its keys.
struct Device {
  kiosk::DeviceKeys keys;
  kiosk::EnrolmentForm form;
  kiosk::Enrolment enrolment;
};

// SHA-256 of the first certificate of a PEM text (DER).
proof::Hash FingerprintOf(const std::string& pem);

class DeviceWorld {
 public:
  // With or without an authority.
  explicit DeviceWorld(bool issues = true);
  ~DeviceWorld();

  // Ends the ledger and opens it again on the same data.
  void Restart(bool rebuild = false);

  // The outcome of a command.
  v1::CommandResult Invite(const std::string& serial, const std::string& code,
                           int64_t expires_us, uint64_t kiosk = kNewKiosk);
  v1::CommandResult Revoke(const std::string& fingerprint,
                           uint64_t kiosk = kNewKiosk);

  // A device with fresh keys and this code and journal.
  Device MakeDevice(const std::string& code, uint64_t incarnation,
                    uint64_t kiosk = kNewKiosk) const;
  // `OK` or the reason of the error.
  std::string Enrol(Device* device);
  // Invites and enrols a device that must be let in.
  Device MustEnrol(uint64_t incarnation);
  // Renews with the certificate that `pem` is.
  std::string Renew(const std::string& pem, const kiosk::TlsRequest& request,
                    kiosk::IssuedCertificate* certificate);
  // Uploads the first drop of the device's journal, shown `pem`.
  std::string Upload(const Device& device, const std::string& pem);

  v1::ListDevicesResponse Devices();
  uint64_t Entries();

  ledger::LedgerWorld& world() { return *world_; }
  v1::EnrolmentService::StubInterface& enrolment() { return *enrolment_stub_; }

 private:
  void Open();
  void Show(const std::string& pem, uint64_t kiosk);

  testing::TempFolder folder_;
  std::unique_ptr<Authority> authority_;
  std::unique_ptr<ledger::LedgerWorld> world_;
  std::unique_ptr<EnrolmentServiceImpl> enrolment_;
  std::unique_ptr<IdentityServiceImpl> devices_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::EnrolmentService::StubInterface> enrolment_stub_;
  std::unique_ptr<v1::IdentityService::StubInterface> devices_stub_;
};

}  // namespace greenledger::identity

#endif  // GREENLEDGER_TESTS_SERVICES_IDENTITY_DEVICE_WORLD_H_
