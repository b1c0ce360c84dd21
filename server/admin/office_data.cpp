#include "server/admin/office_data.hpp"

#include "server/api/api_routes.hpp"

namespace mingcha {

Outcome<std::unique_ptr<OfficeData>> OfficeData::open(std::filesystem::path const& directory) {
    if (!is_there(directory))
        return Error{"no_office", "there is no office in " + directory.string() +
                                      " (no store.sqlite); `mingchad serve` makes an empty one there, `mingchad demo` "
                                      "one with synthetic data"};
    return open_or_make(directory);
}

bool OfficeData::is_there(std::filesystem::path const& directory) {
    std::error_code failed;
    return std::filesystem::exists(directory / "store.sqlite", failed);
}

Outcome<std::unique_ptr<OfficeData>> OfficeData::open_or_make(std::filesystem::path const& directory) {
    auto data = std::make_unique<OfficeData>();
    data->directory = directory;
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) return Error{"no_directory", "cannot make " + directory.string() + ": " + failed.message()};
    auto keys = open_server_keys(directory / "keys", data->random, data->clock.now().time_ms);
    if (!keys) return keys.error();
    data->keys = *std::move(keys);
    auto store = SqliteCentralStore::open((directory / "store.sqlite").string(), data->keys.identity, data->policy,
                                          data->random);
    if (!store) return store.error();
    data->store = *std::move(store);
    if (auto const loaded = data->persons.load(*data->store); !loaded) return loaded.error();
    data->store->set_projector(visit_projector(data->persons));
    if (auto const shown = bring_visit_rows_up(*data->store, data->persons); !shown) return shown.error();
    auto accounts = Accounts::open((directory / "accounts.sqlite").string(), data->clock, data->random);
    if (!accounts) return accounts.error();
    data->accounts = *std::move(accounts);
    data->blobs = FileBlobStore::open_beside(directory / "photos", data->random);
    return data;
}

Outcome<Unit> OfficeData::hold_for_serving() {
    auto lock = lock_file(directory / "serving.lock");
    if (!lock && lock.error().code == "locked")
        return Error{"already_served", "another mingchad serves " + directory.string() +
                                           "; stop it first, or give another directory with --data"};
    if (!lock) return lock.error();
    serving = *std::move(lock);
    auto taken = FileBlobStore::open(directory / "photos", random, {});
    if (!taken) return taken.error();
    blobs = *std::move(taken);
    return Unit{};
}

bool OfficeData::is_demo() const {
    return std::filesystem::exists(directory / "demo");
}

}  // namespace mingcha
