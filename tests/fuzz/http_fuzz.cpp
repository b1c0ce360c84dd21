// libFuzzer entry for the HTTP interface: ./dev fuzz http [seconds]
//
// One request (tests/fuzz/request.hpp) to the routes of console and enrolment over a demo office on disk. `X-As: office` signs it in.
// `{visit}`, `{code}`, `{etag}` and `{next}` in it become a visit's id, an enrolment code, the ETag of the last answer and the cursor of the
// last page. Whatever is asked is answered,
// and not with 500; what is JSON by its header is JSON; and reading changes nothing.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/admin/demo.hpp"
#include "server/api/api_routes.hpp"
#include "server/api/device_routes.hpp"
#include "tests/fuzz/request.hpp"

using namespace mingcha;

namespace {
struct Folder {
    std::filesystem::path path;
    Folder() {
        SystemRandom random;
        Bytes name(8);
        random.fill(name);
        path = std::filesystem::temp_directory_path() / ("http_fuzz-" + to_hex(name));
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

class OfficeOnDisk {
public:
    OfficeOnDisk() : data_(*OfficeData::open_or_make(folder_.path)) {
        MC_CHECK(make_demo(*data_, {}));
        add_device_routes(router_, devices_);
        add_api_routes(router_, api_);
        auto const door = demo_door();
        session_ = *data_->accounts->sign_in(door.account, door.password);
        code_ = *data_->accounts->make_enrolment_code(*data_->persons.person_named(door.inspector), 60 * 24);
        auto const visits = ask("GET /api/v1/visits?limit=1\nX-As: office\n\n");
        auto const page = nlohmann::json::parse(std::get<std::string>(visits->body));
        visit_ = page.at("items").at(0).at("id"), next_ = page.at("next");
    }

    std::optional<HttpResponse> ask(std::string text) {
        for (auto const& [name, value] :
             {std::pair{"{visit}", &visit_}, {"{code}", &code_}, {"{etag}", &etag_}, {"{next}", &next_}})
            for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value->size()))
                text.replace(at, std::string_view(name).size(), *value);
        auto request = fuzzing::read_request(text);
        if (!request) return std::nullopt;
        if (request->headers.has("X-As")) {
            request->headers.add("Cookie", std::string(session_cookie) + "=" + session_.token);
            request->headers.add("X-CSRF-Token", session_.csrf);
        }
        auto match = router_.match(request->method, request->segments);
        auto const* handler = match.route ? std::get_if<HttpHandler>(&match.route->target) : nullptr;
        if (!handler) return std::nullopt;
        bool const signs_out = request->method == Method::del && request->headers.has("X-As");
        if (signs_out) return std::nullopt;  // the next input wants the session
        request->params = std::move(match.params);
        auto const before = seq();
        auto answer = (*handler)(*request);
        MC_CHECK(request->method != Method::get || seq() == before);
        etag_ = answer.headers.get("ETag");
        return answer;
    }

private:
    std::uint64_t seq() {
        std::uint64_t out = 0;
        MC_CHECK(in_snapshot(*data_->store, [&](sqlite::Database& db) { out = last_seq(db); }));
        return out;
    }

    Folder folder_;
    std::unique_ptr<OfficeData> data_;
    Log log_{data_->clock, [](std::string_view) {}};
    StoreThread writer_{*data_->store, data_->clock};
    Hub hub_;
    DeviceServices devices_{*data_->store, writer_, *data_->accounts, data_->persons, log_, true};
    ApiServices api_{*data_->store, *data_->accounts, data_->persons, hub_, data_->clock};
    Router router_;
    WebSession session_;
    std::string visit_, code_, etag_, next_;
};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static OfficeOnDisk office;
    auto const answer = office.ask({reinterpret_cast<char const*>(data), size});
    if (!answer) return 0;
    fuzzing::check_answer(*answer);
    auto const* body = std::get_if<std::string>(&answer->body);
    if (body && answer->headers.get("Content-Type").find("json") != std::string_view::npos)
        MC_CHECK(nlohmann::json::accept(*body));
    return 0;
}
