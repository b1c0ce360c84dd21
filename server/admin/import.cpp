#include <fstream>
#include <iostream>
#include <sstream>

#include "server/admin/commands.hpp"
#include "server/admin/office_data.hpp"
#include "shared/rules/checklist.hpp"

namespace mingcha {

namespace {
Outcome<std::string> read_file(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream content;
    if (!in || !(content << in.rdbuf())) return Error{"no_file", "cannot read " + path};
    return content.str();
}

/// The office that has no other above it: its lists serve everybody below.
Outcome<Uuid> top_office(SqliteCentralStore& store) {
    auto const offices = store.records(RecordType::office);
    if (!offices) return offices.error();
    for (auto const& one : *offices)
        if (one.value("parent").id().is_nil()) return one.name.id;
    return Error{"no_office", "this directory has no office yet; make one first"};
}

Outcome<Unit> import_checklist(OfficeData& data, std::string const& path) {
    auto const content = read_file(path);
    if (!content) return content.error();
    auto const list = parse_checklist(*content, std::filesystem::path(path).filename().string());
    if (!list) return list.error();
    auto const known = data.store->records(RecordType::checklist);
    if (!known) return known.error();
    for (auto const& one : *known)
        if (one.value("code").text() == list->code && one.value("version").text() == list->version)
            return Error{"known_version", list->code + " " + list->version +
                                              " is published already, and a published version never changes: give it "
                                              "a new version"};
    auto const office = top_office(*data.store);
    if (!office) return office.error();
    auto const now_ms = data.clock.now().time_ms;
    RecordName const name{{RootKind::office, *office}, RecordType::checklist, Uuid::v7(now_ms, data.random)};
    std::vector<ServerWrite> writes;
    for (auto const& [field, text] : {std::pair<char const*, std::string>{"code", list->code},
                                      {"version", list->version},
                                      {"title_zh", list->title.zh},
                                      {"title_en", list->title.en},
                                      {"content", *content}})
        writes.push_back(
            {name, {}, find_field(*find_type(RecordType::checklist), field)->number, Value(text), {}, {}, false});
    if (auto const written = data.store->write(writes, now_ms); !written) return written;
    std::cout << list->code << " " << list->version << ": " << list->item_count()
              << " items; tablets get it at their next contact, visits under way keep theirs\n";
    return Unit{};
}
}  // namespace

int run_import_checklist(std::string const& directory, std::string const& file) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    if (auto const held = (*data)->hold_for_serving(); !held) return failed(held.error());
    auto const done = import_checklist(**data, file);
    return done ? 0 : failed(done.error());
}

}  // namespace mingcha
