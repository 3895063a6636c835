// greenledger material hand-over|return
#include <memory>

#include "clients/cli/command.h"
#include "clients/cli/nouns.h"
#include "clients/cli/verb.h"

namespace greenledger::cli {
namespace {

template <typename Value>
void AddNeeded(CLI::App& verb, const char* name, Value& value,
               const std::string& description) {
  verb.add_option(name, value, description)->required();
}

void AddHandOver(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "hand-over",
      {"登记清运单位移交给处理单位的物料",
       "Book material that a collector hands over to a processor"},
      "greenledger material hand-over --collector 5 --processor 9 \\\n"
      "  --manifest M-17 --class 32 --grams 120000 --book 310101001001");
  struct Given {
    uint64_t collector = 0, processor = 0, grams = 0, pieces = 0;
    uint32_t class_code = 0;
    std::string manifest;
  };
  auto given = std::make_shared<Given>();
  AddNeeded(*verb, "--collector", given->collector,
            session.Say("清运单位编号", "the collector's number"));
  AddNeeded(*verb, "--processor", given->processor,
            session.Say("处理单位编号", "the processor's number"));
  AddNeeded(*verb, "--manifest", given->manifest,
            session.Say("联单号", "number on the paper"));
  AddNeeded(*verb, "--class", given->class_code,
            session.Say("类别", "waste class"));
  verb->add_option("--grams", given->grams, session.Say("净重，克", "grams"));
  verb->add_option("--pieces", given->pieces, session.Say("件数", "pieces"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, given] {
    v1::HandOverMaterialRequest command;
    v1::MaterialHandedOver* material = command.mutable_material();
    material->set_collector_number(given->collector);
    material->set_processor_number(given->processor);
    material->set_manifest(given->manifest);
    material->set_class_code(given->class_code);
    material->set_grams(given->grams);
    material->set_pieces(given->pieces);
    return SendCommand(session, &Client::Oversight::HandOverMaterial, command,
                       session.Say("移交已登记", "hand-over booked"));
  });
}

void AddReturn(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "return",
      {"登记处理单位用掉的物料和制成品",
       "Book what a processor used up and what it made of it"},
      "greenledger material return --processor 9 --manifest R-3 --class 32 "
      "\\\n  --used-grams 90000 --product soap --product-pieces 900 "
      "--book 310101001001");
  struct Given {
    uint64_t processor = 0, grams = 0, pieces = 0;
    uint32_t class_code = 0, product_pieces = 0;
    std::string manifest, product;
  };
  auto given = std::make_shared<Given>();
  AddNeeded(*verb, "--processor", given->processor,
            session.Say("处理单位编号", "the processor's number"));
  AddNeeded(*verb, "--manifest", given->manifest,
            session.Say("联单号", "number on the paper"));
  AddNeeded(*verb, "--class", given->class_code,
            session.Say("类别", "waste class"));
  AddNeeded(*verb, "--product", given->product,
            session.Say("制成品", "what was made of it"));
  verb->add_option("--used-grams", given->grams,
                   session.Say("用掉的重量，克", "grams used up"));
  verb->add_option("--used-pieces", given->pieces,
                   session.Say("用掉的件数", "pieces used up"));
  verb->add_option("--product-pieces", given->product_pieces,
                   session.Say("制成品件数", "pieces of the product"));
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, given] {
    v1::ReturnMaterialRequest command;
    v1::MaterialReturned* material = command.mutable_material();
    material->set_processor_number(given->processor);
    material->set_manifest(given->manifest);
    material->set_class_code(given->class_code);
    material->set_used_grams(given->grams);
    material->set_used_pieces(given->pieces);
    material->set_product(given->product);
    material->set_product_pieces(given->product_pieces);
    return SendCommand(session, &Client::Oversight::ReturnMaterial, command,
                       session.Say("回执已登记", "return booked"));
  });
}

}  // namespace

void AddMaterial(CLI::App& app, Session& session) {
  CLI::App* noun = AddNoun(app, session, "material",
                           {"清运后的物料", "Material after the bins"});
  AddHandOver(*noun, session);
  AddReturn(*noun, session);
}

}  // namespace greenledger::cli
