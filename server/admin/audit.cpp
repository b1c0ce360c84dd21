#include <iostream>
#include <vector>

#include "server/admin/commands.hpp"
#include "server/store/audit.hpp"

namespace mingcha {

namespace {
constexpr std::size_t read_bytes = 1024 * 1024;  // a photo is 300 KB, so mostly one read
}  // namespace

std::string photo_fault(BlobStore& blobs, Hash const& hash) {
    Sha256Stream bytes;
    for (std::uint64_t at = 0;;) {
        auto const part = blobs.read(hash, at, read_bytes);
        if (!part) return part.error().code == "not_found" ? "its file is missing" : part.error().message;
        bytes.update(*part);
        at += part->size();
        if (part->size() < read_bytes) break;
    }
    return bytes.finish() == hash ? "" : "its file was altered";
}

int run_audit_verify(std::string const& directory, bool photo_bytes, std::vector<std::string> const& heads) {
    std::vector<LogHead> anchors;
    for (auto const& text : heads) {
        auto const bytes = from_hex(text);
        auto const head = LogHead::decode(bytes ? *bytes : Bytes{});
        if (!head) return failed({"bad_head", "--head " + text + " is no signed head in hexadecimal"});
        anchors.push_back(*head);
    }
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    AuditReport report;
    std::vector<Hash> photos;
    auto const read = (*data)->store->read([&](sqlite::Database& db) {
        report = audit(db, (*data)->keys.identity.public_key(), anchors);
        if (photo_bytes) photos = arrived_photos(db);
    });
    if (!read) return failed(read.error());
    for (auto const& hash : photos)
        if (auto const fault = photo_fault(*(*data)->blobs, hash); !fault.empty())
            report.faults.push_back("photo " + to_hex(hash) + ": " + fault);
    for (auto const& fault : report.faults) std::cout << "fault: " << fault << "\n";
    std::cout << report.leaves << " leaves, " << report.batches << " batches, " << report.receipts << " receipts, "
              << report.blobs << " photos, " << report.records
              << " records: " << (report.faults.empty() ? "complete" : std::to_string(report.faults.size()) + " faults")
              << "\n";
    if (!anchors.empty() && report.faults.empty()) std::cout << anchors.size() << " kept heads are heads of this log\n";
    if (!photo_bytes) std::cout << "photo bytes not checked\n";
    return report.faults.empty() ? 0 : 1;
}

}  // namespace mingcha
