#pragma once

#include <filesystem>
#include <memory>

#include "server/api/accounts.hpp"
#include "server/blobs/file_blob_store.hpp"
#include "server/net/tls_identity.hpp"
#include "server/ops/files.hpp"
#include "server/ops/system_clock.hpp"
#include "server/store/sqlite_store.hpp"
#include "server/sync/directory.hpp"
#include "server/sync/rules_policy.hpp"

namespace mingcha {

/// The data of one office on disk, opened: keys, central store, accounts, photos. What `serve` runs on and what the admin commands read.
/// Members are built in the order in which they stand and end in the reverse.
struct OfficeData {
    std::filesystem::path directory;
    SystemClock clock;
    SystemRandom random;
    ServerKeys keys;
    Directory persons;
    RulesPolicy policy{persons};
    std::unique_ptr<SqliteCentralStore> store;
    std::unique_ptr<Accounts> accounts;
    FileHandle serving;                    ///< open while this process alone may serve the directory
    std::unique_ptr<FileBlobStore> blobs;  ///< for reading only until `hold_for_serving`

    /// Leaves the photos alone: a server may be receiving some. Errors name the file; `no_office` where there is none: nothing is made, so
    /// that a mistyped path is never taken for an office that is in order.
    [[nodiscard]] static Outcome<std::unique_ptr<OfficeData>> open(std::filesystem::path const& directory);
    /// The same, and makes what is not there: for `demo` and `serve`.
    [[nodiscard]] static Outcome<std::unique_ptr<OfficeData>> open_or_make(std::filesystem::path const& directory);
    [[nodiscard]] static bool is_there(std::filesystem::path const& directory);
    /// Takes the directory for this process until it ends, and takes up the uploads that a crash cut off. `already_served`.
    [[nodiscard]] Outcome<Unit> hold_for_serving();
    /// True iff `mingchad demo` made it: only then are demo codes and passwords taken.
    [[nodiscard]] bool is_demo() const;
};

}  // namespace mingcha
