#include "tests/schema/schema_doc.hpp"

#include <array>
#include <utility>

#include "shared/record/schema.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
constexpr std::string_view intro = R"(# Record types

Written by `mc_schema_doc` from `shared/record/schema.cpp`; a test compares the two. Do not edit: change the catalogue and run
`mc_schema_doc > docs/SCHEMA.md`.

A **record** is a type, a 128-bit id, a root and fields; a **field** is a set of siblings with its own version vector
(`docs/PROTOCOL.md` has the bytes). Numbers are what travels and what is stored: they are never used again, new ones are appended.

- **Root**: the set of records with one audience to which a record belongs. The *head* has the root's own id, the other records of the
  root wait for it.
- **Id**: `v7` is made where the record is (UUIDv7); `key` is derived from the root's id and a key text, so that two people who make
  the same thing arrive at the same record.
- **Value**: canonical CBOR. `id` and `hash` are byte strings of 16 and 32 bytes, `time` is Unix milliseconds, `decimal` a text such as
  "2.5", `code` a short word, `map` has text keys.
- **Rule**: `settled` = siblings with different values wait for a person; `quiet` = they need no asking; `once` = written when the record
  is made and never again; `set` = elements that come and go one by one.
- **Writer**: whose write of the field is accepted. `inspectors` = lead and members, `school` = liaison and head of school, `office` =
  district and city.
- **Bytes**: the most that one canonical value may have.
)";

std::string_view word(RootKind kind) {
    static constexpr std::string_view words[] = {"", "office", "person", "unit", "visit", "finding"};
    return words[static_cast<std::size_t>(kind)];
}
std::string_view word(FieldKind kind) {
    static constexpr std::string_view words[] = {"text", "integer", "flag",  "time", "id",  "hash",
                                                 "code", "decimal", "bytes", "map",  "list"};
    return words[static_cast<std::size_t>(kind)];
}
std::string_view word(FieldRule rule) {
    static constexpr std::string_view words[] = {"settled", "quiet", "once", "set"};
    return words[static_cast<std::size_t>(rule)];
}

std::string words(Writer writer) {
    // Groups first, so that both halves of one are named by its name.
    static constexpr std::array<std::pair<Writer, std::string_view>, 11> names{{{Writer::any, "any"},
                                                                                {Writer::inspectors, "inspectors"},
                                                                                {Writer::school, "school"},
                                                                                {Writer::office, "office"},
                                                                                {Writer::lead, "lead"},
                                                                                {Writer::member, "member"},
                                                                                {Writer::liaison, "liaison"},
                                                                                {Writer::head, "head"},
                                                                                {Writer::district, "district"},
                                                                                {Writer::city, "city"},
                                                                                {Writer::server, "server"}}};
    auto left = static_cast<unsigned>(writer);
    std::string out;
    for (auto const& [group, name] : names) {
        auto const bits = static_cast<unsigned>(group);
        if (left == 0 || (left & bits) != bits) continue;
        left &= ~bits;
        if (!out.empty()) out += ", ";
        out += name;
    }
    return out.empty() ? "nobody" : out;
}

/// A cell of a Markdown table.
std::string cell(std::string_view text) {
    std::string out;
    for (char const c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string row(FieldSpec const& field) {
    return "| " + std::to_string(field.number) + " | `" + std::string(field.name) + "` | " +
           std::string(word(field.kind)) + " | " + std::string(word(field.rule)) + " | " + words(field.writer) + " | " +
           std::to_string(field.bytes_max) + " | " + cell(field.about) + " |\n";
}

std::string section(TypeSpec const& type) {
    std::string out =
        "\n## " + std::to_string(static_cast<unsigned>(type.type)) + " " + std::string(type.name) + "\n\n";
    if (!type.about.empty()) out += std::string(type.about) + ". ";
    out += "Root: " + std::string(word(type.root)) + (type.is_head ? ", whose head it is" : "") +
           ". Id: " + (type.has_key ? "key" : "v7") + ".\n\n";
    out += "| no. | field | value | rule | writer | bytes | meaning |\n|---|---|---|---|---|---|---|\n";
    for (auto const& field : type.fields) out += row(field);
    return out;
}
}  // namespace

std::string schema_doc() {
    std::string out(intro);
    out += "\n| no. | type | root | id | what it is |\n|---|---|---|---|---|\n";
    for (auto const& type : catalogue())
        out += "| " + std::to_string(static_cast<unsigned>(type.type)) + " | [" + std::string(type.name) + "](#" +
               std::to_string(static_cast<unsigned>(type.type)) + "-" + std::string(type.name) + ") | " +
               std::string(word(type.root)) + (type.is_head ? " (head)" : "") + " | " + (type.has_key ? "key" : "v7") +
               " | " + cell(type.about) + " |\n";
    for (auto const& type : catalogue()) out += section(type);
    out +=
        "\n## Every type\n\n| no. | field | value | rule | writer | bytes | meaning |\n|---|---|---|---|---|---|---|\n";
    out += row(*find_field(catalogue().front(), withdrawn_field));
    out += "\nField numbers from " + std::to_string(unknown_field_from) +
           " on, and record types that are not listed here, belong to no schema of this version: they are kept and "
           "passed on, at most " +
           std::to_string(limits::unknown_fields_max) + " fields and " + std::to_string(limits::unknown_bytes_max) +
           " bytes a record.\n";
    return out;
}

}  // namespace mingcha
