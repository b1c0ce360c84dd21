#include <algorithm>
#include <iostream>

#include "server/admin/commands.hpp"
#include "server/admin/office_data.hpp"
#include "shared/rules/settings.hpp"

namespace mingcha {

namespace {
std::string text_of(Record const& record, char const* field) {
    return record.value(field).text();
}

Outcome<Record> office_called(std::vector<Record> const& offices, std::string const& wanted) {
    for (auto const& one : offices) {
        bool const is_top = one.value("parent").id().is_nil();
        if (wanted.empty() ? is_top : (text_of(one, "name_zh") == wanted || text_of(one, "code") == wanted)) return one;
    }
    return Error{"no_office", wanted.empty() ? "this directory has no office yet; make one first"
                                             : "no office has the name or code " + wanted};
}

void list(std::vector<Record> const& offices, std::vector<Record> const& kept) {
    for (auto const* one : all_settings()) {
        std::cout << one->name << " = " << one->standard << " (" << one->unit << ", " << one->least << " to "
                  << one->most << "): " << one->zh << " · " << one->en << "\n";
        for (auto const& record : kept) {
            if (record.key != one->name) continue;
            auto const office =
                std::ranges::find(offices, record.name.root.id, [](Record const& o) { return o.name.id; });
            std::cout << "    "
                      << (office == offices.end() ? record.name.root.id.to_string() : text_of(*office, "name_zh"))
                      << ": " << text_of(record, "value") << "\n";
        }
    }
}

Outcome<Unit> set(OfficeData& data, std::string const& office, std::string const& name, std::string const& figure) {
    auto const offices = data.store->records(RecordType::office);
    auto const kept = data.store->records(RecordType::setting);
    if (!offices || !kept) return offices ? kept.error() : offices.error();
    if (name.empty()) return list(*offices, *kept), Unit{};
    auto const* what = find_setting(name);
    if (!what) return Error{"no_setting", "there is no setting " + name + "; `mingchad set` lists them"};
    if (std::to_string(figure_of(*what, figure)) != figure)
        return Error{"bad_figure", name + " is a whole number from " + std::to_string(what->least) + " to " +
                                       std::to_string(what->most) + " (" + std::string(what->unit) + ")"};
    auto const at = office_called(*offices, office);
    if (!at) return at.error();
    RecordName const record{at->name.root, RecordType::setting, Uuid::derived(at->name.root.id, name)};
    auto const number = find_field(*find_type(RecordType::setting), "value")->number;
    ServerWrite const write{record, name, number, Value(figure), {}, {}, false};
    if (auto const done = data.store->write(std::span(&write, 1), data.clock.now().time_ms); !done) return done;
    std::cout << text_of(*at, "name_zh") << ": " << name << " = " << figure
              << "; tablets get it at their next contact\n";
    return Unit{};
}
}  // namespace

int run_set(std::string const& directory, std::string const& office, std::string const& name,
            std::string const& figure) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    if (!name.empty())
        if (auto const alone = (*data)->hold_for_serving(); !alone) return failed(alone.error());
    auto const done = set(**data, office, name, figure);
    return done ? 0 : failed(done.error());
}

}  // namespace mingcha
