#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "server/admin/commands.hpp"
#include "shared/evidence/disclosure.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
using Json = nlohmann::ordered_json;

/// What a disclosure lacks or has in another form; told with its place.
struct Unreadable {
    std::string what;
};
Json const& member(Json const& of, char const* name) {
    if (!of.is_object() || !of.contains(name)) throw Unreadable{std::string("\"") + name + "\" is missing"};
    return of[name];
}
Bytes bytes_in(Json const& of, char const* name) {
    auto const& text = member(of, name);
    auto const bytes = text.is_string() ? from_hex(text.get<std::string>()) : Outcome<Bytes>(Error{});
    if (!bytes) throw Unreadable{std::string("\"") + name + "\" is not hexadecimal"};
    return *bytes;
}
std::uint64_t number_in(Json const& of, char const* name) {
    auto const& number = member(of, name);
    if (!number.is_number_unsigned()) throw Unreadable{std::string("\"") + name + "\" is not a number"};
    return number.get<std::uint64_t>();
}
template <typename Fixed>
Fixed fixed_in(Json const& of, char const* name) {
    auto const bytes = bytes_in(of, name);
    Fixed out{};
    if (bytes.size() != out.size()) throw Unreadable{std::string("\"") + name + "\" has another length"};
    std::ranges::copy(bytes, out.begin());
    return out;
}
std::vector<Json> list_in(Json const& of, char const* name) {
    auto const& list = member(of, name);
    if (!list.is_array()) throw Unreadable{std::string("\"") + name + "\" is not a list"};
    return {list.begin(), list.end()};
}
std::vector<Hash> path_in(Json const& of) {
    std::vector<Hash> out;
    for (auto const& one : list_in(of, "path")) out.push_back(fixed_in<Hash>({{"path", one}}, "path"));
    return out;
}
template <typename Decoded>
Decoded decoded_in(Json const& of, char const* name) {
    auto const out = Decoded::decode(bytes_in(of, name));
    if (!out) throw Unreadable{std::string("\"") + name + "\": " + out.error().message};
    return *out;
}

DisclosedBatch batch_in(Json const& of) {
    DisclosedBatch out;
    out.header = decoded_in<BatchHeader>(of, "header");
    out.signature = fixed_in<Signature>(of, "signature");
    out.device_key = fixed_in<PublicKey>(of, "device_key");
    out.verdicts = bytes_in(of, "verdicts");
    out.receipt = decoded_in<Receipt>(of, "receipt");
    out.path = path_in(of);
    for (auto const& one : list_in(of, "deltas"))
        out.deltas.push_back(
            {number_in(one, "index"), fixed_in<Hash>(one, "salt"), bytes_in(one, "delta"), path_in(one)});
    return out;
}

/// The faults of a document, each with its place; what is sound is counted.
struct Checked {
    std::vector<std::string> faults;
    std::size_t batches = 0, deltas = 0, office = 0, photos = 0;
};

Checked check(Json const& document, LogHead const& head, PublicKey const& identity) {
    Checked out;
    for (auto const& one : list_in(document, "batches")) {
        auto const batch = batch_in(one);
        auto const place = "batch " + batch.header.device.to_string() + "/" + std::to_string(batch.header.n) + ": ";
        if (auto const fault = fault_of(batch, head, identity); !fault.empty()) out.faults.push_back(place + fault);
        for (auto const& delta : batch.deltas)
            if (!decode_delta(delta.canonical)) out.faults.push_back(place + "a write that cannot be read");
        ++out.batches, out.deltas += batch.deltas.size();
    }
    for (auto const& one : list_in(document, "office")) {
        auto const index = number_in(one, "index");
        auto const place = "writes of the office at " + std::to_string(index) + ": ";
        auto const packed = bytes_in(one, "writes");
        if (!has_office_writes(head, index, packed, path_in(one)))
            out.faults.push_back(place + "not in the log under this head");
        else if (auto const deltas = decode_columns(packed, limits::batch_deltas_max))
            out.office += deltas->size();
        else
            out.faults.push_back(place + "cannot be read");
    }
    for (auto const& one : list_in(document, "photos")) {
        auto const hash = fixed_in<Hash>(one, "sha256");
        auto const time = static_cast<std::int64_t>(number_in(one, "time"));
        if (!has_arrival(head, number_in(one, "index"), hash, number_in(one, "size"), time, path_in(one)))
            out.faults.push_back("photo " + to_hex(hash) + ": its arrival is not in the log under this head");
        ++out.photos;
    }
    return out;
}
}  // namespace

int run_audit_disclosed(std::string const& file, std::string const& identity_hex) {
    std::ifstream in(file);
    auto const document = Json::parse(in, nullptr, false);
    if (document.is_discarded()) return failed({"bad_disclosure", file + " is not JSON"});
    try {
        if (member(document, "schema") != disclosure_schema) throw Unreadable{"another \"schema\""};
        auto const identity = fixed_in<PublicKey>(document, "identity");
        auto const head = decoded_in<LogHead>(document, "head");
        auto checked = check(document, head, identity);
        if (!verify_head(head, identity)) checked.faults.emplace_back("head: not signed by this server");
        if (!identity_hex.empty() && identity_hex != to_hex(identity))
            checked.faults.emplace_back("identity: the document's is " + to_hex(identity));
        for (auto const& fault : checked.faults) std::cout << "fault: " << fault << "\n";
        std::cout << checked.deltas << " writes in " << checked.batches << " batches, " << checked.office
                  << " of the office and " << checked.photos << " photos, under the head of " << head.size
                  << " entries: "
                  << (checked.faults.empty() ? "sound" : std::to_string(checked.faults.size()) + " faults") << "\n"
                  << "signed by the server " << fingerprint(identity) << "\n";
        return checked.faults.empty() ? 0 : 1;
    } catch (Unreadable const& wrong) {
        return failed({"bad_disclosure", file + ": " + wrong.what});
    }
}

}  // namespace mingcha
