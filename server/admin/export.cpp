#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "server/admin/commands.hpp"

namespace mingcha {

namespace {
using Json = nlohmann::ordered_json;
using enum RecordType;

Json json_of(Value const& value) {
    struct Visit {
        Json operator()(std::monostate) const { return nullptr; }
        Json operator()(bool v) const { return v; }
        Json operator()(std::int64_t v) const { return v; }
        Json operator()(std::string const& v) const { return v; }
        Json operator()(Bytes const& v) const { return Json{{"hex", to_hex(v)}}; }
        Json operator()(Value::List const& v) const {
            Json out = Json::array();
            for (auto const& one : v) out.push_back(json_of(one));
            return out;
        }
        Json operator()(Value::Map const& v) const {
            Json out = Json::object();
            for (auto const& [key, one] : v) out[key] = json_of(one);
            return out;
        }
    };
    return std::visit(Visit{}, value.data());
}

std::string hex(std::uint64_t number) {
    ByteWriter out;
    out.u64_be(number);
    return to_hex(out.bytes());
}

Json json_of(FieldState const& field) {
    Json siblings = Json::array();
    for (auto const& sibling : field.siblings) {
        auto const value = Value::decode(view(sibling.value));
        auto const& at = sibling.stamp.device;
        siblings.push_back({{"replica", hex(sibling.dot.replica.value)},
                            {"counter", sibling.dot.counter},
                            {"author", sibling.author.to_string()},
                            {"time", at.time_ms},
                            {"boot", at.boot},
                            {"monotonic", at.monotonic_ms},
                            {"value", value ? json_of(*value) : Json(nullptr)}});
    }
    Json vector = Json::object();
    for (auto const& [replica, counter] : field.vector.entries()) vector[hex(replica.value)] = counter;
    return {{"siblings", siblings}, {"vector", vector}};
}

/// What the server adds for itself differs between two servers that hold the same records.
bool is_servers_own(TypeSpec const* type, std::uint16_t number) {
    auto const* spec = type ? find_field(*type, number) : nullptr;
    return spec && spec->writer == Writer::server;
}

Json json_of(Record const& record) {
    auto const* type = find_type(record.name.type);
    Json fields = Json::object();
    for (auto const& [number, field] : record.fields) {
        if (is_servers_own(type, number)) continue;
        auto const* spec = type ? find_field(*type, number) : nullptr;
        fields[spec ? std::string(spec->name) : "#" + std::to_string(number)] = json_of(field);
    }
    return {{"type", type ? std::string(type->name) : "#" + std::to_string(static_cast<int>(record.name.type))},
            {"id", record.name.id.to_string()},
            {"key", record.key},
            {"fields", fields}};
}

void add(Json& to, std::vector<Record> records) {
    std::ranges::sort(records, {}, &Record::name);
    for (auto const& record : records)
        if (record.name.type != ruling) to.push_back(json_of(record));
}
}  // namespace

int run_export_visits(std::string const& directory) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    auto& store = *(*data)->store;
    auto visits = store.records(visit);
    auto const findings = store.records(finding);
    if (!visits || !findings) return failed(visits ? findings.error() : visits.error());
    std::ranges::sort(*visits, {}, &Record::name);
    for (auto const& one : *visits) {
        auto records = store.records(one.name.root);
        if (!records) return failed(records.error());
        Json list = Json::array();
        add(list, *std::move(records));
        for (auto const& problem_found : *findings) {
            if (problem_found.value("visit").id() != one.name.id) continue;
            auto below = store.records(problem_found.name.root);
            if (!below) return failed(below.error());
            add(list, *std::move(below));
        }
        std::cout << Json{{"visit", one.name.id.to_string()}, {"records", list}}.dump() << "\n";
    }
    return 0;
}

}  // namespace mingcha
