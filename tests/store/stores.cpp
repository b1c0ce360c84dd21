#include "tests/store/stores.hpp"

#include "shared/rules/case_file.hpp"

namespace mingcha::test {

std::string StorePolicy::refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                 Record const* row) {
    for (auto const& [number, field] : delta.record.fields)
        for (auto const& sibling : field.siblings)
            if (sibling.value.find("不许") != std::string::npos) return "permission";
    return OpenPolicy::refuses(reader, header, delta, row);
}

std::vector<ServerWrite> StorePolicy::after_arrival(PolicyReader& reader, Record const& record, std::uint64_t log_index,
                                                    std::uint64_t server_epoch) {
    if (record.name.type != RecordType::step) return {};
    auto const name = ruling_name(record.name);
    if (reader.record(name)) return {};
    auto const key = record.name.id.to_string();
    auto const field = [](char const* what) { return field_number(RecordType::ruling, what); };
    auto const tablet = record.fields.front().second.siblings.front().dot.replica;
    auto const contact = reader.last_contact(tablet, reader.now_ms());
    return {{name, key, field("step"), record.name.id, {}, {}, false},
            {name, key, field("result"), contact ? std::to_string(*contact) : "never", {}, {}, false},
            {name, key, field("order"), static_cast<std::int64_t>(log_index), {}, {}, false},
            {name, key, field("epoch"), static_cast<std::int64_t>(server_epoch), {}, {}, false}};
}

}  // namespace mingcha::test
