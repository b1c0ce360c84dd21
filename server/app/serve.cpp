#include "server/app/serve.hpp"

#include <iostream>

#include "server/admin/commands.hpp"
#include "server/app/server_app.hpp"

namespace mingcha {

namespace {
Outcome<ListenAddress> parse_listen(std::string const& text, bool plain) {
    auto const colon = text.rfind(':');
    Error const bad{"bad_address", "--listen wants ADDRESS:PORT, e.g. 0.0.0.0:8443, not " + text};
    if (colon == std::string::npos) return bad;
    std::string const port = text.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos) return bad;
    int const number = std::stoi(port);
    if (number > 65535) return bad;
    return ListenAddress{text.substr(0, colon), static_cast<std::uint16_t>(number), !plain};
}
}  // namespace

int run_serve(std::string const& directory, std::string const& listen, bool plain) {
    auto const address = parse_listen(listen, plain);
    if (!address) return failed(address.error());
    if (!OfficeData::is_there(directory))
        std::cerr << "there was no office in " << directory << ": a new one is made, with keys of its own\n";
    auto data = OfficeData::open_or_make(directory);
    if (!data) return failed(data.error());
    if (auto const held = (*data)->hold_for_serving(); !held) return failed(held.error());
    ServerOptions options;
    options.listen = {*address};
    auto app = ServerApp::start(**data, std::move(options));
    if (!app) return failed(app.error());
    std::cout << "listening on " << (plain ? "http://" : "https://") << address->address << ":"
              << (*app)->server().port() << "\n"
              << "fingerprint " << fingerprint((*data)->keys.identity.public_key()) << std::endl;
    (*app)->server().wait_for_signal();
    (*app)->server().stop();
    return 0;
}

}  // namespace mingcha
