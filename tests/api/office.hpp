#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/api/api_routes.hpp"
#include "server/store/visit_projection.hpp"
#include "shared/data/data_file.hpp"
#include "shared/data/demo_city.hpp"
#include "shared/rules/feedback.hpp"
#include "shared/rules/verdict.hpp"
#include "tests/net/world.hpp"
#include "tests/support/world.hpp"

namespace mingcha::test {

using Json = nlohmann::json;

/// Sees who is who as the server does, lets everybody write: what the pages show is asked here, not who may write.
class SeeingPolicy final : public OpenPolicy {
public:
    explicit SeeingPolicy(Directory& directory) : directory_(directory) {}
    [[nodiscard]] std::vector<Audience> audiences(PolicyReader& reader, Record const& changed) override {
        directory_.note(changed);
        return OpenPolicy::audiences(reader, changed);
    }

private:
    Directory& directory_;
};

struct TestTablet {
    FakeClock clock{demo_today_ms};
    SeededRandom random;
    std::unique_ptr<Replica> replica;
    Uuid person;
    TestTablet(std::uint64_t seed, Uuid const& who)
        : random(seed), replica(*Replica::open(":memory:", clock, random)), person(who) {}
};

/// A district office, another one, and the city above both; schools, inspectors, accounts; the API over a real store in a file.
struct Office {
    TemporaryDirectory directory;
    FakeClock clock{demo_today_ms};
    SeededRandom random{11};
    Directory persons;
    SeeingPolicy policy{persons};
    SigningKey identity = SigningKey::generate(random);
    std::unique_ptr<SqliteCentralStore> store;
    std::unique_ptr<Accounts> accounts;
    Hub hub;
    std::unique_ptr<ApiServices> services;
    Router router;
    Uuid city = id(1), lixia = id(2), shizhong = id(3), zone = id(4), wang = id(5), zhang = id(6), liaison = id(7),
         school = id(8), other_school = id(9);
    Uuid chief = id(10), other_chief = id(11), city_chief = id(12);

    Office();
    [[nodiscard]] static Uuid id(std::uint8_t n);
    [[nodiscard]] Uuid new_id() { return Uuid::v7(clock.now().time_ms, random); }

    void put(RecordName const& name, char const* field, Value value, Uuid const& author = {},
             std::string const& key = {});
    /// A visit as the office plans it; returns its id.
    Uuid plan(Uuid const& unit, char const* day, bool secret = false, char const* list_code = "SAFE");
    [[nodiscard]] static RecordName visit_name(Uuid const& visit) {
        return {{RootKind::visit, visit}, RecordType::visit, visit};
    }
    [[nodiscard]] static RecordName answer_name(Uuid const& visit, std::string const& item) {
        return {{RootKind::visit, visit}, RecordType::answer, Uuid::derived(visit, item)};
    }
    void answer(Uuid const& visit, std::string const& item, Value verdict, Uuid const& author);
    [[nodiscard]] std::unique_ptr<TestTablet> tablet(std::uint64_t seed, Uuid const& who, char const* label);
    [[nodiscard]] bool sync(TestTablet& tablet) {
        return Link(*tablet.replica, *store, identity.public_key(), tablet.random).drain(clock.now().time_ms);
    }
    static void write(TestTablet& tablet, RecordName const& name, std::string const& key, char const* field,
                      Value value);

    struct Browser {
        std::string cookie, csrf;
    };
    [[nodiscard]] Browser sign_in(char const* name);
    [[nodiscard]] HttpResponse call(Method method, std::string const& target, Browser const& browser,
                                    std::string body = {}, bool with_csrf = true);
    [[nodiscard]] Json get(std::string const& target, Browser const& browser, int status = 200);
    [[nodiscard]] std::string dump_projection();
};

[[nodiscard]] inline Json body_of(HttpResponse const& response) {
    return Json::parse(std::get<std::string>(response.body));
}
/// A visit with a conflict, photos, findings, a dissent: every part of the detail page has something to show.
[[nodiscard]] Uuid full_visit(Office& office);
/// A visit in FEEDBACK that the school will confirm within 72 hours.
Uuid put_off_visit(Office& office);

}  // namespace mingcha::test
