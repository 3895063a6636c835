// greenledger campaign sign
#include <fmt/format.h>

#include <memory>
#include <string>

#include "clients/cli/campaign_verbs.h"
#include "clients/cli/command_fields.h"
#include "clients/cli/output.h"
#include "clients/cli/selection_reads.h"
#include "clients/cli/server_error.h"

namespace greenledger::cli {
namespace {

constexpr size_t kDigestBytes = 32;

struct SignOptions {
  v1::ReviewSigned review;
  bool agrees = false;
  bool disagrees = false;
  // The digest that the reviewer looked at; empty takes the current one.
  std::string digest;
};

// The list that is signed is the one that is shown.
ExitCode Sign(Session& session, const SignOptions& options) {
  if (options.agrees == options.disagrees) {
    return session.UsageError(
        session.Say("请给出 --agree（同意）或 --disagree（不同意）之一",
                    "give one of --agree and --disagree"));
  }
  std::string pinned;
  if (!options.digest.empty() &&
      !FromHex(options.digest, kDigestBytes, &pinned)) {
    return session.UsageError(
        session.Say("--digest 应为 64 位十六进制数，得到 ",
                    "--digest must be 64 hexadecimal digits, found ") +
        options.digest);
  }
  v1::CampaignStanding campaign;
  const grpc::Status status = GetCampaign(
      session, session.book, options.review.campaign_number(), &campaign);
  if (!status.ok()) return ReportError(session, status);
  const std::string& digest = campaign.winners_digest();
  if (!pinned.empty() && pinned != digest) {
    session.PrintError(fmt::format(
        fmt::runtime(session.Say("名单已变：现在的摘要是 {}",
                                 "the list changed: its digest is {} now")),
        digest.empty() ? "–" : ToHex(digest)));
    return ExitCode::kRefused;
  }
  if (!session.json) {
    session.around.out << fmt::format(
        fmt::runtime(session.Say("所签名单：{} 名入选，摘要 {}\n",
                                 "the list that is signed: {} winners, digest "
                                 "{}\n")),
        campaign.winners(), digest.empty() ? "–" : ToHex(digest));
  }
  v1::SignReviewRequest request;
  *request.mutable_review() = options.review;
  request.mutable_review()->set_agrees(options.agrees);
  request.mutable_review()->set_list_digest(digest);
  return SendCommand(session, &Client::Selection::SignReview, request,
                     options.agrees
                         ? session.Say("已签署：同意", "signed: agrees")
                         : session.Say("已签署：不同意", "signed: disagrees"));
}

}  // namespace

void AddCampaignSign(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "sign",
      {"评审人对现有名单签署意见",
       "A reviewer signs the list as it now stands"},
      "greenledger campaign sign 1 --agree --by C-02 --book 310101001001\n"
      "greenledger campaign sign 1 --disagree --why 'building 3 was not "
      "visited' \\\n  --by C-03 --book 310101001001");
  auto options = std::make_shared<SignOptions>();
  v1::ReviewSigned* review = &options->review;
  Fields(*verb, session, review)
      .Need("campaign", {"评选编号", "the campaign's number"},
            &v1::ReviewSigned::set_campaign_number)
      .May("--why", {"理由；不同意时必须给出", "why; needed to disagree"},
           review->mutable_why())
      .By(review->mutable_by());
  verb->add_flag("--agree", options->agrees, session.Say("同意", "agree"));
  verb->add_flag("--disagree", options->disagrees,
                 session.Say("不同意", "disagree"));
  verb->add_option("--digest", options->digest,
                   session.Say("所看名单的摘要；名单已变则不签",
                               "digest of the list that was looked at; signs "
                               "nothing if it is another one by now"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session,
           [&session, options] { return Sign(session, *options); });
}

}  // namespace greenledger::cli
