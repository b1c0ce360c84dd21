#include <ctime>
#include <iostream>

#include "server/admin/commands.hpp"
#include "server/admin/office_data.hpp"

namespace mingcha {

namespace {
std::string minute_of(std::int64_t time_ms) {
    if (time_ms == 0) return "never";
    std::time_t const seconds = time_ms / 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%MZ", &parts)};
}
}  // namespace

int run_device_list(std::string const& directory) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    auto const read = (*data)->store->read([&](sqlite::Database& db) {
        sqlite::Statement devices(
            db, "SELECT device, person, label, last_contact, revoked FROM device ORDER BY last_contact DESC, device");
        while (devices.step()) {
            auto const who = (*data)->persons.person(Uuid::from(devices.blob(1)));
            std::cout << Uuid::from(devices.blob(0)).to_string() << "  " << (who ? who->name : "?") << "  "
                      << devices.text(2) << "  last contact " << minute_of(devices.integer(3))
                      << (devices.integer(4) != 0 ? "  revoked" : "") << "\n";
        }
    });
    return read ? 0 : failed(read.error());
}

int run_device_revoke(std::string const& directory, std::string const& device, bool revoked, std::string const& why) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    if (auto const alone = (*data)->hold_for_serving(); !alone) return failed(alone.error());
    auto const id = Uuid::parse(device);
    if (!id) return failed({"bad_id", device + " is no device's id; `mingchad device list` shows them"});
    auto const done = (*data)->store->set_revoked(*id, revoked, why, (*data)->clock.now().time_ms);
    if (!done) return failed(done.error());
    std::cout << device
              << (revoked ? ": revoked. What it hands in from now on is kept and held; nothing goes down to it.\n"
                          : ": admitted again. What was held stays held until somebody settles it.\n");
    return 0;
}

}  // namespace mingcha
