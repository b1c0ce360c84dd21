// libFuzzer entry for the import of checklists: ./dev fuzz checklist [seconds]
//
// A file is a list that can be scored, or an error that names the file and a reason; never anything between.

#include <cstddef>
#include <cstdint>
#include <set>

#include "shared/rules/checklist.hpp"

using namespace mingcha;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const list = parse_checklist(text, "fuzzed.json");
    if (!list) {
        MC_CHECK(list.error().code == "bad_checklist");
        MC_CHECK(list.error().message.starts_with("fuzzed.json, "));
        return 0;
    }
    MC_CHECK(list->item_count() > 0);
    std::set<std::string> codes;
    for (auto const& section : list->sections)
        for (auto const& item : section.items) {
            MC_CHECK(!item.code.empty() && codes.insert(item.code).second);
            MC_CHECK(!item.text.zh.empty() && !item.text.en.empty());
        }
    return 0;
}
