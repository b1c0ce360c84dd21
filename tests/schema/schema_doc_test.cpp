#include "tests/schema/schema_doc.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "shared/evidence/receipt.hpp"
#include "shared/record/schema.hpp"
#include "shared/wire/frame_layout.hpp"
#include "shared/wire/limits.hpp"

using namespace mingcha;

namespace {
std::string file_text(std::string const& name) {
    std::ifstream in(std::string(MC_SOURCE_DIR) + "/" + name);
    REQUIRE(in.good());
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

template <typename Number>
std::string limit_row(char const* name, Number value) {
    return "| `" + std::string(name) + "` | " + std::to_string(value) + " |";
}
#define MC_LIMIT(name) limit_row(#name, limits::name)
}  // namespace

TEST_CASE("docs/SCHEMA.md says what the catalogue says", "[docs]") {
    CHECK(file_text("docs/SCHEMA.md") == schema_doc());  // else: mc_schema_doc > docs/SCHEMA.md
}

TEST_CASE("a field of the tablet holds as much as its record may, less what names the length", "[docs]") {
    auto const room = [](char const* file) {
        auto const text = file_text(file);
        std::smatch found;
        REQUIRE(std::regex_search(text, found, std::regex("property int bytesMax: (\\d+)")));
        return static_cast<std::uint32_t>(std::stoul(found[1]));
    };
    constexpr std::uint32_t head = 3;
    auto const line = find_field(*find_type(RecordType::finding), "responsible")->bytes_max;
    auto const paragraph = find_field(*find_type(RecordType::answer), "comment")->bytes_max;
    CHECK(room("qml/kit/InputField.qml") == line - head);
    CHECK(room("qml/kit/InputArea.qml") == paragraph - head);
}

TEST_CASE("the catalogue uses no number and no name twice", "[docs]") {
    std::set<std::string_view> names;
    std::set<RecordType> numbers;
    for (auto const& type : catalogue()) {
        INFO(type.name);
        CHECK(names.insert(type.name).second);
        CHECK(numbers.insert(type.type).second);
        std::set<std::string_view> field_names;
        std::uint16_t last = 0;
        for (auto const& field : type.fields) {
            INFO(field.name);
            CHECK(field.number > last);
            CHECK(field.number < withdrawn_field);
            CHECK(field_names.insert(field.name).second);
            last = field.number;
        }
    }
}

TEST_CASE("docs/PROTOCOL.md names every limit with its value", "[docs]") {
    std::vector<std::string> const rows{
        MC_LIMIT(frame_bytes_max),   MC_LIMIT(unpacked_bytes_max), MC_LIMIT(batch_deltas_max),
        MC_LIMIT(batch_bytes_least), MC_LIMIT(batch_bytes_most),   MC_LIMIT(batch_bytes_step),
        MC_LIMIT(record_fields_max), MC_LIMIT(field_siblings_max), MC_LIMIT(columns_writes_max),
        MC_LIMIT(key_bytes_max),     MC_LIMIT(unknown_fields_max), MC_LIMIT(unknown_bytes_max),
        MC_LIMIT(page_rows_max),     MC_LIMIT(page_bytes_goal),    MC_LIMIT(batches_in_flight_max),
        MC_LIMIT(quiet_rows_max),    MC_LIMIT(hello_entries_max),  MC_LIMIT(retry_first_ms),
        MC_LIMIT(retry_last_ms),     MC_LIMIT(bad_frames_max),     MC_LIMIT(quarantine_per_device_max),
        MC_LIMIT(lost_acts_max),     MC_LIMIT(contact_grain_ms),   MC_LIMIT(contacts_kept_ms)};
    auto const protocol = file_text("docs/PROTOCOL.md");
    for (auto const& row : rows) {
        INFO(row);
        CHECK(protocol.find(row) != std::string::npos);
    }
    // A new limit has to come into the list above, and with it into the page.
    auto const header = file_text("shared/wire/limits.hpp");
    std::regex const constant("inline constexpr std::\\w+ (\\w+) =");
    auto const found =
        std::distance(std::sregex_iterator(header.begin(), header.end(), constant), std::sregex_iterator());
    CHECK(static_cast<std::size_t>(found) == rows.size());
}

TEST_CASE("docs/PROTOCOL.md has a section for every frame, with all its fields", "[docs]") {
    auto const protocol = file_text("docs/PROTOCOL.md");
    static constexpr std::string_view names[] = {"Hello",       "Welcome",  "Push",       "Ack",  "Refused",
                                                 "EpochClosed", "Reenrol",  "Reenrolled", "Page", "Applied",
                                                 "LostActs",    "LostKept", "Goodbye"};
    for (std::size_t type = 1; type < frames::type_end; ++type) {
        auto const head = "### " + std::to_string(type) + " " + std::string(names[type - 1]);
        INFO(head);
        auto const begin = protocol.find(head + " ");
        REQUIRE(begin != std::string::npos);
        auto const section = protocol.substr(begin, protocol.find("\n##", begin + 4) - begin);
        std::regex const field("\n\\| (\\d+) \\|");
        auto const rows =
            std::distance(std::sregex_iterator(section.begin(), section.end(), field), std::sregex_iterator());
        CHECK(static_cast<std::size_t>(rows) == frames::field_counts[type]);
    }
}
