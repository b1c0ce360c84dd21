#include "server/api/log_routes.hpp"

#include <charconv>

namespace mingcha {

namespace {
Outcome<std::set<std::uint64_t>> read_sizes(std::string_view text) {
    Error const bad{"bad_request", "from: up to 8 sizes of the log, with commas between them"};
    std::set<std::uint64_t> out;
    while (!text.empty()) {
        auto const part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        std::uint64_t size = 0;
        auto const [end, wrong] = std::from_chars(part.data(), part.data() + part.size(), size);
        if (wrong != std::errc{} || end != part.data() + part.size() || out.size() == proofs_max) return bad;
        out.insert(size);
    }
    return out;
}

HttpResponse log_proof(ApiServices& services, HttpRequest const& request) {
    auto const sizes = read_sizes(request.query_value("from"));
    if (!sizes) return api_problem(400, sizes.error().code, sizes.error().message, {.field = "from"});
    auto const proof = services.store.log_proof(*sizes, services.clock.now().time_ms);
    if (!proof) return unavailable(proof.error());
    auto const& head = proof->head;
    OrderedJson body{
        {"log_id", head.log_id.to_string()},   {"epoch", head.server_epoch}, {"size", head.size},
        {"root", to_hex(head.root)},           {"time", head.server_ms},     {"head", to_hex(head.encode())},
        {"consistency", OrderedJson::object()}};
    for (auto const& [size, hashes] : proof->consistency) {
        auto& list = body["consistency"][std::to_string(size)] = OrderedJson::array();
        for (auto const& hash : hashes) list.push_back(to_hex(hash));
    }
    return api_answer(body);
}
}  // namespace

void add_log_route(Router& router, ApiServices& services) {
    router.add(Method::get, "/api/v1/log",
               [&services](HttpRequest const& request) { return log_proof(services, request); });
}

}  // namespace mingcha
