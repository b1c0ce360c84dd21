#include <iostream>
#include <nlohmann/json.hpp>

#include "server/admin/commands.hpp"
#include "server/api/visit_detail.hpp"
#include "shared/wire/frames.hpp"

namespace mingcha {

namespace {
using Json = nlohmann::ordered_json;

/// One table's rows, told alike.
class Kept {
public:
    explicit Kept(sqlite::Database& db) : db_(db) {}

    void held() {
        sqlite::Statement rows(
            db_,
            "SELECT header, delta, code, server_ms FROM held LEFT JOIN batch USING (device, epoch, n) "
            "WHERE settled=0 ORDER BY held.id");
        while (rows.step()) {
            auto const delta = decode_delta(rows.blob(1));
            print("held", rows.text(2), BatchHeader::decode(rows.blob(0)), delta ? &delta->record : nullptr,
                  rows.integer(3));
        }
    }
    void waiting() {
        sqlite::Statement rows(db_, "SELECT header, delta, since FROM waiting ORDER BY id");
        while (rows.step()) {
            auto const delta = decode_delta(rows.blob(1));
            print("waiting", "parent_missing", BatchHeader::decode(rows.blob(0)), delta ? &delta->record : nullptr,
                  rows.integer(2));
        }
    }
    void lost() {
        sqlite::Statement rows(db_, "SELECT device, row, since FROM lost ORDER BY id");
        while (rows.step()) {
            auto const record = decode_record(rows.blob(1));
            BatchHeader header;
            header.device = Uuid::from(rows.blob(0));
            print("lost", "epoch_closed", header, record ? &*record : nullptr, rows.integer(2));
        }
    }
    void quarantined() {
        sqlite::Statement rows(db_, "SELECT code, bytes, since FROM quarantine ORDER BY id");
        while (rows.step()) {
            auto const frame = decode_frame(rows.blob(1));
            auto const* push = frame ? std::get_if<Push>(&*frame) : nullptr;
            print("quarantined", rows.text(0), push ? Outcome<BatchHeader>(push->batch.header) : Error{"bad_frame", ""},
                  nullptr, rows.integer(2));
        }
    }

private:
    void print(char const* kept, std::string const& code, Outcome<BatchHeader> const& header, Record const* record,
               std::int64_t since) {
        Json out{{"kept", kept}, {"code", code}, {"since", since}};
        if (header) {
            out["device"] = header->device.to_string();
            if (header->n != 0 || header->epoch != 0) out["epoch"] = header->epoch, out["batch"] = header->n;
            if (!header->author.is_nil()) out["author"] = header->author.to_string();
        }
        if (record) {
            auto const* type = find_type(record->name.type);
            out["root"] = record->name.root.id.to_string();
            out["type"] = type ? std::string(type->name) : "#" + std::to_string(static_cast<int>(record->name.type));
            out["id"] = record->name.id.to_string();
            if (!record->key.empty()) out["key"] = record->key;
            Json fields = Json::object();
            for (auto const& [number, field] : record->fields) {
                auto const* spec = type ? find_field(*type, number) : nullptr;
                auto& values = fields[spec ? std::string(spec->name) : "#" + std::to_string(number)] = Json::array();
                for (auto const& one : field.siblings)
                    if (auto const value = Value::decode(view(one.value)); !one.is_named_only() && value)
                        values.push_back(value_json(*value));
            }
            out["fields"] = fields;
        }
        std::cout << out.dump() << "\n";
    }

    sqlite::Database& db_;
};
}  // namespace

int run_export_kept(std::string const& directory) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    auto const read = (*data)->store->read([](sqlite::Database& db) {
        Kept kept(db);
        kept.held(), kept.waiting(), kept.lost(), kept.quarantined();
    });
    return read ? 0 : failed(read.error());
}

}  // namespace mingcha
