#include <iostream>

#include "server/admin/commands.hpp"
#include "server/store/audit.hpp"

namespace mingcha {

int run_audit_verify(std::string const& directory) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    AuditReport report;
    auto const read =
        (*data)->store->read([&](sqlite::Database& db) { report = audit(db, (*data)->keys.identity.public_key()); });
    if (!read) return failed(read.error());
    for (auto const& fault : report.faults) std::cout << "fault: " << fault << "\n";
    std::cout << report.leaves << " leaves, " << report.batches << " batches, " << report.receipts << " receipts, "
              << report.blobs << " photos, " << report.records
              << " records: " << (report.faults.empty() ? "complete" : std::to_string(report.faults.size()) + " faults")
              << "\n";
    return report.faults.empty() ? 0 : 1;
}

}  // namespace mingcha
