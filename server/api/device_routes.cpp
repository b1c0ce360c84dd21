#include "server/api/device_routes.hpp"

#include <nlohmann/json.hpp>

namespace mingcha {

namespace {
using Json = nlohmann::json;

struct Enrolment {
    std::string code, label;
    NewDevice device;
};

Outcome<Enrolment> read(std::string const& body) {
    auto const json = Json::parse(body, nullptr, false);
    auto const text = [&](char const* key) {
        return json.is_object() && json.contains(key) && json[key].is_string() ? json[key].get<std::string>()
                                                                               : std::string();
    };
    Enrolment out{text("code"), text("label"), {}};
    auto const device = Uuid::parse(text("device"));
    auto const key = from_hex(text("public_key"));
    if (out.code.empty() || !device || !key || key->size() != out.device.key.size())
        return Error{"bad_request", "code, device (UUID) and public_key (64 hexadecimal digits) are needed"};
    out.device.device = *device;
    std::ranges::copy(*key, out.device.key.begin());
    out.device.label = out.label.substr(0, 200);
    return out;
}

HttpResponse refuse_code(Error const& error) {
    return problem(error.code.starts_with("code_") ? 403 : 503, error);
}

Json person_json(DeviceServices& services, Uuid const& person) {
    auto const who = services.directory.person(person).value_or(Directory::Person{});
    auto const office = services.directory.office(who.office.id).value_or(Directory::Office{});
    return {{"person", {{"id", person.to_string()}, {"name", who.name}, {"role", who.role}}},
            {"office",
             {{"id", who.office.id.to_string()},
              {"name_zh", office.name_zh},
              {"name_en", office.name_en},
              {"phone", office.phone}}}};
}

/// Whose tablet the code would enrol, so that the person can say 是我 before anything is used up.
HttpResponse look(DeviceServices& services, HttpRequest const& request) {
    auto const json = Json::parse(request.body, nullptr, false);
    bool const has_code = json.is_object() && json.contains("code") && json["code"].is_string();
    if (!has_code) return problem(400, "bad_request", "code is needed");
    auto const person = services.accounts.person_of_enrolment_code(json["code"].get<std::string>());
    if (!person) return refuse_code(person.error());
    return json_response(200, person_json(services, *person).dump());
}

HttpResponse enrol(DeviceServices& services, HttpRequest const& request) {
    auto asked = read(request.body);
    if (!asked) return problem(400, asked.error());
    auto const person = services.accounts.claim_enrolment_code(asked->code, {asked->device.device, asked->device.key});
    if (!person) return refuse_code(person.error());
    asked->device.person = *person;
    auto const added = services.writer.call<Outcome<Unit>>(
        [&](SqliteCentralStore& store, std::int64_t) { return store.add_device(asked->device); });
    if (!added) return problem(added.error().code == "device_known" ? 409 : 503, added.error());
    services.log.info("device_enrolled", {{"device", asked->device.device}, {"person", *person}});
    auto answer = person_json(services, *person);
    answer["log_id"] = services.store.log_id().to_string();
    answer["epoch"] = asked->device.epoch;
    answer["demo"] = services.demo;
    return json_response(200, answer.dump());
}
}  // namespace

void add_device_routes(Router& router, DeviceServices& services) {
    router.add(Method::post, "/api/v1/enrol/look",
               [&services](HttpRequest const& request) { return look(services, request); });
    router.add(Method::post, "/api/v1/enrol",
               [&services](HttpRequest const& request) { return enrol(services, request); });
}

}  // namespace mingcha
